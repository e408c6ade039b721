// LINE's own client for Node.js against the stand-in. Of LINE Login it knows nothing but the LIFF server API.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import { channelAccessToken, HTTPFetchError, LineBotClient, SignatureValidationFailed, middleware, validateSignature } from "@line/bot-sdk";
import { control, line, listen, refusal } from "./world.js";

const client = bot(line.token);
const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: line.url });
const channel = `/line/channels/${line.id}`;
const hello = [{ type: "text", text: "こんにちは" }];

function bot(channelAccessToken, defaultHeaders) {
  return LineBotClient.fromChannelAccessToken({ channelAccessToken, apiBaseURL: line.url, defaultHeaders });
}

async function friend(displayName) {
  const { userId } = await control("POST", `${channel}/users`, { displayName, pictureUrl: "https://profile.line-scdn.net/0h" });
  await control("POST", `${channel}/acts`, { act: "follow", userId });
  return userId;
}

async function received(userId) {
  return (await control("GET", `${channel}/users/${userId}/received`)).items;
}

async function refused(status, call) {
  const error = await refusal(call);
  assert.ok(error instanceof HTTPFetchError, error.stack);
  assert.equal(error.status, status, error.body);
  assert.ok(error.headers.get("x-line-request-id"));
  return error;
}

test("the bot and a profile", async () => {
  const userId = await friend("花子");
  const info = await client.getBotInfo();
  const { botUserId, basicId } = await control("GET", channel);
  assert.equal(info.userId, botUserId);
  assert.equal(info.basicId, basicId);
  const { httpResponse, body } = await client.getProfileWithHttpInfo(userId);
  assert.ok(httpResponse.headers.get("x-line-request-id"));
  assert.equal(body.displayName, "花子");
  assert.equal(body.userId, userId);
  assert.equal(body.pictureUrl, "https://profile.line-scdn.net/0h");
});

test("no profile of strangers, of those who block, of what is no user id, without a token", async () => {
  const userId = await friend("太郎");
  await control("POST", `${channel}/acts`, { act: "block", userId });
  for (const nobody of [userId, "U" + "0".repeat(32)]) {
    assert.equal(JSON.parse((await refused(404, client.getProfile(nobody))).body).message, "Not found");
  }
  await refused(400, client.getProfile("nobody"));
  await refused(401, bot("wrong").getBotInfo());
});

test("the followers, page by page", async () => {
  await control("POST", `${channel}/crowd`, { count: 120 });
  const seen = new Set();
  let next;
  do {
    const page = await client.getFollowers(next, 50);
    page.userIds.forEach((userId) => seen.add(userId));
    next = page.next;
  } while (next);
  assert.ok(seen.size >= 120);
  assert.ok([...seen].every((userId) => /^U[0-9a-f]{32}$/.test(userId)));
  await refused(400, client.getFollowers("no such page", 50));
  await control("PATCH", channel, { verified: false });
  await refused(403, client.getFollowers());
  await control("PATCH", channel, { verified: true });
});

test("a push with a retry key arrives once", async () => {
  const userId = await friend("次郎");
  const key = randomUUID();
  const push = () => client.pushMessageWithHttpInfo({ to: userId, messages: hello }, key);
  const first = await push();
  assert.match(first.body.sentMessages[0].id, /^\d+$/);
  assert.ok(first.body.sentMessages[0].quoteToken);
  const again = await refused(409, push());
  assert.equal(again.headers.get("x-line-accepted-request-id"), first.httpResponse.headers.get("x-line-request-id"));
  assert.deepEqual(JSON.parse(again.body).sentMessages, first.body.sentMessages);
  assert.equal((await received(userId)).length, 1);
});

test("what cannot be pushed is told", async () => {
  const nobody = await refused(400, client.pushMessage({ to: "U" + "0".repeat(32), messages: hello }));
  assert.equal(JSON.parse(nobody.body).message, "Failed to send messages");
  const userId = await friend("三郎");
  const empty = await refused(400, client.pushMessage({ to: userId, messages: [{ type: "text", text: "" }] }));
  assert.equal(JSON.parse(empty.body).details[0].property, "messages[0].text");
  const limited = async () => {
    await control("PATCH", channel, { monthlyLimit: 0 });
    try {
      return await refused(429, client.pushMessage({ to: userId, messages: hello }));
    } finally {
      await control("PATCH", channel, { monthlyLimit: null });
    }
  };
  assert.equal(JSON.parse((await limited()).body).message, "You have reached your monthly limit.");
});

test("multicast, broadcast, validation and quota", async () => {
  const userId = await friend("四郎");
  await client.multicast({ to: [userId], messages: hello }, randomUUID());
  await client.broadcast({ messages: hello }, randomUUID());
  await client.validatePush({ messages: hello });
  assert.equal((await received(userId)).length, 2);
  assert.equal((await client.getMessageQuota()).type, "none");
  assert.ok((await client.getMessageQuotaConsumption()).totalUsage > 0);
});

