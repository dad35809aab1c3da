-- What was answered to requests with an idempotency key. Messages are not here: theirs are in publish_key.

create table idempotency_key (
  key     uuid        primary key,  -- a hash of who asked for what with which key
  expires timestamptz not null,     -- while nothing is answered: until when the claim holds
  answer  bytea                     -- sealed: it may hold a secret; null while the request is under way
);
-- Bytes that are compressed and encrypted get no smaller.
alter table idempotency_key alter column answer set storage external;
-- Finds those that are over.
create index idempotency_key_over on idempotency_key (expires);
