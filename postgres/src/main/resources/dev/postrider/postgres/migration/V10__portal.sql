-- A portal lets an application's owner work with it. What it may do stands in its token; whether that still holds, here.

create table portal_session (
  id          uuid        primary key,            -- in the token
  application bigint      not null references application,
  name        text,                               -- what the platform calls it; not unique
  created_at  timestamptz not null,
  expires     timestamptz not null
);
-- Finds an application's sessions: to end them, and to keep their number within its bound.
create index portal_session_of on portal_session (application, created_at);
-- Finds those that are over.
create index portal_session_over on portal_session (expires);

-- A type can have several flags: a portal shows it to whoever has one of them.
alter table event_type add column feature_flags text[] not null default '{}';
update event_type set feature_flags = array[feature_flag] where feature_flag is not null;
alter table event_type alter column feature_flags drop default;
alter table event_type drop column feature_flag;
alter table event_type add column group_name text;
