import assert from "node:assert/strict";
import { judge } from "./sdks.mjs";
import { fresh, pages, refused } from "./server.mjs";

judge("an application is created, read and deleted, and its uid is free again", async (svix) => {
  const uid = fresh("app");
  const created = await svix.application.create({ name: "Shop", uid, metadata: { a: "b" } });
  assert.deepEqual(await svix.application.get(uid), created);
  assert.deepEqual(await svix.application.get(created.id), created);
  assert.deepEqual(created.metadata, { a: "b" });
  assert.ok(created.createdAt instanceof Date);
  await svix.application.delete(uid);
  assert.equal((await refused(404, svix.application.get(uid))).code, "not_found");
  await refused(404, svix.application.get(created.id));
  const again = await svix.application.create({ name: "Shop", uid });
  assert.notEqual(again.id, created.id);
});

judge("getOrCreate gives what there is, as it is", async (svix) => {
  const uid = fresh("app");
  const created = await svix.application.getOrCreate({ name: "Shop", uid });
  const found = await svix.application.getOrCreate({ name: "Another", uid });
  assert.deepEqual(found, created);
});

judge("a patch leaves alone what it does not name, and null clears", async (svix, sdk) => {
  const uid = fresh("app");
  const { id } = await svix.application.create({
    name: "Shop",
    uid,
    [sdk.rate]: 7,
    metadata: { a: "b" },
  });
  const renamed = await svix.application.patch(uid, { name: "Market" });
  assert.equal(renamed.name, "Market");
  assert.equal(renamed[sdk.rate], 7);
  assert.equal(renamed.uid, uid);
  assert.deepEqual(renamed.metadata, { a: "b" });
  const cleared = await svix.application.patch(id, { uid: null, [sdk.rate]: null, metadata: {} });
  assert.equal(cleared.name, "Market");
  assert.equal(cleared.uid ?? null, null);
  assert.equal(cleared[sdk.rate] ?? null, null);
  assert.deepEqual(cleared.metadata, {});
  await refused(404, svix.application.get(uid));
});

judge("put creates an application, and replaces it", async (svix, sdk) => {
  const uid = fresh("app");
  const created = await svix.application[sdk.put](uid, { name: "Shop", uid, metadata: { a: "b" } });
  const replaced = await svix.application[sdk.put](uid, { name: "Market", uid });
  assert.equal(replaced.id, created.id);
  assert.equal(replaced.name, "Market");
  assert.deepEqual(replaced.metadata, {});
  assert.deepEqual(await svix.application.get(uid), replaced);
});

judge("applications are listed page by page, forth and back, in both orders", async (svix) => {
  const ids = [];
  for (let i = 0; i < 3; i++) {
    ids.push((await svix.application.create({ name: `Page ${i}` })).id);
  }
  const list = (order) => (iterator) => svix.application.list({ limit: 2, iterator, order });
  const id = (application) => application.id;
  const ascending = (await pages(list("ascending"), id)).flat();
  assert.deepEqual(ascending.slice(-3), ids);
  assert.deepEqual(ascending, ascending.toSorted());
  const descending = (await pages(list("descending"), id)).flat();
  assert.deepEqual(descending, ascending.toReversed());
  const back = await pages(list("descending"), id, `-${ids[0]}`, "prevIterator");
  assert.deepEqual(back, [[ids[2], ids[1]]]);
});
