import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { judge } from "./sdks.mjs";
import { application, call, eventually, fresh, pages, refused } from "./server.mjs";

judge("a message goes all the way, and is sent again", async (svix, sdk, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const type = (await svix.eventType.create({ name: fresh("type"), description: "d" })).name;
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url, [sdk.types]: [type] });
  hook.answer(503, "closed");
  const payload = { user: "ü", n: 1.5, list: [1, null, "two"] };
  const message = await svix.message.create(app, { eventType: type, eventId: "e-1", payload });
  assert.equal(message.eventType, type);
  assert.equal(message.eventId, "e-1");
  assert.ok(message.timestamp instanceof Date);
  const [first] = await hook.of(message.id);
  assert.equal(first.body, JSON.stringify(payload));
  assert.equal(first.headers["content-type"], "application/json");
  const failed = await eventually(
    async () => (await svix.messageAttempt.listByMsg(app, message.id, { status: 2 })).data[0],
  );
  assert.equal(failed.responseStatusCode, 503);
  hook.answer(200, "open");
  assert.deepEqual(await svix.messageAttempt.resend(app, message.id, endpoint), {});
  const [, second] = await hook.of(message.id, 2);
  assert.equal(second.body, first.body);
  assert.equal(second.headers["webhook-id"], message.id);
  const succeeded = await eventually(
    async () => (await svix.messageAttempt.listByMsg(app, message.id, { status: 0 })).data[0],
  );
  assert.equal(succeeded.triggerType, 1);
  assert.equal(succeeded.statusText, "success");
});

judge("a message is read by its id and by its eventId, with its payload or without", async (svix, sdk) => {
  const app = await application(svix);
  const payload = { n: 1 };
  const { id } = await svix.message.create(app, { eventType: "a.b", eventId: "e-1", payload });
  for (const name of [id, "e-1"]) {
    const whole = await svix.message.get(app, name, { withContent: true });
    assert.equal(whole.id, id);
    assert.deepEqual(whole.payload, payload);
    assert.deepEqual((await svix.message.get(app, name, { withContent: false })).payload, {});
  }
  const byDefault = sdk.contentByDefault ? payload : {};
  assert.deepEqual((await svix.message.get(app, id)).payload, byDefault);
  assert.deepEqual((await svix.message.list(app)).data[0].payload, byDefault);
  const [listed] = (await svix.message.list(app, { withContent: true })).data;
  assert.deepEqual(listed.payload, payload);
});

judge("the payload comes back from create when it is asked for", async (svix) => {
  const app = await application(svix);
  const message = { eventType: "a.b", payload: { n: 1 } };
  const whole = await svix.message.create(app, message, { withContent: true });
  assert.deepEqual(whole.payload, { n: 1 });
});

judge("the same idempotency key is the same message", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url });
  const idempotencyKey = fresh("key");
  const message = { eventType: "a.b", payload: { n: 1 } };
  const first = await svix.message.create(app, message, { idempotencyKey });
  const again = await svix.message.create(app, message, { idempotencyKey });
  assert.equal(again.id, first.id);
  assert.deepEqual(again.timestamp, first.timestamp);
  const other = await svix.message.create(app, message);
  assert.notEqual(other.id, first.id);
  await hook.of(other.id);
  await hook.of(first.id);
  assert.equal((await svix.message.list(app)).data.length, 2);
  assert.equal(hook.received.length, 2);
});

judge("an eventId belongs to one message", async (svix) => {
  const app = await application(svix);
  const message = { eventType: "a.b", eventId: "e-1", payload: {} };
  await svix.message.create(app, message);
  assert.equal((await refused(409, svix.message.create(app, message))).code, "conflict");
});

judge("messages are filtered by type, channel and time", async (svix) => {
  const app = await application(svix);
  const create = (eventType, channels) =>
    svix.message.create(app, { eventType, channels, payload: {} });
  const one = await create("order.placed", ["north"]);
  const two = await create("order.paid", ["south"]);
  const three = await create("order.sent");
  const ids = async (options) => (await svix.message.list(app, options)).data.map(({ id }) => id);
  assert.deepEqual(await ids(), [three.id, two.id, one.id]);
  assert.deepEqual(await ids({ eventTypes: ["order.paid"] }), [two.id]);
  assert.deepEqual(await ids({ eventTypes: ["order.paid", "order.placed"] }), [two.id, one.id]);
  assert.deepEqual(await ids({ channel: "north" }), [one.id]);
  assert.deepEqual(await ids({ after: new Date(Date.now() + 60_000) }), []);
  assert.deepEqual(await ids({ before: new Date(one.timestamp.getTime() - 1000) }), []);
  const around = { before: new Date(Date.now() + 60_000), after: new Date(Date.now() - 60_000) };
  assert.deepEqual(await ids(around), [three.id, two.id, one.id]);
});

