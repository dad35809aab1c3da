import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { judge } from "./sdks.mjs";
import { application, attempts, eventType, eventually, pages, refused } from "./server.mjs";

judge("attempts are told by message and by endpoint, with the receiver's answer", async (svix, sdk, t) => {
  const hook = await receiver(t);
  hook.answer(201, "thanks");
  const app = await application(svix);
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url, uid: "ep" });
  const { id } = await svix.message.create(app, { eventType: "a.b", eventId: "e-1", payload: {} });
  const [attempt] = await attempts(svix, app, id, 1);
  assert.equal(attempt.msgId, id);
  assert.equal(attempt.endpointId, endpoint);
  assert.equal(attempt.url, hook.url);
  assert.equal(attempt.responseStatusCode, 201);
  assert.equal(attempt.response, "thanks");
  assert.equal(attempt.status, 0);
  assert.equal(attempt.statusText, "success");
  assert.equal(attempt.triggerType, 0);
  assert.ok(attempt.responseDurationMs >= 0);
  assert.ok(attempt.timestamp instanceof Date);
  const { messageAttempt } = svix;
  assert.deepEqual((await messageAttempt.listByMsg(app, "e-1", { withContent: true })).data, [attempt]);
  const ofEndpoint = await messageAttempt.listByEndpoint(app, "ep", { withContent: true });
  assert.deepEqual(ofEndpoint.data, [attempt]);
  assert.deepEqual(await messageAttempt.get(app, id, attempt.id), attempt);
  const [brief] = (await messageAttempt.listByMsg(app, id, { withContent: false })).data;
  assert.equal(brief.response, "{}");
  const [byDefault] = (await messageAttempt.listByEndpoint(app, endpoint)).data;
  assert.equal(byDefault.response, sdk.contentByDefault ? "thanks" : "{}");
  await refused(404, messageAttempt.get(app, id, `${attempt.id.slice(0, -4)}0000`));
});

judge("attempts are filtered by status, class, endpoint, type, channel and time", async (svix, _, t) => {
  const good = await receiver(t);
  const bad = await receiver(t);
  bad.answer(500);
  const app = await application(svix);
  const { id: wells } = await svix.endpoint.create(app, { url: good.url, uid: "good" });
  const { id: fails } = await svix.endpoint.create(app, { url: bad.url, uid: "bad" });
  const { id } = await svix.message.create(app, {
    eventType: "order.paid",
    channels: ["north"],
    payload: {},
  });
  await attempts(svix, app, id, 2);
  const endpoints = async (options) =>
    (await svix.messageAttempt.listByMsg(app, id, options)).data.map((a) => a.endpointId).sort();
  const both = [wells, fails].sort();
  assert.deepEqual(await endpoints(), both);
  assert.deepEqual(await endpoints({ status: 0 }), [wells]);
  assert.deepEqual(await endpoints({ status: 2 }), [fails]);
  assert.deepEqual(await endpoints({ statusCodeClass: 200 }), [wells]);
  assert.deepEqual(await endpoints({ statusCodeClass: 500 }), [fails]);
  assert.deepEqual(await endpoints({ statusCodeClass: 400 }), []);
  assert.deepEqual(await endpoints({ endpointId: fails }), [fails]);
  assert.deepEqual(await endpoints({ endpointId: "good" }), [wells]);
  assert.deepEqual(await endpoints({ eventTypes: ["order.paid", "order.sent"] }), both);
  assert.deepEqual(await endpoints({ eventTypes: ["order.sent"] }), []);
  assert.deepEqual(await endpoints({ channel: "north" }), both);
  assert.deepEqual(await endpoints({ channel: "south" }), []);
  assert.deepEqual(await endpoints({ after: new Date(Date.now() + 60_000) }), []);
  assert.deepEqual(await endpoints({ before: new Date(Date.now() - 60_000) }), []);
  const ofBad = await svix.messageAttempt.listByEndpoint(app, "bad", { statusCodeClass: 500 });
  assert.equal(ofBad.data.length, 1);
  const none = await svix.messageAttempt.listByEndpoint(app, "bad", { status: 0 });
  assert.deepEqual(none.data, []);
});

