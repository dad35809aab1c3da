-- The ids that were taken within the window, done or not.
create table ${prefix}taken (
  id text primary key,
  taken integer not null -- milliseconds since 1970, as all times here
) without rowid;

create index ${prefix}taken_when on ${prefix}taken (taken);

-- What is to be handled, and what was given up; what is done is deleted.
create table ${prefix}webhook (
  number integer primary key autoincrement, -- in the order of arrival, never used again
  id text not null unique,
  order_key integer, -- a hash; those with one key are handled one at a time
  state text not null, -- ready; behind: an older one of its key is there; dead: given up
  owner text, -- who has claimed it
  attempt integer not null, -- how many times it was claimed
  deaths integer not null default 0, -- how many processes ended while it was claimed
  due integer not null, -- when it may be claimed; of a dead one: when it died
  received integer not null,
  size integer not null,
  error text, -- what the last attempt threw
  headers blob not null,
  body blob not null
);

create index ${prefix}webhook_due on ${prefix}webhook (state, due, number) where owner is null and deaths < 2;

create index ${prefix}webhook_alone on ${prefix}webhook (due, number) where owner is null and deaths >= 2;

create index ${prefix}webhook_owner on ${prefix}webhook (owner) where owner is not null;

create index ${prefix}webhook_key on ${prefix}webhook (order_key, number) where order_key is not null and state <> 'dead';

create index ${prefix}webhook_dead on ${prefix}webhook (due, number) where state = 'dead';

-- At most one of a key, which is claimed or the next to be.
create index ${prefix}webhook_ready on ${prefix}webhook (order_key) where state = 'ready' and order_key is not null;
