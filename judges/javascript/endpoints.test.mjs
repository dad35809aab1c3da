import assert from "node:assert/strict";
import { judge } from "./sdks.mjs";
import { application, eventType, fresh, pages, refused } from "./server.mjs";

const HOOK = "https://receiver.example.com/hook";

judge("an endpoint is created, read and deleted", async (svix, sdk) => {
  const app = await application(svix);
  const type = await eventType(svix);
  const endpoint = await svix.endpoint.create(app, {
    url: "https://Receiver.Example.COM",
    uid: "first",
    description: "the first",
    [sdk.types]: [type],
    channels: ["one", "two"],
    [sdk.rate]: 5,
    metadata: { tier: "gold" },
  });
  assert.equal(endpoint.url, "https://receiver.example.com/");
  assert.deepEqual(endpoint[sdk.types], [type]);
  assert.deepEqual(endpoint.channels, ["one", "two"]);
  assert.equal(endpoint[sdk.rate], 5);
  assert.equal(endpoint.disabled, false);
  assert.deepEqual(endpoint.metadata, { tier: "gold" });
  assert.deepEqual(await svix.endpoint.get(app, "first"), endpoint);
  assert.deepEqual(await svix.endpoint.get(app, endpoint.id), endpoint);
  assert.deepEqual((await svix.endpoint.list(app)).data, [endpoint]);
  await svix.endpoint.delete(app, "first");
  await refused(404, svix.endpoint.get(app, endpoint.id));
  await svix.endpoint.create(app, { url: HOOK, uid: "first" });
});

judge("a patch leaves alone what it does not name, and null clears", async (svix, sdk) => {
  const app = await application(svix);
  const type = await eventType(svix);
  const before = await svix.endpoint.create(app, {
    url: HOOK,
    uid: "first",
    description: "the first",
    [sdk.types]: [type],
    channels: ["one"],
    [sdk.rate]: 5,
    metadata: { tier: "gold" },
  });
  const disabled = await svix.endpoint.patch(app, "first", { disabled: true });
  assert.deepEqual(
    { ...disabled, updatedAt: before.updatedAt },
    { ...before, disabled: true },
    "nothing else has changed",
  );
  const cleared = await svix.endpoint.patch(app, before.id, {
    uid: null,
    [sdk.types]: null,
    channels: null,
    [sdk.rate]: null,
    description: "",
    disabled: false,
  });
  assert.equal(cleared.uid ?? null, null);
  assert.equal(cleared[sdk.types] ?? null, null);
  assert.equal(cleared.channels ?? null, null);
  assert.equal(cleared[sdk.rate] ?? null, null);
  assert.equal(cleared.description, "");
  assert.equal(cleared.disabled, false);
  assert.deepEqual(cleared.metadata, { tier: "gold" });
  const moved = await svix.endpoint.patch(app, before.id, { url: "https://other.example.com/" });
  assert.equal(moved.url, "https://other.example.com/");
});

judge("put creates an endpoint, and replaces it", async (svix, sdk) => {
  const app = await application(svix);
  const created = await svix.endpoint[sdk.put](app, "mine", {
    url: HOOK,
    uid: "mine",
    channels: ["one"],
  });
  const secret = await svix.endpoint.getSecret(app, "mine");
  const replaced = await svix.endpoint[sdk.put](app, "mine", { url: `${HOOK}/2`, uid: "mine" });
  assert.equal(replaced.id, created.id);
  assert.equal(replaced.url, `${HOOK}/2`);
  assert.equal(replaced.channels ?? null, null);
  assert.deepEqual(await svix.endpoint.getSecret(app, "mine"), secret);
});

judge("endpoints are listed page by page, forth and back, in both orders", async (svix) => {
  const app = await application(svix);
  const ids = [];
  for (let i = 0; i < 5; i++) {
    ids.push((await svix.endpoint.create(app, { url: HOOK })).id);
  }
  const [a, b, c, d, e] = ids;
  const list = (order) => (iterator) => svix.endpoint.list(app, { limit: 2, iterator, order });
  const id = (endpoint) => endpoint.id;
  assert.deepEqual(await pages(list(undefined), id), [[e, d], [c, b], [a]]);
  assert.deepEqual(await pages(list("ascending"), id), [[a, b], [c, d], [e]]);
  assert.deepEqual(await pages(list(undefined), id, `-${a}`, "prevIterator"), [[c, b], [e, d]]);
  const second = await list("ascending")(b);
  assert.equal(second.prevIterator, `-${c}`);
  assert.deepEqual((await list("ascending")(second.prevIterator)).data.map(id), [a, b]);
});

judge("a secret is given, read and rotated", async (svix) => {
  const app = await application(svix);
  const given = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const { id } = await svix.endpoint.create(app, { url: HOOK, secret: given });
  assert.equal((await svix.endpoint.getSecret(app, id)).key, given);
  await svix.endpoint.rotateSecret(app, id);
  const generated = (await svix.endpoint.getSecret(app, id)).key;
  assert.match(generated, /^whsec_[A-Za-z0-9+/=]{32,}$/);
  assert.notEqual(generated, given);
  const next = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
  await svix.endpoint.rotateSecret(app, id, { key: next, gracePeriodSeconds: 60 });
  assert.equal((await svix.endpoint.getSecret(app, id)).key, next);
  for (let i = 0; i < 8; i++) {
    await svix.endpoint.rotateSecret(app, id, { key: null });
  }
  const body = await refused(400, svix.endpoint.rotateSecret(app, id, {}));
  assert.equal(body.code, "limit_reached");
});

judge("headers are set, patched with null, and kept secret", async (svix, sdk) => {
  const app = await application(svix);
  const { id } = await svix.endpoint.create(app, { url: HOOK });
  assert.deepEqual(await svix.endpoint.getHeaders(app, id), { headers: {}, sensitive: [] });
  await svix.endpoint[sdk.setHeaders](app, id, {
    headers: { "X-First": "1", "X-Second": "2", Authorization: "Basic c2VjcmV0" },
  });
  assert.deepEqual(await svix.endpoint.getHeaders(app, id), {
    headers: { "X-First": "1", "X-Second": "2" },
    sensitive: ["Authorization"],
  });
  await svix.endpoint.patchHeaders(app, id, { headers: { "X-First": null, "X-Third": "3" } });
  assert.deepEqual((await svix.endpoint.getHeaders(app, id)).headers, {
    "X-Second": "2",
    "X-Third": "3",
  });
  await svix.endpoint.patchHeaders(app, id, {
    headers: { "X-Fourth": "4" },
    deleteHeaders: ["x-second", "Authorization"],
  });
  assert.deepEqual(await svix.endpoint.getHeaders(app, id), {
    headers: { "X-Third": "3", "X-Fourth": "4" },
    sensitive: [],
  });
  await svix.endpoint[sdk.setHeaders](app, id, { headers: {} });
  assert.deepEqual(await svix.endpoint.getHeaders(app, id), { headers: {}, sensitive: [] });
  await refused(422, svix.endpoint[sdk.setHeaders](app, id, { headers: { "svix-id": "mine" } }));
});

judge("an endpoint comes with headers of its own", async (svix) => {
  const app = await application(svix);
  const uid = fresh("ep");
  await svix.endpoint.create(app, { url: HOOK, uid, headers: { "X-First": "1" } });
  assert.deepEqual((await svix.endpoint.getHeaders(app, uid)).headers, { "X-First": "1" });
});
