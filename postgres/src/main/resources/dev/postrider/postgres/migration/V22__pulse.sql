-- What happened in each minute and each hour: of an endpoint, of an application with all its endpoints (endpoint 0), and of an
-- organisation with all its applications (application 0, endpoint 0). Written every few seconds by those who count in memory.

create table pulse (
  organisation text        not null,
  application  bigint      not null,
  endpoint     bigint      not null,
  step         smallint    not null,      -- 0 minute, 1 hour
  at           timestamptz not null,      -- when it begins
  accepted     bigint      not null,
  delivered    bigint      not null,
  failed       bigint      not null,      -- attempts
  discarded    bigint      not null,
  parked       bigint      not null,
  micros       bigint      not null,      -- what all attempts took together
  latencies    bigint[]    not null,      -- class << 40 | how many attempts were of it (Latencies); sorted
  -- Brings the points of one of them.
  primary key (organisation, application, endpoint, step, at)
) with (
  -- The rows of this minute and hour are updated again and again, in place.
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_vacuum_cost_delay = 0
);
-- Brings all endpoints of a stretch of time.
create index pulse_endpoints on pulse (organisation, step, at) where endpoint <> 0;
-- Finds what is over.
create index pulse_at on pulse using brin (at) with (pages_per_range = 32, autosummarize = on);