judge("messages are listed page by page, forth and back", async (svix) => {
  const app = await application(svix);
  const ids = [];
  for (let n = 0; n < 5; n++) {
    ids.push((await svix.message.create(app, { eventType: "a.b", payload: { n } })).id);
  }
  const [a, b, c, d, e] = ids;
  const list = (iterator) => svix.message.list(app, { limit: 2, iterator });
  const id = (message) => message.id;
  assert.deepEqual(await pages(list, id), [[e, d], [c, b], [a]]);
  assert.deepEqual(await pages(list, id, `-${a}`, "prevIterator"), [[c, b], [e, d]]);
});

judge("an endpoint gets its event types and its channels only", async (svix, sdk, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const wanted = (await svix.eventType.create({ name: fresh("type"), description: "d" })).name;
  await svix.endpoint.create(app, { url: hook.url, [sdk.types]: [wanted], channels: ["north"] });
  const create = (eventType, channels) =>
    svix.message.create(app, { eventType, channels, payload: {} });
  await create("other", ["north"]);
  await create(wanted, ["south"]);
  await create(wanted);
  const matching = await create(wanted, ["south", "north"]);
  await hook.of(matching.id);
  assert.equal(hook.received.length, 1);
});

judge("a disabled endpoint gets nothing until it is enabled", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id } = await svix.endpoint.create(app, { url: hook.url, disabled: true });
  await svix.message.create(app, { eventType: "a.b", payload: { n: 1 } });
  await svix.endpoint.patch(app, id, { disabled: false });
  const second = await svix.message.create(app, { eventType: "a.b", payload: { n: 2 } });
  await hook.of(second.id);
  assert.deepEqual(
    hook.received.map(({ body }) => body),
    ['{"n":2}'],
  );
});

judge("a raw payload arrives to the letter", async (svix, sdk, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url });
  for (const raw of ['{ "a" : 1.50,\n"b":"\\u00e9" }', "no JSON: <ü/>\r\n"]) {
    const { id } = await svix.message.create(app, sdk.messageInRaw("a.b", raw));
    const [arrived] = await hook.of(id);
    assert.equal(arrived.body, raw);
  }
});

judge("headers of an endpoint arrive with their capitals", async (svix, sdk, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id } = await svix.endpoint.create(app, { url: hook.url });
  const headers = { "X-MiXed": "One", Authorization: "Basic c2VjcmV0" };
  await svix.endpoint[sdk.setHeaders](app, id, { headers });
  await svix.message.create(app, { eventType: "a.b", payload: {} });
  const [{ rawHeaders }] = await hook.count(1);
  assert.equal(rawHeaders[rawHeaders.indexOf("X-MiXed") + 1], "One");
  assert.equal(rawHeaders[rawHeaders.indexOf("Authorization") + 1], "Basic c2VjcmV0");
});

judge("the contents of several messages are deleted for good", async (svix, sdk) => {
  const app = await application(svix);
  const message = { eventType: "a.b", payload: { secret: 1 } };
  const { id } = await svix.message.create(app, message);
  await svix.message.create(app, { ...message, eventId: "named" });
  const ids = [id, "named", "nobody"];
  // The older SDK has no word for it.
  const { results } = sdk.bulkExpunge
    ? await svix.message.bulkExpungeContent(app, { ids })
    : await (await call("POST", `/api/v1/app/${app}/msg/bulk-expunge`, { ids })).json();
  assert.deepEqual(results, { [id]: "expunged", named: "expunged", nobody: "not-found" });
  for (const gone of [id, "named"]) {
    const { payload } = await svix.message.get(app, gone, { withContent: true });
    assert.deepEqual(payload, { expired: true });
  }
});

judge("whether anybody would get a message is told before it is sent", async (svix, sdk) => {
  const app = await application(svix);
  const type = (await svix.eventType.create({ name: fresh("type"), description: "d" })).name;
  const active = async (eventType, channels) =>
    (await svix.message.precheck(app, { eventType, channels })).active;
  assert.equal(await active(type), false);
  const hook = { url: "https://receiver.example.com/", [sdk.types]: [type], channels: ["north"] };
  const { id } = await svix.endpoint.create(app, hook);
  assert.equal(await active(type, ["north", "south"]), true);
  assert.equal(await active(type, ["south"]), false);
  assert.equal(await active("other", ["north"]), false);
  await svix.endpoint.patch(app, id, { disabled: true });
  assert.equal(await active(type, ["north"]), false);
  assert.deepEqual((await svix.message.list(app)).data, []);
  await refused(422, svix.message.precheck(app, { eventType: type, channels: [] }));
});

judge("the content of a message is deleted for good", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url });
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: { secret: 1 } });
  await hook.of(id);
  await svix.message.expungeContent(app, id);
  const gone = await svix.message.get(app, id, { withContent: true });
  assert.deepEqual(gone.payload, { expired: true });
  assert.equal(gone.eventType, "a.b");
  const body = await refused(400, svix.messageAttempt.resend(app, id, endpoint));
  assert.equal(body.code, "missing_payload");
});
