import assert from "node:assert/strict";
import { relay } from "./relay.mjs";
import { client, judge, retrying } from "./sdks.mjs";
import { application, fresh } from "./server.mjs";

const hook = "https://receiver.example.com/hook";

judge("what is sent again because its answer was lost is done once", async (svix, sdk, t) => {
  const { url, keys } = await relay(t);
  const again = retrying(sdk, url);
  const uid = fresh("app");
  const app = await again.application.create({ name: "Shop", uid });
  assert.equal(app.uid, uid);
  const endpoint = await again.endpoint.create(uid, { url: hook });
  assert.deepEqual(
    (await svix.endpoint.list(uid)).data.map(({ id }) => id),
    [endpoint.id],
  );
  const message = await again.message.create(uid, { eventType: "a.b", payload: {} });
  assert.deepEqual(
    (await svix.message.list(uid)).data.map(({ id }) => id),
    [message.id],
  );
  const name = fresh("type");
  assert.equal((await again.eventType.create({ name, description: "d" })).name, name);
  assert.equal(keys.length, 8);
  for (let n = 0; n < keys.length; n += 2) {
    assert.match(keys[n], /^auto_/);
    assert.equal(keys[n + 1], keys[n]);
  }
  assert.equal(new Set(keys).size, 4);
});

judge("a secret is rotated once, and a token given once", async (svix, sdk, t) => {
  const uid = await application(svix);
  const { id } = await svix.endpoint.create(uid, { url: hook });
  const { url } = await relay(t);
  const again = retrying(sdk, url);
  await again.endpoint.rotateSecret(uid, id, {});
  const { key } = await svix.endpoint.getSecret(uid, id);
  await svix.endpoint.rotateSecret(uid, id, {}, { idempotencyKey: "r" });
  const rotated = await svix.endpoint.getSecret(uid, id);
  assert.notEqual(rotated.key, key);
  await svix.endpoint.rotateSecret(uid, id, {}, { idempotencyKey: "r" });
  assert.deepEqual(await svix.endpoint.getSecret(uid, id), rotated);
  const options = { idempotencyKey: fresh("key") };
  const first = await svix.authentication.appPortalAccess(uid, {}, options);
  const second = await svix.authentication.appPortalAccess(uid, { readOnly: true }, options);
  assert.deepEqual(second, first);
  const portal = client(sdk, first.token);
  assert.equal((await portal.endpoint.list(uid)).data.length, 1);
});

judge("the first answer comes again whatever the body says", async (svix) => {
  const options = { idempotencyKey: fresh("key") };
  const first = await svix.application.create({ name: "Shop" }, options);
  assert.deepEqual(await svix.application.create({ name: "Market" }, options), first);
  assert.notEqual((await svix.application.create({ name: "Shop" })).id, first.id);
});
