-- What a message may carry beside its body. All of it is null on most messages, which costs a bit each.

alter table message add column retention_hours smallint;      -- null: whole days, see retention
alter table message add column tags            text[];        -- null: none
alter table message add column headers         text;          -- JSON object; null: none
alter table message add column deliver_at      timestamptz;   -- null: at once

-- Payloads of messages up to this key are being emptied; null: none. So a restart goes on with it.
alter table application add column expunge_until bigint;
create index application_expunge on application (id) where expunge_until is not null;

-- The tags that an endpoint wants; none: all messages.
alter table endpoint add column tags text[] not null default '{}';
alter table endpoint alter column tags drop default;
