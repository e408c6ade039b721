// What the scripts share: where the sandbox is, its control API, and a server that receives webhooks.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";

function setting(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: these scripts are run by OfficialNodeClientsTests`);
  return value;
}

export const hubSpot = { url: setting("HUBSPOT_URL"), token: setting("HUBSPOT_TOKEN"), portal: setting("HUBSPOT_PORTAL") };

export const line = {
  url: setting("LINE_URL"),
  id: setting("LINE_CHANNEL_ID"),
  secret: setting("LINE_CHANNEL_SECRET"),
  token: setting("LINE_ACCESS_TOKEN"),
};

/** Calls the sandbox's control API (README.md of the sandbox). */
export async function control(method, path, body) {
  const answer = await fetch(new URL(path, setting("CONTROL_URL")), {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, `${method} ${path}: ${text}`);
  return JSON.parse(text);
}

/** The error with which it is refused. */
export async function refusal(call) {
  const nothing = Symbol();
  const error = await Promise.resolve(call).then(
    () => nothing,
    (thrown) => thrown,
  );
  assert.notEqual(error, nothing, "it was not refused");
  return error;
}

/** Listens on a free port, hands each request to the handler with its raw body, and closes with the test. */
export async function listen(test, handler) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    await handler(request, Buffer.concat(chunks), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
