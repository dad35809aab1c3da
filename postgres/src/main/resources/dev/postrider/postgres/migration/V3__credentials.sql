-- Platforms have management APIs of their own. Their callers have credentials, and some of them know webhooks by number.

create table credential (
  platform    text        collate "C" not null,   -- its application's
  name        text        collate "C" not null,
  application bigint      not null references application,
  permissions text[]      not null,               -- empty: everything
  secret_hash text        not null,               -- SHA-256 in hexadecimal
  created_at  timestamptz not null,
  -- Finds the caller: all it says is a name.
  primary key (platform, name)
);
-- Lists an application's credentials.
create index credential_list on credential (application, name);

-- A number for every endpoint, those that exist included.
alter table endpoint add column number serial;
-- Finds by number.
create unique index endpoint_number on endpoint (number);
