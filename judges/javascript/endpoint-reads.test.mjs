import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { judge } from "./sdks.mjs";
import { application, attempts, eventType, eventually, fresh, refused } from "./server.mjs";

judge("an endpoint's messages are counted where they stand", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url, uid: "ep" });
  await svix.message.create(app, { eventType: "a.b", payload: {} });
  await svix.message.create(app, { eventType: "a.b", payload: {} });
  const stats = await eventually(async () => {
    const found = await svix.endpoint.getStats(app, "ep");
    return found.success === 2 && found;
  });
  assert.deepEqual({ ...stats }, { success: 2, pending: 0, sending: 0, fail: 0, canceled: 0 });
  const day = 86_400_000;
  const ago = (days) => new Date(Date.now() - days * day);
  const earlier = await svix.endpoint.getStats(app, "ep", { since: ago(3), until: ago(2) });
  assert.equal(earlier.success, 0);
  await refused(400, svix.endpoint.getStats(app, "ep", { since: ago(40) }));
  await refused(404, svix.endpoint.getStats(app, "nobody"));
});

judge("attempted messages are listed with their places, and filtered", async (svix, _, t) => {
  const hook = await receiver(t);
  hook.answer(500);
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url, uid: "ep" });
  const send = async (eventType) =>
    (await svix.message.create(app, { eventType, channels: [eventType], payload: { n: 1 } })).id;
  const first = await send("order.paid");
  await attempts(svix, app, first, 1);
  hook.answer(200);
  const second = await send("order.sent");
  await attempts(svix, app, second, 1);
  const list = (options) => svix.messageAttempt.listAttemptedMessages(app, "ep", options);
  const ids = async (options) => (await list(options)).data.map((m) => m.id);
  const all = await eventually(async () => {
    const found = await list({ withContent: true });
    return found.data.length === 2 && found.data[1].nextAttempt && found;
  });
  assert.deepEqual(all.data.map((m) => m.id), [second, first]);
  assert.deepEqual(all.data.map((m) => m.statusText), ["success", "sending"]);
  assert.deepEqual(all.data[0].payload, { n: 1 });
  assert.ok(all.data[1].nextAttempt > new Date());
  assert.deepEqual(await ids({ status: 0 }), [second]);
  assert.deepEqual(await ids({ status: 3 }), [first]);
  assert.deepEqual(await ids({ status: 2 }), []);
  assert.deepEqual(await ids({ channel: "order.paid" }), [first]);
  assert.deepEqual(await ids({ eventTypes: ["order.sent"] }), [second]);
  assert.deepEqual(await ids({ before: new Date(Date.now() - 60_000) }), []);
  const page = await list({ limit: 1 });
  assert.equal(page.done, false);
  assert.deepEqual(await ids({ limit: 1, iterator: page.iterator }), [first]);
});

judge("an example is sent to one endpoint", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url, uid: "ep", channels: ["none"] });
  const name = fresh("type");
  await svix.eventType.create({
    name,
    description: "d",
    schemas: { 1: { examples: [{ n: 7 }] } },
  });
  const sent = await svix.endpoint.sendExample(app, "ep", { eventType: name });
  assert.equal(sent.eventType, name);
  assert.deepEqual(sent.payload, { n: 7 });
  const [attempt] = await attempts(svix, app, sent.id, 1);
  assert.equal(attempt.status, 0);
  await svix.endpoint.sendExample(app, "ep", { eventType: "svix.ping" });
  await refused(404, svix.endpoint.sendExample(app, "ep", { eventType: fresh("none") }));
  await refused(400, svix.endpoint.sendExample(app, "ep", { eventType: await eventType(svix) }));
});
