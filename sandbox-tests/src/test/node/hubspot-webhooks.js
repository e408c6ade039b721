// HubSpot's own validator of signatures against what the stand-in sends.
//
// What it does not check, and a receiver has to: a timestamp from the future, v1 and v2 by time at all, and that the
// comparison takes the same time for every signature. It does not decode the URL as HubSpot's guide demands before v3 is
// made, takes v1 where no version is named, and reads the body as text. The first ones are shown below.
import assert from "node:assert/strict";
import test from "node:test";
import { Signature } from "@hubspot/api-client";
import { control, hubSpot, listen } from "./world.js";

const secret = "a client secret";

async function app(test, query = "") {
  const requests = [];
  const url = `${await listen(test, (request, body, response) => {
    requests.push({ headers: request.headers, body: body.toString("utf8"), url: `http://${request.headers.host}${request.url}` });
    response.writeHead(204).end();
  })}/webhooks/hubspot${query}`;
  const { appId } = await control("POST", "/hubspot/webhooks", {
    clientSecret: secret,
    targetUrl: url,
    subscriptions: ["contact.creation", "contact.propertyChange:firstname"],
    portals: [hubSpot.portal],
  });
  const path = `/hubspot/webhooks/${appId}`;
  test.after(() => control("DELETE", `${path}/portals/${hubSpot.portal}`));
  const raw = async (forgery) => {
    await control("POST", `${path}/raw?forgery=${forgery}`, []);
    return requests.at(-1);
  };
  return { requests, path, url, raw };
}

const v3 = (request, url = request.url) =>
  Signature.isValid({
    signatureVersion: "v3",
    signature: request.headers["x-hubspot-signature-v3"],
    timestamp: request.headers["x-hubspot-request-timestamp"],
    clientSecret: secret,
    method: "POST",
    url,
    requestBody: request.body,
  });

const v1 = (request) =>
  Signature.isValid({
    signature: request.headers["x-hubspot-signature"],
    clientSecret: secret,
    requestBody: request.body,
  });

test("what happens to a contact comes signed by v3 and v1", async (t) => {
  const { requests, path } = await app(t, "?from=a%20b");
  await control("POST", `/hubspot/portals/${hubSpot.portal}/contacts`, { properties: { firstname: "花子" } });
  const { quiet } = await control("POST", `${path}/wait`, { atMostMillis: 10000 });
  assert.equal(quiet, true);
  assert.ok(requests.length > 0);
  const events = requests.flatMap((request) => JSON.parse(request.body));
  assert.deepEqual(events.map((event) => event.subscriptionType).sort(), ["contact.creation", "contact.propertyChange"]);
  for (const request of requests) {
    assert.equal(v3(request), true);
    assert.equal(request.headers["x-hubspot-signature-version"], "v1");
    assert.equal(v1(request), true);
    assert.equal(v3({ ...request, body: `${request.body} ` }), false);
    assert.equal(v1({ ...request, body: `${request.body} ` }), false);
  }
});

test("what only pretends to be HubSpot's is refused", async (t) => {
  const { raw } = await app(t);
  assert.equal(v3(await raw("NONE")), true);
  for (const forgery of ["WRONG_SECRET", "NO_SIGNATURE", "NOT_BASE64", "BAD_TIMESTAMP", "OTHER_URL", "OTHER_BODY"]) {
    assert.equal(v3(await raw(forgery)), false, forgery);
  }
  const old = await raw("OLD_TIMESTAMP");
  assert.throws(() => v3(old), /Timestamp is invalid/);
});

test("the older versions are understood", async (t) => {
  const { raw } = await app(t);
  assert.equal(v1(await raw("V1_ONLY")), true);
  const request = await raw("V2_ONLY");
  assert.equal(
    Signature.isValid({
      signatureVersion: "v2",
      signature: request.headers["x-hubspot-signature"],
      clientSecret: secret,
      method: "POST",
      url: request.url,
      requestBody: request.body,
    }),
    true,
  );
});

test("its validator takes a request from the future, and an old one by v1", async (t) => {
  const { raw } = await app(t);
  assert.equal(v3(await raw("FUTURE_TIMESTAMP")), true);
  assert.equal(v1(await raw("OLD_TIMESTAMP")), true);
});

test("its validator wants the URL with the twelve escapes decoded already", async (t) => {
  const { raw } = await app(t, "?from=hubspot%2Fapp%20x");
  const request = await raw("NONE");
  assert.equal(v3(request), false);
  assert.equal(v3(request, request.url.replace("%2F", "/")), true);
});
