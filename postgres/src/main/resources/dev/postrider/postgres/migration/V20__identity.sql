-- By what the services of an organisation call the API, each with permissions of its own.

create table api_key (
  id           bigint      primary key,
  organisation text        not null,
  name         text        not null,   -- not unique: whoever replaces a key may call the new one so too
  permissions  text[]      not null,
  hint         text        not null,   -- how its text begins
  secret_hash  text        not null,   -- SHA-256 in hexadecimal
  expires      timestamptz,            -- null: never
  last_used    timestamptz,            -- written once a minute; null: never used
  -- Finds the key of a call.
  unique (secret_hash)
) with (fillfactor = 70);
-- Lists an organisation's keys.
create index api_key_list on api_key (organisation, id);

-- What was changed through the API, written in the transaction of the change. Rows never change; those that are over go
-- by their keys, which are their times.
create table audit_entry (
  id           bigint   primary key,
  organisation text     not null,
  actor        smallint not null,      -- by what it showed who it is (Audit)
  actor_id     text     not null,      -- a key's id, a token's subject, a session's id, a credential's name
  actor_name   text,                   -- what people call it
  operation    text     not null,      -- method and path, with the names of its variables
  kind         text     not null,      -- of the object: endpoint, application, ...
  object       text     not null,      -- its id or name
  before       jsonb,                  -- null: there was none
  after        jsonb,                  -- null: there is none
  address      text     not null       -- the client's
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
-- Lists an organisation's entries. What a list is filtered by has no index: changes are few, and each would pay for it.
create index audit_list on audit_entry (organisation, id);
