import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { judge } from "./sdks.mjs";
import { application, attempts, call, eventually, refused } from "./server.mjs";

const since = new Date(Date.now() - 60_000);

/** A message that failed for good, because its endpoint is tried once. */
async function failed(svix, app, endpoint, hook) {
  const path = `/api/v1/app/${app}/endpoint/${endpoint}`;
  const patched = await call("PATCH", path, { policy: { retry: { delays: [] } } });
  assert.equal(patched.status, 200);
  hook.answer(500);
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: {} });
  await attempts(svix, app, id, 1);
  hook.answer(200);
  return id;
}

/** The task as soon as it is over. */
const over = (svix, id) =>
  eventually(async () => {
    const task = await svix.backgroundTask.get(id);
    return task.status !== "running" && task;
  });

judge("what failed is recovered by a task", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url });
  const id = await failed(svix, app, endpoint, hook);
  const begun = await svix.endpoint.recover(app, endpoint, { since, until: new Date() });
  assert.match(begun.id, /^qtask_[0-9A-Za-z]{27}$/);
  assert.equal(begun.status, "running");
  assert.equal(begun.task, "endpoint.recover");
  assert.ok(begun.updatedAt instanceof Date);
  const task = await over(svix, begun.id);
  assert.equal(task.status, "finished");
  assert.equal(task.data.endpointId, endpoint);
  assert.equal(task.data.messagesQueued, 1);
  const [latest] = await attempts(svix, app, id, 2);
  assert.equal(latest.status, 0);
  const longAgo = new Date(Date.now() - 15 * 24 * 3_600_000);
  await refused(422, svix.endpoint.recover(app, endpoint, { since: longAgo }));
  await refused(422, svix.endpoint.recover(app, endpoint, { since, until: longAgo }));
  await refused(404, svix.endpoint.recover(app, "nobody", { since }));
});

judge("what an endpoint has missed is replayed by a task", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: {} });
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url });
  const begun = await svix.endpoint.replayMissing(app, endpoint, { since });
  assert.equal(begun.task, "endpoint.replay");
  assert.equal((await over(svix, begun.id)).data.messagesQueued, 1);
  await attempts(svix, app, id, 1);
  const { data } = await svix.messageAttempt.listAttemptedDestinations(app, id);
  assert.deepEqual(data.map((destination) => destination.id), [endpoint]);
});

judge("what is settled is replayed by a task, as it is wanted", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url });
  const { id } = await svix.message.create(app, {
    eventType: "a.b",
    channels: ["north"],
    tags: ["vip"],
    payload: {},
  });
  await attempts(svix, app, id, 1);
  const replayed = async (wanted) => {
    const begun = await svix.endpoint.bulkReplay(app, endpoint, { since, ...wanted });
    assert.equal(begun.task, "endpoint.bulk-replay");
    return (await over(svix, begun.id)).data.messagesQueued;
  };
  assert.equal(await replayed({ status: 2 }), 0);
  assert.equal(await replayed({ statusCodeClass: 500 }), 0);
  assert.equal(await replayed({ eventTypes: ["a.c"] }), 0);
  assert.equal(await replayed({ channel: "south" }), 0);
  assert.equal(await replayed({ tag: "new" }), 0);
  const wanted = { status: 0, eventTypes: ["a.b"], channel: "north", tag: "vip" };
  assert.equal(await replayed({ ...wanted, statusCodeClass: 200 }), 1);
  await attempts(svix, app, id, 2);
});

judge("background tasks are listed and found", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: endpoint } = await svix.endpoint.create(app, { url: hook.url });
  const { id: recover } = await svix.endpoint.recover(app, endpoint, { since });
  const { id: replay } = await svix.endpoint.replayMissing(app, endpoint, { since });
  const { id: purge } = await svix.message.expungeAllContents(app);
  await Promise.all([recover, replay, purge].map((id) => over(svix, id)));
  const ids = async (options) => (await svix.backgroundTask.list(options)).data.map(({ id }) => id);
  const all = await ids();
  for (const id of [recover, replay, purge]) {
    assert.ok(all.includes(id));
  }
  assert.ok((await ids({ task: "application.purge_content" })).includes(purge));
  assert.ok(!(await ids({ task: "endpoint.recover" })).includes(replay));
  assert.ok((await ids({ status: "finished" })).includes(recover));
  assert.deepEqual(await ids({ status: "failed" }), []);
  assert.deepEqual(await ids({ order: "ascending" }), all.toReversed());
  const page = await svix.backgroundTask.list({ limit: 1 });
  assert.equal(page.done, false);
  assert.equal(page.iterator, all[0]);
  assert.deepEqual(await ids({ limit: 1, iterator: page.iterator }), [all[1]]);
  await refused(404, svix.backgroundTask.get(`${recover.slice(0, -4)}0000`));
});
