import assert from "node:assert/strict";
import * as standard from "standardwebhooks";
import { test } from "node:test";
import { receiver } from "./receiver.mjs";
import { client, sdks } from "./sdks.mjs";
import { application, call } from "./server.mjs";

const verifiers = [
  ...sdks.map(({ name, Webhook }) => ({ name, Webhook, names: ["webhook", "svix"] })),
  { name: "standardwebhooks", Webhook: standard.Webhook, names: ["webhook"] },
];

/** The same test for every official verifier and every family of headers that it knows. */
function judge(name, body) {
  for (const { name: verifier, Webhook, names } of verifiers) {
    for (const family of names) {
      test(`${verifier}, ${family}-*: ${name}`, async (t) => {
        const svix = client(sdks[0]);
        const hook = await receiver(t);
        const app = await application(svix);
        await svix.endpoint.create(app, { url: hook.url, uid: "ep" });
        const path = `/api/v1/app/${app}/endpoint/ep`;
        assert.equal((await call("PATCH", path, { signatureHeaders: family })).status, 200);
        const send = async (message) => {
          const { id } = await svix.message.create(app, { eventType: "a.b", ...message });
          const [{ headers, body: text }] = await hook.of(id);
          assert.equal(headers[`${family}-id`], id);
          return { headers, body: text };
        };
        const secret = async () => (await svix.endpoint.getSecret(app, "ep")).key;
        const verify = (key, arrived) => new Webhook(key).verify(arrived.body, arrived.headers);
        await body({ svix, app, send, secret, verify });
      });
    }
  }
}

judge("what arrives is genuine", async ({ send, secret, verify }) => {
  const arrived = await send({ payload: { text: "ü \u2028 \"quoted\"", n: 1.5 } });
  verify(await secret(), arrived);
  const wrong = { name: "WebhookVerificationError" };
  const forged = { ...arrived, body: arrived.body.replace("1.5", "2.5") };
  const key = await secret();
  assert.throws(() => verify(key, forged), wrong);
  const other = `whsec_${Buffer.alloc(24, 1).toString("base64")}`;
  assert.throws(() => verify(other, arrived), wrong);
});

judge("both secrets verify during a rotation, and the new one alone after it", async (judged) => {
  const { svix, app, send, secret, verify } = judged;
  const old = await secret();
  await svix.endpoint.rotateSecret(app, "ep", { gracePeriodSeconds: 3600 });
  const next = await secret();
  const during = await send({ payload: { n: 1 } });
  verify(old, during);
  verify(next, during);
  await svix.endpoint.rotateSecret(app, "ep", { gracePeriodSeconds: 0 });
  const last = await secret();
  const after = await send({ payload: { n: 2 } });
  verify(last, after);
  verify(old, after);
  assert.throws(() => verify(next, after), { name: "WebhookVerificationError" });
});

judge("a raw payload is genuine", async ({ send, secret, verify }) => {
  const raw = '{ "a" : 1.50,\n"b":"\\u00e9 é" }';
  const arrived = await send({ payload: {}, transformationsParams: { rawPayload: raw } });
  assert.equal(arrived.body, raw);
  verify(await secret(), arrived);
});
