import assert from "node:assert/strict";
import { judge } from "./sdks.mjs";
import { call, fresh, refused } from "./server.mjs";

const document = (webhooks) => ({ openapi: "3.1.0", webhooks });

judge("event types are imported from an OpenAPI document", async (svix) => {
  const name = fresh("type");
  const schema = { type: "object", required: ["n"], properties: { n: { type: "integer" } } };
  const spec = {
    ...document({
      [name]: {
        post: {
          summary: "it has come",
          "x-svix-feature-flags": ["beta"],
          "x-svix-group-name": "things",
          requestBody: {
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
        },
      },
    }),
    components: { schemas: { Thing: schema } },
  };
  const dry = await svix.eventType.importOpenapi({ spec, dryRun: true });
  assert.deepEqual(dry.data.modified, []);
  assert.equal(dry.data.toModify[0].name, name);
  assert.deepEqual(dry.data.toModify[0].schemas, { 1: schema });
  await refused(404, svix.eventType.get(name));
  const done = await svix.eventType.importOpenapi({ spec });
  assert.deepEqual(done.data.modified, [name]);
  const type = await svix.eventType.get(name);
  assert.equal(type.description, "it has come");
  assert.deepEqual(type.schemas, { 1: schema });
  assert.deepEqual(type.featureFlags, ["beta"]);
  assert.equal(type.groupName, "things");
  await svix.eventType.delete(name);
  const specRaw = `openapi: 3.0.3\nx-webhooks:\n  ${name}:\n    post: {description: again}\n`;
  assert.deepEqual((await svix.eventType.importOpenapi({ specRaw })).data.modified, [name]);
  const again = await svix.eventType.get(name);
  assert.equal(again.archived, false);
  assert.equal(again.description, "again");
});

judge("what is no document is refused", async (svix) => {
  await refused(400, svix.eventType.importOpenapi({}));
  await refused(400, svix.eventType.importOpenapi({ spec: document({}), specRaw: "{}" }));
  const body = await refused(422, svix.eventType.importOpenapi({ spec: document({ "a b": {} }) }));
  assert.deepEqual(body.detail[0].loc, ["body", "spec", "webhooks", "a b"]);
});

judge("an environment is exported and imported", async (svix) => {
  const name = fresh("type");
  await svix.eventType.create({
    name,
    description: "d",
    deprecated: true,
    schemas: { 1: { type: "object" } },
    featureFlags: ["beta"],
    groupName: "things",
  });
  await call("PATCH", `/api/v1/event-type/${name}`, { policy: { retry: { delays: ["7s"] } } });
  const exported = await svix.environment.export();
  assert.equal(exported.version, 1);
  assert.ok(exported.createdAt instanceof Date);
  assert.deepEqual(exported.connectors, []);
  const type = exported.eventTypes.find((one) => one.name === name);
  assert.deepEqual(type, await svix.eventType.get(name));
  await svix.eventType.delete(name, { expunge: true });
  await svix.environment.import({ ...exported, eventTypes: [type] });
  const { createdAt, updatedAt, ...same } = type;
  const back = await svix.eventType.get(name);
  assert.deepEqual({ ...back, createdAt, updatedAt }, { ...same, createdAt, updatedAt });
  await svix.environment.import({ eventTypes: [{ name, description: "e", archived: true }] });
  assert.equal((await svix.eventType.get(name)).archived, true);
  const connectors = [{ name: "c", kind: "Custom", transformation: "" }];
  const body = await refused(422, svix.environment.import({ connectors }));
  assert.deepEqual(body.detail[0].loc, ["body", "connectors"]);
});
