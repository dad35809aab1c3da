-- What organisations are told about themselves: written with the change that it tells of, and gone as soon as it is in
-- the log, in which it is an ordinary message.

create table operational_event (
  id          bigint generated always as identity primary key,   -- the order, and the event id of the message
  application bigint not null,                                   -- the organisation's reserved one
  type        text   not null,
  body        text   not null                                    -- JSON, as it is sent
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Says at the start whether there is anybody to tell.
create index application_operational on application (id) where organisation like 'operational:%';
