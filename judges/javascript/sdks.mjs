import * as svix2 from "svix";
import * as svix1 from "svix-1";
import { test } from "node:test";
import { token, url } from "./server.mjs";

/** The official SDKs, and how they call what they call differently. */
export const sdks = [
  {
    ...svix2,
    name: "svix 2",
    put: "upsert",
    setHeaders: "setHeaders",
    types: "eventTypes",
    rate: "throttleRate",
    contentByDefault: false,
  },
  {
    ...svix1,
    name: "svix 1",
    put: "update",
    setHeaders: "updateHeaders",
    types: "filterTypes",
    rate: "rateLimit",
    contentByDefault: true,
  },
];

/** A client of one SDK, as its users make it; without retries, so that no error hides. */
export function client(sdk, bearer = token) {
  return new sdk.Svix(bearer, { serverUrl: url, retryScheduleInMs: [] });
}

/** The same client as its users have it, which retries by itself, at another address. */
export function retrying(sdk, serverUrl) {
  return new sdk.Svix(token, { serverUrl });
}

/** The same test for every SDK. */
export function judge(name, body) {
  for (const sdk of sdks) {
    test(`${sdk.name}: ${name}`, (t) => body(client(sdk), sdk, t));
  }
}
