import assert from "node:assert/strict";
import { client, judge } from "./sdks.mjs";
import { application, fresh, refused } from "./server.mjs";

judge("401: a wrong token", async (_, sdk) => {
  const stranger = client(sdk, "not.a.token");
  const body = await refused(401, stranger.application.list());
  assert.equal(body.code, "authentication_failed");
  assert.equal(typeof body.detail, "string");
  await refused(401, stranger.message.create("shop", { eventType: "a", payload: {} }));
});

judge("404: what there is not", async (svix) => {
  const app = await application(svix);
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: {} });
  const nowhere = fresh("none");
  for (const absent of [
    () => svix.application.get(nowhere),
    () => svix.endpoint.list(nowhere),
    () => svix.endpoint.get(app, nowhere),
    () => svix.endpoint.getSecret(app, nowhere),
    () => svix.endpoint.patch(app, nowhere, { description: "d" }),
    () => svix.endpoint.delete(app, nowhere),
    () => svix.eventType.get(nowhere),
    () => svix.message.get(app, nowhere),
    () => svix.message.create(nowhere, { eventType: "a", payload: {} }),
    () => svix.messageAttempt.listByMsg(app, nowhere),
    () => svix.messageAttempt.listByEndpoint(app, nowhere),
    () => svix.messageAttempt.resend(app, id, nowhere),
  ]) {
    assert.equal((await refused(404, absent())).code, "not_found");
  }
});

judge("404 in JSON: an operation that is not served", async (svix) => {
  const body = await refused(404, svix.streaming.stream.list());
  assert.equal(body.code, "not_found");
});

judge("409: a uid that is taken", async (svix) => {
  const app = await application(svix);
  assert.equal(
    (await refused(409, svix.application.create({ name: "Shop", uid: app }))).code,
    "conflict",
  );
  const endpoint = { url: "https://receiver.example.com/", uid: "first" };
  await svix.endpoint.create(app, endpoint);
  const body = await refused(409, svix.endpoint.create(app, endpoint));
  assert.equal(body.code, "conflict");
  const { id } = await svix.endpoint.create(app, { ...endpoint, uid: "second" });
  await refused(409, svix.endpoint.patch(app, id, { uid: "first" }));
});

judge("413: a body that is too large", async (svix) => {
  const app = await application(svix);
  const payload = { text: "x".repeat(3 << 20) };
  const body = await refused(413, svix.message.create(app, { eventType: "a.b", payload }));
  assert.equal(body.code, "payload_too_large");
  assert.deepEqual((await svix.message.list(app)).data, [], "nothing is stored");
});

judge("422: what breaks a rule, and where", async (svix, sdk) => {
  const app = await application(svix);
  const place = async (promise) => {
    const [problem] = (await refused(422, promise)).detail;
    assert.equal(typeof problem.msg, "string");
    assert.match(problem.type, /^value_error/);
    return problem.loc.join(".");
  };
  const hook = "https://receiver.example.com/";
  const create = (endpoint) => svix.endpoint.create(app, { url: hook, ...endpoint });
  assert.equal(await place(svix.application.create({ name: "" })), "body.name");
  assert.equal(await place(svix.application.create({})), "body.name");
  assert.equal(await place(svix.application.create({ name: "a", uid: "a b" })), "body.uid");
  assert.equal(await place(create({ url: "ftp://example.com/" })), "body.url");
  assert.equal(await place(create({ [sdk.types]: [] })), `body.${sdk.types}`);
  assert.equal(await place(create({ [sdk.types]: [fresh("none")] })), `body.${sdk.types}`);
  assert.equal(await place(create({ channels: [] })), "body.channels");
  assert.equal(await place(create({ secret: "whsec_short" })), "body.secret");
  assert.equal(await place(create({ [sdk.rate]: 0 })), `body.${sdk.rate}`);
  assert.equal(await place(svix.eventType.create({ name: "a b", description: "" })), "body.name");
  const message = { eventType: "a.b", payload: {} };
  assert.equal(await place(svix.message.create(app, { ...message, eventType: "" })), "body.eventType");
  assert.equal(await place(svix.message.create(app, { ...message, payload: [] })), "body.payload");
  assert.equal(await place(svix.message.create(app, { ...message, channels: [] })), "body.channels");
  assert.equal(await place(svix.message.list(app, { limit: 251 })), "query.limit");
  assert.equal(await place(svix.message.list(app, { iterator: "msg_none" })), "query.iterator");
});
