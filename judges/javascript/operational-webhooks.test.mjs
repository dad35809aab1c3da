import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { judge } from "./sdks.mjs";
import { application, fresh, refused } from "./server.mjs";

const HOOK = "https://receiver.example.com/hook";

judge("an operational webhook is created, read, replaced and deleted", async (svix, sdk) => {
  const operational = svix.operationalWebhook.endpoint;
  const uid = fresh("ops");
  const made = await operational.create({
    url: HOOK,
    uid,
    description: "the desk",
    [sdk.types]: ["endpoint.disabled"],
    [sdk.rate]: 5,
    metadata: { tier: "gold" },
  });
  assert.equal(made.url, HOOK);
  assert.deepEqual(made[sdk.types], ["endpoint.disabled"]);
  assert.equal(made[sdk.rate], 5);
  assert.deepEqual(made.metadata, { tier: "gold" });
  assert.deepEqual(await operational.get(uid), made);
  assert.deepEqual(await operational.get(made.id), made);
  const listed = await operational.list({ limit: 1, order: "descending" });
  assert.deepEqual(listed.data, [made]);
  const replaced = await operational[sdk.put](uid, { url: `${HOOK}/2`, uid, disabled: true });
  assert.equal(replaced.id, made.id);
  assert.equal(replaced.disabled, true);
  assert.equal(replaced[sdk.types] ?? null, null);
  await operational.delete(made.id);
  await refused(404, operational.get(uid));
  await refused(422, operational.create({ url: HOOK, [sdk.types]: ["endpoint.made"] }));
});

judge("an operational webhook has a secret and headers", async (svix, sdk) => {
  const operational = svix.operationalWebhook.endpoint;
  const given = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const { id } = await operational.create({ url: HOOK, secret: given, disabled: true });
  assert.equal((await operational.getSecret(id)).key, given);
  await operational.rotateSecret(id, {});
  assert.notEqual((await operational.getSecret(id)).key, given);
  await operational[sdk.setHeaders](id, { headers: { "X-Desk": "1", Authorization: "secret" } });
  assert.deepEqual(await operational.getHeaders(id), {
    headers: { "X-Desk": "1" },
    sensitive: ["Authorization"],
  });
  await operational.delete(id);
});

judge("an operational webhook is told of an endpoint, and genuine", async (svix, sdk, t) => {
  const operational = svix.operationalWebhook.endpoint;
  const hook = await receiver(t);
  const { id } = await operational.create({
    url: hook.url,
    [sdk.types]: ["endpoint.created"],
  });
  const uid = fresh("ep");
  const app = await application(svix);
  const endpoint = await svix.endpoint.create(app, { url: HOOK, uid });
  const [{ headers, body }] = await hook.count(1);
  new sdk.Webhook((await operational.getSecret(id)).key).verify(body, headers);
  const event = JSON.parse(body);
  assert.equal(event.type, "endpoint.created");
  assert.equal(event.data.appUid, app);
  assert.equal(event.data.endpointId, endpoint.id);
  assert.equal(event.data.endpointUid, uid);
  await operational.delete(id);
});
