// HubSpot's own client against the stand-in: properties, groups, tasks, associations, owners, the account. It asks for
// /crm/v3, and for associations for /crm/v4.
import assert from "node:assert/strict";
import test from "node:test";
import { AssociationTypes, Client } from "@hubspot/api-client";
import { control, hubSpot, refusal } from "./world.js";

const client = new Client({ basePath: hubSpot.url, accessToken: hubSpot.token });
const { coreApi, groupsApi, batchApi } = client.crm.properties;
const tasks = client.crm.objects.tasks;
const portal = `/hubspot/portals/${hubSpot.portal}`;
const due = "2026-12-01T00:00:00Z";

const text = (name) => ({ name, label: name, type: "string", fieldType: "text", groupName: "contactinformation" });

const contact = () => client.crm.contacts.basicApi.create({ properties: { firstname: "花子" } });

const forContact = (id) => ({
  to: { id },
  types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: AssociationTypes.taskToContact }],
});

const task = (properties, ...contactIds) =>
  tasks.basicApi.create({ properties: { hs_timestamp: due, ...properties }, associations: contactIds.map(forContact) });

test("a group and its property are made, changed and archived", async () => {
  const group = await groupsApi.create("contacts", { name: "line", label: "LINE", displayOrder: -1 });
  assert.equal(group.name, "line");
  assert.ok((await groupsApi.getAll("contacts")).results.some((one) => one.name === "line"));
  assert.equal((await groupsApi.getByName("contacts", "line")).label, "LINE");

  const property = await coreApi.create("contacts", {
    name: "line_follow",
    label: "LINE Follow",
    type: "enumeration",
    fieldType: "select",
    groupName: "line",
    options: [
      { label: "Follow", value: "FOLLOW", displayOrder: 0, hidden: false },
      { label: "Block", value: "BLOCK", displayOrder: 1, hidden: false },
    ],
    formField: false,
  });
  assert.equal(property.groupName, "line");
  assert.deepEqual(property.options.map((option) => option.value), ["FOLLOW", "BLOCK"]);

  const renamed = await coreApi.update("contacts", "line_follow", { label: "Friend" });
  assert.equal(renamed.label, "Friend");
  assert.equal((await coreApi.getByName("contacts", "line_follow")).label, "Friend");
  assert.ok((await coreApi.getAll("contacts")).results.some((one) => one.name === "line_follow"));
  await coreApi.archive("contacts", "line_follow");
  assert.equal((await refusal(coreApi.getByName("contacts", "line_follow"))).code, 404);
});

test("properties are made, read and archived by the batch", async () => {
  const made = await batchApi.create("contacts", { inputs: [text("line_a"), text("line_b")] });
  assert.equal(made.status, "COMPLETE");
  assert.equal(made.results.length, 2);
  const read = await batchApi.read("contacts", { archived: false, inputs: [{ name: "line_a" }, { name: "line_b" }] });
  assert.deepEqual(read.results.map((one) => one.name).sort(), ["line_a", "line_b"]);
  await batchApi.archive("contacts", { inputs: [{ name: "line_a" }, { name: "line_b" }] });
  assert.equal((await refusal(coreApi.getByName("contacts", "line_a"))).code, 404);
});

test("a property that is there is a conflict", async () => {
  await coreApi.create("contacts", text("line_once"));
  const conflict = await refusal(coreApi.create("contacts", text("line_once")));
  assert.equal(conflict.constructor.name, "ApiException");
  assert.equal(conflict.code, 409);
  assert.equal(conflict.body.category, "CONFLICT");
});

test("a task belongs to a contact and its owner", async () => {
  const owner = await control("POST", `${portal}/owners`, { email: "taro@example.com", firstName: "Taro", lastName: "Yamada" });
  const { id } = await contact();
  const made = await task({ hs_task_subject: "LINE", hs_task_status: "NOT_STARTED", hubspot_owner_id: String(owner.id) }, id);
  assert.equal(made.properties.hs_task_subject, "LINE");

  const read = await tasks.basicApi.getById(made.id, ["hs_task_subject", "hubspot_owner_id"], undefined, ["contacts"]);
  assert.equal(read.properties.hubspot_owner_id, String(owner.id));
  assert.deepEqual(read.associations.contacts.results.map((other) => other.id), [id]);

  const done = await tasks.basicApi.update(made.id, { properties: { hs_task_status: "COMPLETED" } });
  assert.equal(done.properties.hs_task_status, "COMPLETED");
  await tasks.basicApi.archive(made.id);
  assert.equal((await refusal(tasks.basicApi.getById(made.id))).code, 404);
});

