-- What nobody is to read who reads the database is sealed (dev.postrider.seal.SealingKey): under data keys, which are sealed
-- in their turn under a master key that is not in the database.

create table data_key (
  number   integer     primary key,       -- stands in all that it has sealed; the highest one seals now
  sealed   bytea       not null,          -- under a master key, whose number stands in it
  reserved bigint      not null,          -- how often it may have sealed: processes take it by the block
  made_at  timestamptz not null
);

-- URL, headers and secrets in one. Null: they stand in their columns, as before this version, or the endpoint is deleted.
alter table endpoint add column sealed bytea;
-- Finds those that are still to be sealed.
create index endpoint_plain on endpoint (id) where sealed is null and status <> 2;

-- What messages say, where their application wants it sealed. Headers are sealed always, and then no JSON but base64.
alter table message add column payload_sealed boolean;   -- null: no
alter table inbox   add column body_sealed    boolean;   -- null: no

alter table application
  add column seals_payloads boolean  not null default false,
  add column content_days   smallint,                      -- so long contents are kept; null: as long as the log
  add column emptied        bigint   not null default 0;   -- no message up to here has contents any more, be it for this
alter table application alter column seals_payloads drop default;
-- Finds those whose contents are emptied.
create index application_emptied on application (id) where content_days is not null or deleted;
