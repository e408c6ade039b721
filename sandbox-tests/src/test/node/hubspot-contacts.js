// HubSpot's own client against the stand-in: contacts. Version 14.0.1 of it asks for /crm/v3 throughout, and has no
// call for a dated version.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import { Client } from "@hubspot/api-client";
import { control, hubSpot, refusal } from "./world.js";

// no numberOfApiCallRetries: its own retries are off
const client = new Client({ basePath: hubSpot.url, accessToken: hubSpot.token });
const { basicApi, batchApi, searchApi } = client.crm.contacts;
const portal = `/hubspot/portals/${hubSpot.portal}`;

function email(name) {
  return `${name}.${randomUUID()}@example.com`;
}

async function unique(name) {
  await client.crm.properties.coreApi.create("contacts", {
    name,
    label: name,
    type: "string",
    fieldType: "text",
    groupName: "contactinformation",
    hasUniqueValue: true,
  });
}

async function bySearch(filter) {
  await control("PATCH", portal, { searchLagMillis: 0 });
  return searchApi.doSearch({ filterGroups: [{ filters: [filter] }], properties: ["email"], limit: 200, sorts: ["createdate"] });
}

test("a contact is created, read and updated", async () => {
  const address = email("Hanako");
  const created = await basicApi.create({ properties: { email: address, firstname: "花子" } });
  assert.match(created.id, /^\d+$/);
  assert.ok(created.createdAt instanceof Date && !Number.isNaN(created.createdAt.getTime()));
  assert.equal(created.properties.email, address.toLowerCase());
  assert.equal(created.archived, false);

  const updated = await basicApi.update(created.id, { properties: { lastname: "山田" } });
  assert.equal(updated.properties.lastname, "山田");
  assert.ok(updated.updatedAt >= created.updatedAt);

  const byId = await basicApi.getById(created.id, ["firstname", "lastname", "phone", "no_such_property"]);
  assert.equal(byId.properties.firstname, "花子");
  assert.equal(byId.properties.phone, null);
  assert.ok(!("no_such_property" in byId.properties));

  const byEmail = await basicApi.getById(address, undefined, undefined, undefined, false, "email");
  assert.equal(byEmail.id, created.id);
  await basicApi.update(address, { properties: { firstname: "" } }, "email");
  assert.equal((await basicApi.getById(created.id, ["firstname"])).properties.firstname, null);
});

test("pages of contacts follow each other", async () => {
  await Promise.all([1, 2, 3].map((n) => basicApi.create({ properties: { email: email(`page${n}`) } })));
  const first = await basicApi.getPage(2, undefined, ["email"]);
  assert.equal(first.results.length, 2);
  const second = await basicApi.getPage(2, first.paging.next.after, ["email"]);
  assert.ok(second.results.length > 0);
  assert.ok(!first.results.map((one) => one.id).includes(second.results[0].id));
  const all = await client.crm.contacts.getAll(2);
  assert.ok(all.length >= 3);
});

test("a batch is created, updated, read and archived", async () => {
  const created = await batchApi.create({
    inputs: ["a", "b"].map((name) => ({ properties: { email: email(name) }, associations: [], objectWriteTraceId: name })),
  });
  assert.equal(created.status, "COMPLETE");
  assert.deepEqual(created.results.map((row) => row.objectWriteTraceId).sort(), ["a", "b"]);
  const ids = created.results.map((row) => row.id);

  const updated = await batchApi.update({ inputs: ids.map((id) => ({ id, properties: { city: "Kyoto" } })) });
  assert.ok(updated.results.every((row) => row.properties.city === "Kyoto"));

  const read = await batchApi.read({
    inputs: [...ids.map((id) => ({ id })), { id: "999999999999" }],
    properties: ["city"],
    propertiesWithHistory: [],
  });
  assert.equal(read.results.length, 2);
  assert.ok(read.startedAt instanceof Date && read.completedAt instanceof Date);
  assert.equal(read.errors[0].category, "OBJECT_NOT_FOUND");
  assert.deepEqual(read.errors[0].context.ids, ["999999999999"]);

  await batchApi.archive({ inputs: ids.map((id) => ({ id })) });
  assert.equal((await basicApi.getById(ids[0], undefined, undefined, undefined, true)).archived, true);
});

test("a batch read goes by a unique property", async () => {
  await unique("line_key_read");
  const made = await basicApi.create({ properties: { line_key_read: "k1" } });
  const read = await batchApi.read({
    idProperty: "line_key_read",
    inputs: [{ id: "k1" }],
    properties: ["line_key_read"],
    propertiesWithHistory: [],
  });
  assert.equal(read.results[0].id, made.id);
});

test("a batch upsert with trace ids is multi-status: good rows are written, bad ones told", async () => {
  await unique("line_key");
  const taken = await basicApi.create({ properties: { email: email("taken") } });
  const row = (id, properties) => ({ idProperty: "line_key", id, objectWriteTraceId: `trace-${id}`, properties });
  const first = await batchApi.upsert({ inputs: [row("k1", { firstname: "花子", line_key: "k1" })] });
  assert.equal(first.results[0]._new, true);
  assert.equal(first.results[0].objectWriteTraceId, "trace-k1");
  assert.equal(first.results[0].properties.line_key, "k1");

  const second = await batchApi.upsertWithHttpInfo({
    inputs: [row("k1", { firstname: "太郎" }), row("k2", { email: taken.properties.email }), row("k3", { email: "x@" })],
  });
  assert.equal(second.httpStatusCode, 207);
  const body = second.data;
  assert.equal(body.results.length, 1);
  assert.equal(body.results[0]._new, false);
  assert.equal(body.results[0].properties.firstname, "太郎");
  assert.equal(body.numErrors, 2);
  assert.deepEqual(body.errors.map((error) => error.context.objectWriteTraceId[0]).sort(), ["trace-k2", "trace-k3"]);
});

