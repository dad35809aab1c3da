import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/** Where the server is, and with which token; the JUnit test that starts it says so. */
export const url = required("POSTRIDER_URL");
export const token = required("POSTRIDER_TOKEN");

/** What the JUnit test that runs this has to say. */
export function required(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: run the JUnit test JavaScriptSdkTest`);
  return value;
}

/** A name that no other test has. */
export const fresh = (prefix) => `${prefix}-${randomUUID()}`;

/** An application of its own; returns its uid. */
export async function application(svix) {
  const uid = fresh("app");
  await svix.application.create({ name: uid, uid });
  return uid;
}

/** An event type of its own; returns its name. */
export async function eventType(svix) {
  const name = fresh("type");
  await svix.eventType.create({ name, description: "of a test" });
  return name;
}

/** What the SDKs have no word for; returns the answer. */
export async function call(method, path, body) {
  return await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Asks until there is an answer to be had, and returns it. */
export async function eventually(ask) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await ask();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < deadline, `in vain: ${ask}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** As many attempts of a message as are expected, newest first. */
export async function attempts(svix, app, message, count) {
  return await eventually(async () => {
    const { data } = await svix.messageAttempt.listByMsg(app, message, { withContent: true });
    return data.length >= count && data;
  });
}

/** Fails with this status as the SDK tells it, and returns the body of the answer. */
export async function refused(status, promise) {
  const error = await promise.then(
    (answer) => assert.fail(`answered ${JSON.stringify(answer)}`),
    (e) => e,
  );
  assert.equal(error.code, status, String(error.stack));
  return error.body;
}

/** Walks a list by its iterators, forth or back; returns its pages, each a list of keys. */
export async function pages(list, key, from, way = "iterator") {
  const found = [];
  for (let page = await list(from); page.data.length > 0; page = await list(page[way])) {
    found.push(page.data.map(key));
    if (page.done) {
      break;
    }
    assert.ok(found.length < 50, "a list without end");
  }
  return found;
}