test("tasks by the batch, and found", async () => {
  await control("PATCH", portal, { searchLagMillis: 0 });
  const { id } = await contact();
  const made = await tasks.batchApi.create({
    inputs: ["one", "two"].map((subject) => ({
      properties: { hs_timestamp: due, hs_task_subject: subject },
      associations: [forContact(id)],
    })),
  });
  const ids = made.results.map((row) => ({ id: row.id }));
  assert.equal(ids.length, 2);
  await tasks.batchApi.update({ inputs: ids.map((one) => ({ ...one, properties: { hs_task_priority: "HIGH" } })) });
  const read = await tasks.batchApi.read({ inputs: ids, properties: ["hs_task_priority"], propertiesWithHistory: [] });
  assert.ok(read.results.every((row) => row.properties.hs_task_priority === "HIGH"));
  const found = await tasks.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: "hs_task_priority", operator: "EQ", value: "HIGH" }] }],
    properties: ["hs_task_subject"],
    limit: 10,
  });
  assert.equal(found.total, 2);
  await tasks.batchApi.archive({ inputs: ids });
});

test("associations are made and read from both sides", async () => {
  const [one, two] = [await contact(), await contact()];
  const made = await task({ hs_task_subject: "LINE" }, one.id);
  const v4 = client.crm.associations.v4;
  const set = await v4.basicApi.createDefault("tasks", made.id, "contacts", two.id);
  assert.equal(set.status, "COMPLETE");
  assert.equal(set.results[0].associationSpec.associationTypeId, AssociationTypes.taskToContact);

  const ofTask = await v4.batchApi.getPage("tasks", "contacts", { inputs: [{ id: made.id }] });
  assert.equal(ofTask.results[0]._from.id, made.id);
  // a number from v4 and text from a dated version, while the client's type says text
  assert.deepEqual(ofTask.results[0].to.map((other) => String(other.toObjectId)).sort(), [one.id, two.id].sort());
  assert.equal(ofTask.results[0].to[0].associationTypes[0].typeId, AssociationTypes.taskToContact);

  const lonely = await contact();
  const ofContacts = await v4.batchApi.getPageWithHttpInfo("contacts", "tasks", { inputs: [{ id: one.id }, { id: lonely.id }] });
  assert.equal(ofContacts.httpStatusCode, 207);
  assert.deepEqual(ofContacts.data.results.map((row) => row._from.id), [one.id]);
  assert.equal(ofContacts.data.results[0].to[0].associationTypes[0].typeId, AssociationTypes.contactToTask);
  assert.equal(ofContacts.data.errors[0].subCategory, "crm.associations.NO_ASSOCIATIONS_FOUND");
});

test("owners are listed, found by e-mail and by id", async () => {
  const made = await control("POST", `${portal}/owners`, { email: "jiro@example.com", firstName: "Jiro", lastName: "Yamada" });
  const { ownersApi } = client.crm.owners;
  assert.ok((await ownersApi.getPage()).results.some((owner) => owner.id === String(made.id)));
  const [found] = (await ownersApi.getPage("jiro@example.com", undefined, 100, false)).results;
  assert.equal(found.id, String(made.id));
  assert.ok(found.createdAt instanceof Date);
  const byId = await ownersApi.getById(Number(found.id), "id", false);
  assert.equal(byId.email, "jiro@example.com");
  assert.equal((await ownersApi.getById(byId.userId, "userId")).id, found.id);
  assert.equal((await refusal(ownersApi.getById(1))).code, 404);
});

test("the account tells its id and time zone", async () => {
  // the client has no call of its own for it
  const answer = await client.apiRequest({ path: "/account-info/v3/details" });
  assert.equal(answer.status, 200);
  const account = await answer.json();
  assert.equal(String(account.portalId), hubSpot.portal);
  assert.equal(account.timeZone, "Asia/Tokyo");
});
