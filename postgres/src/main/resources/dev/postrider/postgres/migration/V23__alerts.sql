-- Who is told by e-mail of what happens to endpoints and deliveries.

create table alert (
  organisation text     not null,
  application  bigint   references application,   -- null: all of the organisation's
  emails       text[]   not null,
  event_types  text[]   not null
);
-- Finds one, and those that a happening concerns.
create unique index alert_of on alert (organisation, coalesce(application, 0));

-- What is to be mailed: written with the change that it tells of. One row for all of a kind, so that a storm is one mail and no
-- queue; it stays until the next mail of its kind may go out.
create table alert_mail (
  recipient    text        not null,
  type         text        not null,
  endpoint     bigint      not null,
  count        bigint      not null,              -- how often it happened since the last mail; 0: sent
  due          timestamptz,                       -- no mail before; null: at once
  tries        smallint    not null default 0,    -- since when and how often the mail server has not taken it
  tried_since  timestamptz,
  primary key (recipient, type, endpoint)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
