import assert from "node:assert/strict";
import { judge } from "./sdks.mjs";
import { application, fresh, pages, refused } from "./server.mjs";

const SCHEMAS = { 1: { type: "object", properties: { n: { type: "integer" } } } };

judge("an event type is created, read, put and patched", async (svix, sdk) => {
  const name = fresh("type");
  const created = await svix.eventType.create({ name, description: "d", schemas: SCHEMAS });
  assert.deepEqual(await svix.eventType.get(name), created);
  assert.deepEqual(created.schemas, SCHEMAS);
  assert.equal(created.archived, false);
  assert.equal(created.deprecated, false);
  const patched = await svix.eventType.patch(name, { description: "e" });
  assert.equal(patched.description, "e");
  assert.deepEqual(patched.schemas, SCHEMAS);
  assert.equal((await svix.eventType.patch(name, { schemas: null })).schemas ?? null, null);
  const replaced = await svix.eventType[sdk.put](name, { description: "f", deprecated: true });
  assert.equal(replaced.description, "f");
  assert.equal(replaced.deprecated, true);
  const other = fresh("type");
  assert.equal((await svix.eventType[sdk.put](other, { description: "put" })).name, other);
  const conflict = await refused(409, svix.eventType.create({ name, description: "again" }));
  assert.equal(conflict.code, "event_type_exists");
});

judge("a deleted event type is archived, comes back, and can be expunged", async (svix, sdk) => {
  const name = fresh("type");
  const all = async (options) => {
    const list = (iterator) => svix.eventType.list({ ...options, iterator });
    return (await pages(list, (type) => type.name)).flat();
  };
  const first = await svix.eventType.create({ name, description: "d" });
  await svix.eventType.delete(name);
  assert.equal((await svix.eventType.get(name)).archived, true);
  assert.ok(!(await all()).includes(name));
  assert.ok((await all({ includeArchived: true })).includes(name));
  const app = await application(svix);
  const hook = { url: "https://receiver.example.com/", [sdk.types]: [name] };
  const body = await refused(422, svix.endpoint.create(app, hook));
  assert.deepEqual(body.detail[0].loc, ["body", sdk.types]);
  const again = await svix.eventType.create({ name, description: "back" });
  assert.equal(again.archived, false);
  assert.deepEqual(again.createdAt, first.createdAt);
  assert.deepEqual((await svix.endpoint.create(app, hook))[sdk.types], [name]);
  await svix.eventType.delete(name, { expunge: true });
  await refused(404, svix.eventType.get(name));
});

judge("event types are listed by name, forth and back, with schemas on demand", async (svix) => {
  const prefix = fresh("aaaa");
  const names = [1, 2, 3].map((i) => `${prefix}.${i}`);
  for (const name of names.toReversed()) {
    await svix.eventType.create({ name, description: "d", schemas: SCHEMAS });
  }
  const list = (iterator, withContent) => svix.eventType.list({ limit: 2, iterator, withContent });
  const first = await list(`${prefix}.`);
  assert.deepEqual(
    first.data.map((type) => type.name),
    names.slice(0, 2),
  );
  assert.equal(first.data[0].schemas ?? null, null);
  const second = await list(first.iterator, true);
  assert.equal(second.data[0].name, names[2]);
  assert.deepEqual(second.data[0].schemas, SCHEMAS);
  const back = await list(second.prevIterator);
  assert.deepEqual(
    back.data.map((type) => type.name),
    names.slice(0, 2),
  );
});
