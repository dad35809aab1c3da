-- The ids that were taken within the window, done or not.
create table ${prefix}taken (
  id text primary key,
  taken bigint not null -- milliseconds since 1970, as all times here
);

create index ${prefix}taken_when on ${prefix}taken (taken);

-- What is to be handled, and what was given up; what is done is deleted. Rows live for a moment, so
-- they are cleaned up long before a fifth of the table is dead.
create table ${prefix}webhook (
  number bigint generated always as identity primary key, -- in the order of arrival
  id text not null unique,
  order_key bigint, -- a hash; those with one key are handled one at a time
  state text not null, -- ready; behind: an older one of its key is there; dead: given up
  owner text, -- the process that has claimed it
  attempt integer not null, -- how many times it was claimed
  deaths integer not null default 0, -- how many processes ended while it was claimed
  due bigint not null, -- when it may be claimed; of a dead one: when it died
  received bigint not null,
  size integer not null,
  error text, -- what the last attempt threw
  headers bytea not null,
  body bytea not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

create index ${prefix}webhook_due on ${prefix}webhook (state, due, number) where owner is null and deaths < 2;

create index ${prefix}webhook_alone on ${prefix}webhook (due, number) where owner is null and deaths >= 2;

create index ${prefix}webhook_owner on ${prefix}webhook (owner) where owner is not null;

create index ${prefix}webhook_key on ${prefix}webhook (order_key, number) where order_key is not null and state <> 'dead';

create index ${prefix}webhook_dead on ${prefix}webhook (due, number) where state = 'dead';

-- At most one of a key, which is claimed or the next to be.
create index ${prefix}webhook_ready on ${prefix}webhook (order_key) where state = 'ready' and order_key is not null;

-- The processes that share these tables. Whoever is not heard of until then has lost its claims.
create table ${prefix}process (
  owner text primary key,
  alive_until bigint not null -- by the clock of the database
);
