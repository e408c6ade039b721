// Checks the signature of LINE's webhooks with LINE's official middleware and answers 200. Stores nothing.
// node server.js <port> <channel secret>
const express = require("express");
const line = require("@line/bot-sdk");

const [port, channelSecret] = process.argv.slice(2);
const app = express();
app.disable("x-powered-by");
app.post("/webhooks/line/:connection", line.middleware({ channelSecret }), (request, response) => {
  response.status(200).end();
});
app.listen(Number(port), "127.0.0.1", () => console.log("ready"));
