-- An endpoint may have to wait until its receiver has agreed to be sent to.

alter table endpoint
  add column verification       smallint,      -- 0 pending, 1 verified, 2 failed; null: nobody has to be asked
  add column verification_text  text,          -- why it was not agreed to the last time
  add column verification_tries smallint,      -- so often it was asked in vain
  add column verification_at    timestamptz;   -- pending: when to ask next; else since when
-- Finds those that are to be asked.
create index endpoint_pending on endpoint (verification_at) where verification = 0 and status <> 2;
