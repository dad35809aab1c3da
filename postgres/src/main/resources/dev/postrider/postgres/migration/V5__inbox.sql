-- Some platforms keep an inbox for each contact beside sending. Its rows are written by the journal in the transaction that
-- makes their messages durable. The body is a copy: an inbox outlives the days of the log.

create table inbox (
  application bigint      not null,
  contact     text        collate "C" not null,
  id          text        collate "C" not null,   -- the platform's own; the message's event id
  message     bigint      not null,               -- in the log; a higher one is newer
  created     timestamptz not null,
  opened      boolean     not null,
  fallen      boolean     not null,               -- gave way to newer ones
  body        bytea,                              -- null: expunged
  -- Finds the messages whose status is set, and the one that is expunged.
  primary key (application, id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
alter table inbox alter column body set storage external;
-- Lists what is kept and what fell out; finds the oldest, which fall out next.
create index inbox_list on inbox (application, contact, fallen, message);
-- Lists by status.
create index inbox_status on inbox (application, contact, opened, message) where not fallen;
-- The sweep finds what fell out and is older than the log.
create index inbox_fallen on inbox (message) where fallen;

-- How full each inbox is, so that nobody has to count. Whoever changes an inbox has its row first.
create table inbox_contact (
  application bigint  not null,
  contact     text    collate "C" not null,
  kept        integer not null,
  unopened    integer not null,
  fell_out    bigint  not null,
  primary key (application, contact)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- The tokens by which contacts open their inboxes; each opens it once.
create table inbox_token (
  hash        text        primary key,            -- SHA-256 in hexadecimal
  platform    text        collate "C" not null,
  credential  text        collate "C" not null,
  application bigint      not null,
  contact     text        collate "C" not null,
  given_at    timestamptz not null,
  foreign key (platform, credential) references credential (platform, name) on delete cascade
);
-- Finds a contact's oldest, which give way.
create index inbox_token_contact on inbox_token (application, contact, given_at);
-- Finds those that end with their credential.
create index inbox_token_credential on inbox_token (platform, credential);
-- The sweep finds those whose time is over.
create index inbox_token_given on inbox_token (given_at);

-- What an application has its own way of the settings that its platform declares.
alter table application add column platform_settings jsonb not null default '{}';
alter table application alter column platform_settings drop default;
