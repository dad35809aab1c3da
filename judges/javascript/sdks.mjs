import { writeFileSync } from "node:fs";
import * as svix2 from "svix";
import * as svix1 from "svix-1";
import { test } from "node:test";
import { required, token, url } from "./server.mjs";

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
    bulkExpunge: true,
    dashboardAccess: false,
  },
  {
    ...svix1,
    name: "svix 1",
    put: "update",
    setHeaders: "updateHeaders",
    types: "filterTypes",
    rate: "rateLimit",
    contentByDefault: true,
    bulkExpunge: false,
    dashboardAccess: true,
  },
];

/** What each SDK has asked for, and how that was answered: "GET /api/v1/app 200". */
const asked = Object.fromEntries(sdks.map(({ name }) => [name, new Set()]));
const askedFile = required("POSTRIDER_ASKED");
process.on("exit", () => {
  const lists = Object.entries(asked).map(([name, calls]) => [name, [...calls]]);
  writeFileSync(askedFile, JSON.stringify(Object.fromEntries(lists)));
});

/** What an SDK sends its requests by, which notes them. */
const noting = (sdk) => async (address, init) => {
  const answer = await fetch(address, init);
  asked[sdk.name].add(`${init.method} ${new URL(address).pathname} ${answer.status}`);
  return answer;
};

/** A client of one SDK, as its users make it; without retries, so that no error hides. */
export function client(sdk, bearer = token) {
  return new sdk.Svix(bearer, { serverUrl: url, retryScheduleInMs: [], fetch: noting(sdk) });
}

/** The same client as its users have it, which retries by itself, at another address. */
export function retrying(sdk, serverUrl) {
  return new sdk.Svix(token, { serverUrl, fetch: noting(sdk) });
}

/** The same test for every SDK. */
export function judge(name, body) {
  for (const sdk of sdks) {
    test(`${sdk.name}: ${name}`, (t) => body(client(sdk), sdk, t));
  }
}
