import assert from "node:assert/strict";
import { receiver } from "./receiver.mjs";
import { client, judge } from "./sdks.mjs";
import { application, attempts, call, fresh, refused } from "./server.mjs";

judge("a customer sees to its own endpoints, and to nothing else", async (svix, sdk, t) => {
  const hook = await receiver(t);
  const app = await application(svix);
  const other = await application(svix);
  const { token, url } = await svix.authentication.appPortalAccess(app, {});
  assert.equal(typeof url, "string");
  const customer = client(sdk, token);
  const { id: endpoint } = await customer.endpoint.create(app, { url: hook.url, uid: "ep" });
  assert.deepEqual((await customer.endpoint.list(app)).data.length, 1);
  const { id } = await svix.message.create(app, { eventType: "a.b", payload: {} });
  await attempts(customer, app, id, 1);
  assert.equal((await customer.message.get(app, id)).id, id);
  assert.deepEqual(await customer.messageAttempt.resend(app, id, endpoint), {});
  await hook.of(id, 2);
  await refused(404, customer.endpoint.list(other));
  const message = { eventType: "a.b", payload: {} };
  for (const forbidden of [
    () => customer.application.list(),
    () => customer.application.create({ name: "Another" }),
    () => customer.application.delete(app),
    () => customer.message.create(app, message),
    () => customer.message.expungeContent(app, id),
    () => customer.eventType.create({ name: fresh("type"), description: "d" }),
  ]) {
    assert.equal((await refused(403, forbidden())).code, "insufficient access");
  }
});

judge("access creates the application that it is for", async (svix, sdk) => {
  const uid = fresh("app");
  const { token } = await svix.authentication.appPortalAccess(uid, {
    application: { name: "Shop", uid },
  });
  assert.equal((await svix.application.get(uid)).name, "Shop");
  assert.deepEqual((await client(sdk, token).endpoint.list(uid)).data, []);
});

judge("the older form of access is everything in the application", async (svix, sdk) => {
  const app = await application(svix);
  // The newer SDK has no word for it.
  const { token } = sdk.dashboardAccess
    ? await svix.authentication.dashboardAccess(app)
    : await (await call("POST", `/api/v1/auth/dashboard-access/${app}`)).json();
  const customer = client(sdk, token);
  await customer.endpoint.create(app, { url: "https://receiver.example.com/", uid: "ep" });
  assert.equal(typeof (await customer.endpoint.getSecret(app, "ep")).key, "string");
  await refused(403, customer.application.list());
});

judge("a server says that it is well, without a token", async (_, sdk) => {
  await client(sdk, "not.a.token").health.get();
});

judge("an event type behind a feature flag is for those who have the flag", async (svix, sdk) => {
  const app = await application(svix);
  const name = fresh("type");
  const featureFlags = [fresh("flag")];
  await svix.eventType.create({ name, description: "d", featureFlags });
  const without = await svix.authentication.appPortalAccess(app, {});
  const having = await svix.authentication.appPortalAccess(app, { featureFlags });
  await refused(404, client(sdk, without.token).eventType.get(name));
  assert.equal((await client(sdk, having.token).eventType.get(name)).name, name);
});

judge("a token ends with its logout", async (svix, sdk) => {
  const app = await application(svix);
  const { token } = await svix.authentication.appPortalAccess(app, {});
  const customer = client(sdk, token);
  await customer.endpoint.list(app);
  await customer.authentication.logout();
  await refused(401, customer.endpoint.list(app));
});

judge("all tokens of an application are ended", async (svix, sdk) => {
  const app = await application(svix);
  const { token } = await svix.authentication.appPortalAccess(app, {});
  await svix.authentication.expireAll(app, {});
  await refused(401, client(sdk, token).endpoint.list(app));
});