judge("attempts are listed page by page, forth and back", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url, uid: "ep" });
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: {} });
  for (let count = 1; count < 5; count++) {
    await attempts(svix, app, id, count);
    await svix.messageAttempt.resend(app, id, "ep");
  }
  const all = (await attempts(svix, app, id, 5)).map((attempt) => attempt.id);
  assert.deepEqual(all, all.toSorted().reverse());
  const [e, d, c, b, a] = all;
  const key = (attempt) => attempt.id;
  const byMessage = (iterator) => svix.messageAttempt.listByMsg(app, id, { limit: 2, iterator });
  const byEndpoint = (iterator) =>
    svix.messageAttempt.listByEndpoint(app, "ep", { limit: 2, iterator });
  for (const list of [byMessage, byEndpoint]) {
    assert.deepEqual(await pages(list, key), [[e, d], [c, b], [a]]);
    assert.deepEqual(await pages(list, key, `-${a}`, "prevIterator"), [[c, b], [e, d]]);
  }
});

judge("the destinations of a message are told, deleted ones included", async (svix, sdk, t) => {
  const good = await receiver(t);
  const bad = await receiver(t);
  bad.answer(500);
  const app = await application(svix);
  const type = await eventType(svix);
  await svix.endpoint.create(app, { url: good.url, uid: "good", [sdk.types]: [type] });
  await svix.endpoint.create(app, { url: bad.url, uid: "bad" });
  const { id } = await svix.message.create(app, { eventType: type, payload: {} });
  await attempts(svix, app, id, 2);
  const destinations = await eventually(async () => {
    const { data } = await svix.messageAttempt.listAttemptedDestinations(app, id);
    return data.length === 2 && data;
  });
  const [failing, delivered] = destinations;
  assert.equal(failing.uid, "bad");
  assert.equal(failing.statusText, "sending");
  assert.ok(failing.nextAttempt > new Date());
  assert.equal(delivered.uid, "good");
  assert.equal(delivered.statusText, "success");
  assert.equal(delivered.nextAttempt ?? null, null);
  assert.deepEqual(delivered[sdk.types], [type]);
  await svix.endpoint.delete(app, "good");
  const { data } = await svix.messageAttempt.listAttemptedDestinations(app, id);
  assert.ok(data.some((destination) => destination.id === delivered.id));
});

judge("what a receiver has answered is deleted for good", async (svix, _, t) => {
  const hook = await receiver(t);
  hook.answer(200, "a secret");
  const app = await application(svix);
  await svix.endpoint.create(app, { url: hook.url });
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: { n: 1 } });
  const [attempt] = await attempts(svix, app, id, 1);
  assert.equal(attempt.response, "a secret");
  await svix.messageAttempt.expungeContent(app, id, attempt.id);
  const gone = await svix.messageAttempt.get(app, id, attempt.id);
  assert.doesNotMatch(gone.response, /secret/);
  assert.equal(gone.responseStatusCode, 200);
  const message = await svix.message.get(app, id, { withContent: true });
  assert.deepEqual(message.payload, { n: 1 });
  const nobody = `${attempt.id.slice(0, -4)}0000`;
  await refused(404, svix.messageAttempt.expungeContent(app, id, nobody));
});

judge("sending again is refused where it could not arrive", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url });
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: {} });
  await attempts(svix, app, id, 1);
  await svix.endpoint.patch(app, endpoint, { disabled: true });
  const body = await refused(400, svix.messageAttempt.resend(app, id, endpoint));
  assert.equal(body.code, "endpoint_disabled");
  await svix.endpoint.delete(app, endpoint);
  await refused(404, svix.messageAttempt.resend(app, id, endpoint));
});