test("a batch upsert without trace ids is all or nothing", async () => {
  await unique("line_key_whole");
  const row = (id, properties) => ({ idProperty: "line_key_whole", id, properties });
  const error = await refusal(batchApi.upsert({ inputs: [row("w1", { firstname: "花子" }), row("w2", { email: "x@" })] }));
  assert.equal(error.code, 400);
  assert.equal(error.body.category, "VALIDATION_ERROR");
  const written = await refusal(basicApi.getById("w1", undefined, undefined, undefined, false, "line_key_whole"));
  assert.equal(written.code, 404);
});

test("a search finds by a filter", async () => {
  const address = email("searched").toLowerCase();
  const { id } = await basicApi.create({ properties: { email: address } });
  const found = await bySearch({ propertyName: "email", operator: "EQ", value: address });
  assert.equal(found.total, 1);
  assert.equal(found.results[0].id, id);
  const known = await bySearch({ propertyName: "email", operator: "HAS_PROPERTY" });
  assert.ok(known.total >= 1);
});

test("two contacts are merged", async () => {
  const primary = await basicApi.create({ properties: { email: email("primary") } });
  const other = await basicApi.create({ properties: { email: email("other") } });
  const merged = await basicApi.merge({ primaryObjectId: primary.id, objectIdToMerge: other.id });
  assert.equal(merged.properties.email, primary.properties.email);
  for (const old of [primary.id, other.id]) {
    assert.equal((await basicApi.getById(old)).id, merged.id);
  }
});

test("an archived contact is gone, but for those who ask for archived ones", async () => {
  const { id } = await basicApi.create({ properties: { firstname: "Archived" } });
  await basicApi.archive(id);
  assert.equal((await refusal(basicApi.getById(id))).code, 404);
  const archived = await basicApi.getById(id, undefined, undefined, undefined, true);
  assert.ok(archived.archivedAt instanceof Date);
});

test("a contact deleted for privacy does not come back under its address", async () => {
  const { id, properties } = await basicApi.create({ properties: { email: email("forgotten") } });
  await basicApi.purge({ objectId: id });
  assert.equal((await refusal(basicApi.getById(id, undefined, undefined, undefined, true))).code, 404);
  assert.equal((await refusal(basicApi.create({ properties: { email: properties.email } }))).code, 400);
  await basicApi.purge({ objectId: email("unknown"), idProperty: "email" });
});

test("errors carry status, body and headers", async () => {
  const missing = await refusal(basicApi.getById("999999999999"));
  assert.equal(missing.constructor.name, "ApiException");
  assert.equal(missing.code, 404);
  assert.equal(missing.body.status, "error");
  assert.equal(missing.body.correlationId, missing.headers["x-hubspot-correlation-id"]);

  const { id, properties } = await basicApi.create({ properties: { email: email("twice") } });
  const conflict = await refusal(basicApi.create({ properties: { email: properties.email } }));
  assert.equal(conflict.code, 409);
  assert.equal(conflict.body.category, "CONFLICT");
  assert.equal(conflict.body.message, `Contact already exists. Existing ID: ${id}`);

  const unknown = await refusal(basicApi.create({ properties: { no_such_property: "x" } }));
  assert.equal(unknown.code, 400);
  assert.equal(unknown.body.errors[0].code, "PROPERTY_DOESNT_EXIST");

  const stranger = new Client({ basePath: hubSpot.url, accessToken: "pat-na1-nobody" });
  const unauthorized = await refusal(stranger.crm.contacts.basicApi.getPage());
  assert.equal(unauthorized.code, 401);
  assert.equal(unauthorized.body.category, "INVALID_AUTHENTICATION");

  const reader = await control("POST", `${portal}/tokens`, { scopes: ["oauth", "crm.objects.contacts.read"] });
  const mayOnlyRead = new Client({ basePath: hubSpot.url, accessToken: reader.accessToken });
  const forbidden = await refusal(mayOnlyRead.crm.contacts.basicApi.create({ properties: { firstname: "x" } }));
  assert.equal(forbidden.code, 403);
  assert.equal(forbidden.body.category, "MISSING_SCOPES");
});

// what its own RetryDecorator tells a 429 by: policyName of the one, the message of the other
test("the ten-second limit is told as its retries understand it", async () => {
  const { accessToken } = await control("POST", `${portal}/tokens`, { scopes: ["oauth", "crm.objects.contacts.read"] });
  const hasty = new Client({ basePath: hubSpot.url, accessToken });
  await control("PATCH", portal, { callsPerTenSeconds: 2 });
  try {
    await hasty.crm.contacts.basicApi.getPage(1);
    const last = await hasty.crm.contacts.basicApi.getPageWithHttpInfo(1);
    assert.equal(last.headers["x-hubspot-ratelimit-remaining"], "0");
    const limited = await refusal(hasty.crm.contacts.basicApi.getPage(1));
    assert.equal(limited.code, 429);
    assert.equal(limited.body.policyName, "TEN_SECONDLY_ROLLING");
  } finally {
    await control("PATCH", portal, { callsPerTenSeconds: 0 });
  }
});

test("the limit of searches is told as its retries understand it", async () => {
  const hits = await Promise.allSettled(
    Array.from({ length: 40 }, () => searchApi.doSearch({ filterGroups: [], limit: 1 })),
  );
  const limited = hits.filter((hit) => hit.status === "rejected").map((hit) => hit.reason);
  assert.ok(limited.length > 0);
  assert.ok(limited.every((error) => error.code === 429));
  assert.ok(limited.every((error) => error.body.message === "You have reached your secondly limit."));
});