test("channel access tokens: stateless and short-lived ones", async () => {
  const stateless = await tokens.issueStatelessChannelTokenByClientSecret(line.id, line.secret);
  assert.equal(stateless.token_type, "Bearer");
  assert.equal(stateless.expires_in, 900);
  const { userId } = await bot(stateless.access_token).getBotInfo();
  assert.equal(userId, (await client.getBotInfo()).userId);
  assert.equal(JSON.parse((await refused(400, tokens.issueStatelessChannelTokenByClientSecret(line.id, "wrong"))).body).error, "invalid_request");
  await refused(404, tokens.issueStatelessChannelTokenByJWTAssertion("a.b.c"));

  const short = await tokens.issueChannelToken("client_credentials", line.id, line.secret);
  assert.equal((await tokens.verifyChannelToken(short.access_token)).client_id, line.id);
  await tokens.revokeChannelToken(short.access_token);
  await refused(401, bot(short.access_token).getBotInfo());
});

/** A bot server with LINE's own middleware; gives what that made of each request so far: the body, or the error. */
async function botServer(test) {
  const check = middleware({ channelSecret: line.secret });
  const seen = [];
  const url = await listen(test, (request, rawBody, response) => {
    request.rawBody = rawBody;
    check(request, response, (error) => {
      seen.push({ signature: request.headers["x-line-signature"], rawBody, body: request.body, error });
      response.writeHead(error ? 400 : 200).end();
    });
  });
  await control("PATCH", channel, { webhookEndpoint: `${url}/webhooks/line`, useWebhook: true });
  test.after(() => control("PATCH", channel, { useWebhook: false }));
  return async () => {
    const deadline = Date.now() + 10_000;
    for (let waiting = 1; waiting > 0; ) {
      ({ waiting } = await control("GET", `${channel}/webhooks`));
      assert.ok(Date.now() < deadline, "webhooks still wait");
    }
    return seen;
  };
}

test("webhooks are signed, and their reply tokens work once", async (t) => {
  const seen = await botServer(t);
  const userId = await friend("五郎");
  await control("POST", `${channel}/acts`, { act: "write", userId, text: "元気ですか" });
  const requests = await seen();
  assert.deepEqual(requests.map(({ error }) => error), [undefined, undefined]);
  const { botUserId } = await control("GET", channel);
  assert.ok(requests.every(({ body }) => body.destination === botUserId));
  for (const { rawBody, signature } of requests) {
    assert.equal(validateSignature(rawBody, line.secret, signature), true);
    assert.equal(validateSignature(Buffer.concat([rawBody, Buffer.from(" ")]), line.secret, signature), false);
    assert.equal(validateSignature(rawBody, `${line.secret}0`, signature), false);
  }
  const events = requests.flatMap(({ body }) => body.events);
  assert.deepEqual(events.map(({ type }) => type).sort(), ["follow", "message"]);
  const { replyToken, message } = events.find(({ type }) => type === "message");
  assert.equal(message.text, "元気ですか");

  // a reply takes no retry key, and the client has no argument for one
  const withKey = bot(line.token, { "X-Line-Retry-Key": randomUUID() });
  await refused(400, withKey.replyMessage({ replyToken, messages: hello }));
  const { sentMessages } = await client.replyMessage({ replyToken, messages: hello });
  assert.equal(sentMessages.length, 1);
  assert.equal((await received(userId)).length, 1);
  const again = await refused(400, client.replyMessage({ replyToken, messages: hello }));
  assert.equal(JSON.parse(again.body).message, "Invalid reply token");
});

test("what only pretends to be LINE's is refused", async (t) => {
  const seen = await botServer(t);
  const body = { destination: (await control("GET", channel)).botUserId, events: [] };
  for (const signature of ["WRONG", "NOT_BASE64", "MISSING"]) {
    await control("POST", `${channel}/raw?signature=${signature}`, body);
    assert.ok((await seen()).at(-1).error instanceof SignatureValidationFailed, signature);
  }
  await control("POST", `${channel}/raw?signature=RIGHT`, body);
  assert.equal((await seen()).at(-1).error, undefined);
});

test("the verification of the console is an empty list of events", async (t) => {
  const seen = await botServer(t);
  await control("POST", `${channel}/verify`);
  const [{ error, body }] = await seen();
  assert.equal(error, undefined);
  assert.deepEqual(body.events, []);
});

test("the webhook's address is set and tested", async () => {
  await client.setWebhookEndpoint({ endpoint: "https://127.0.0.1:1/webhooks" });
  assert.equal((await client.getWebhookEndpoint()).endpoint, "https://127.0.0.1:1/webhooks");
  assert.equal((await client.testWebhookEndpoint({})).reason, "COULD_NOT_CONNECT");
  await refused(400, client.setWebhookEndpoint({ endpoint: "http://localhost/" }));
});

test("a group and its members", async () => {
  const { chatId } = await control("POST", `${channel}/groups`, { name: "家族" });
  const userId = await friend("六郎");
  await control("POST", `${channel}/acts`, { act: "write", userId, chatId, text: "やあ" });
  assert.equal((await client.getGroupSummary(chatId)).groupName, "家族");
  assert.equal((await client.getGroupMemberProfile(chatId, userId)).displayName, "六郎");
  assert.ok((await client.getGroupMemberCount(chatId)).count >= 1);
  assert.ok((await client.getGroupMembersIds(chatId)).memberIds.includes(userId));
});
