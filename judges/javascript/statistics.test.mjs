import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { judge } from "./sdks.mjs";
import { application, eventType, eventually, refused } from "./server.mjs";

/** What the task has found, as soon as it is over. */
const found = (svix, id) =>
  eventually(async () => {
    const task = await svix.backgroundTask.get(id);
    if (task.status === "running") {
      return undefined;
    }
    assert.equal(task.status, "finished");
    return task.data;
  });

judge("messages are counted by application", async (svix, _, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: appId } = await svix.application.get(app);
  await svix.endpoint.create(app, { url: hook.url });
  await svix.message.create(app, { eventType: "a.b", payload: {} });
  await svix.message.create(app, { eventType: "a.b", payload: {} });
  const since = new Date(Date.now() - 60_000);
  const until = new Date(Date.now() + 60_000);
  const begun = await svix.statistics.aggregateAppStats({ since, until, appIds: [app, "nobody"] });
  assert.equal(begun.task, "application.stats");
  assert.deepEqual(begun.unresolvedAppIds, ["nobody"]);
  const { appStats } = await found(svix, begun.id);
  assert.deepEqual(appStats, [{ appId, appUid: app, messageDestinations: 2 }]);
  const all = await svix.statistics.aggregateAppStats({ since, until });
  assert.deepEqual(all.unresolvedAppIds, []);
  assert.ok((await found(svix, all.id)).appStats.some((one) => one.appUid === app));
  await refused(422, svix.statistics.aggregateAppStats({ since: until, until: since }));
  await refused(422, svix.statistics.aggregateAppStats({ since, until, appIds: ["nobody"] }));
});

judge("what endpoints ask for is listed by application", async (svix, sdk, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const { id: appId } = await svix.application.get(app);
  const type = await eventType(svix);
  await svix.endpoint.create(app, { url: hook.url, [sdk.types]: [type] });
  const begun = await svix.statistics.aggregateEventTypes();
  assert.equal(begun.task, "event-type.aggregate");
  const { event_types: all } = await found(svix, begun.id);
  assert.deepEqual(
    all.find((one) => one.appId === appId),
    { appId, explicitlySubscribedEventTypes: [type], hasCatchAllEndpoint: false },
  );
});
