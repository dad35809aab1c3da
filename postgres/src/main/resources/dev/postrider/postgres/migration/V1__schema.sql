-- Keys (dev.postrider.message.Key) are bigint: microseconds since 1970 above an 11-bit counter. One number is identity,
-- order, creation time and partition, so there are no created columns and no indexes on time.

-- The directory ------------------------------------------------------------------------------------------------------

create table application (
  id            bigint      primary key,
  organisation  text        not null,
  name          text        not null,
  uid           text,
  throttle_rate integer,
  metadata      jsonb       not null,
  deleted       boolean     not null default false,
  updated_at    timestamptz not null
);
-- Finds by uid, and refuses a second live one.
create unique index application_uid on application (organisation, uid) where uid is not null and not deleted;
-- Lists an organisation's applications.
create index application_list on application (organisation, id) where not deleted;

create table endpoint (
  id              bigint      primary key,
  application     bigint      not null references application,
  revision        bigint      not null,
  status          smallint    not null,   -- 0 enabled, 1 disabled, 2 deleted
  url             text        not null,
  description     text        not null,
  uid             text,
  event_types     text[]      not null,
  channels        text[]      not null,
  throttle_rate   integer,
  headers         jsonb       not null,
  metadata        jsonb       not null,
  signature_names smallint    not null,   -- 0 webhook-*, 1 svix-*
  secrets         jsonb       not null,   -- the current one first
  policy          jsonb       not null,
  failing_since   timestamptz,
  updated_at      timestamptz not null
);
-- Finds by uid, and refuses a second live one.
create unique index endpoint_uid on endpoint (application, uid) where uid is not null and status <> 2;
-- Lists an application's endpoints, and finds all of them for its routes.
create index endpoint_list on endpoint (application, id) where status <> 2;

create table event_type (
  id           bigint      primary key,
  organisation text        not null,
  name         text        collate "C" not null,
  description  text        not null,
  archived     boolean     not null,
  deprecated   boolean     not null,
  schemas      text,                      -- JSON, kept as it came
  feature_flag text,
  updated_at   timestamptz not null,
  -- Finds and lists by name.
  unique (organisation, name)
);

-- The log ------------------------------------------------------------------------------------------------------------

-- The shard of a message is a hash of its application, so it is computed and not stored: a stored one would be wrong as
-- soon as the number of shards changes.
create table message (
  id           bigint   not null,
  application  bigint   not null,
  retention    smallint not null,         -- days that the payload is kept
  event_type   text     not null,
  ordering_key text,
  event_id     text,
  content_type text,                      -- null: application/json
  channels     text[],                    -- null: none
  targets      bigint[] not null,         -- the endpoints chosen at accept
  payload      bytea                      -- null: expunged
) partition by range (id);
-- Payloads are small and dense JSON: compressing them costs CPU on every message and saves disk on few.
alter table message alter column payload set storage external;
-- Lists an application's messages; finds one for inspection and for a parked delivery.
create index message_list on message (application, id);
-- Recovery reads everything above the checkpoint, a range of keys at a time. Rows arrive in key order, so a block range
-- index is as good as a tree for it and costs nearly nothing to write.
create index message_id on message using brin (id) with (pages_per_range = 32, autosummarize = on);

create table attempt (
  id          bigint      not null,
  message     bigint      not null,
  endpoint    bigint      not null,
  application bigint      not null,
  started     timestamptz not null,
  took_micros integer     not null,
  number      smallint    not null,
  state       smallint    not null,       -- Numbers.of(Entry.State)
  status      smallint    not null,       -- HTTP status; 0: no answer
  manual      boolean     not null,
  url         text        not null,       -- empty: settled without an attempt
  response    bytea
) partition by range (id);
alter table attempt alter column response set storage external;
-- Lists an endpoint's attempts.
create index attempt_list on attempt (endpoint, id);
-- Lists a message's attempts. First attempts come nearly in message order, retries far from it: hence the several
-- intervals per block range of minmax-multi.
create index attempt_message on attempt using brin (message int8_minmax_multi_ops) with (pages_per_range = 32, autosummarize = on);
-- Finds one attempt, and narrows the two reads above to what is younger than the message.
create index attempt_id on attempt using brin (id) with (pages_per_range = 32, autosummarize = on);

-- Deliveries that wait: the only rows that change. Room for updates in place, and vacuum before the dead rows hurt.
create table parked (
  endpoint    bigint      not null,
  message     bigint      not null,
  application bigint      not null,
  lane        bigint      not null,
  due         timestamptz,
  kind        smallint    not null,       -- Numbers.of(Parked.Wait): 0 room, 1 due, 2 lane
  attempts    smallint    not null,
  manual      boolean     not null,
  -- Finds one delivery; brings those that wait for room in the order of the log.
  primary key (endpoint, message, manual)
) with (
  fillfactor = 70,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);
-- Brings those whose time has come.
create index parked_due on parked (endpoint, due, message) where kind = 1;
-- Brings those that wait behind the head of their lane.
create index parked_lane on parked (endpoint, lane, message) where kind = 2;

-- What was published once: event ids for as long as the log is kept, idempotency keys for twelve hours.
create table publish_key (
  key     uuid     primary key,           -- the first half of SHA-256 over kind, application and text
  message bigint   not null,
  kind    smallint not null               -- 0 idempotency key, 1 event id
);
-- The sweep finds what has expired.
create index publish_key_message on publish_key using brin (message int8_minmax_multi_ops) with (pages_per_range = 32, autosummarize = on);

-- Who owns a shard, and how far it is. Every batch of the journal updates it.
create table shard (
  shard      smallint primary key,
  owner      uuid,                        -- the process that has it
  epoch      bigint   not null,           -- rises with each owner, and fences the one before
  checkpoint bigint   not null,           -- every message up to here is settled or parked
  batch      bigint   not null,           -- counts commits, so that one whose answer was lost can be looked up
  last_key   bigint   not null            -- no key in the log is above it
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
