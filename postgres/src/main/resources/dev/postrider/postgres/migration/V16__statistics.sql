-- Tasks that find something out of several applications.

alter table task
  alter column application drop not null,         -- null: it goes through several
  add column passed bigint,                       -- every application up to here is done with; null before the first
  add column within bigint,                       -- the application that reached and count are about; null: none
  add column size   bigint not null default 0;    -- of what was found, in bytes

-- What they have found out, a row for each piece. Beside the task, so that a piece need not write all of it again.
create table task_found (
  task   bigint not null references task on delete cascade,
  passed bigint not null,    -- the last application of the piece
  found  jsonb  not null,    -- an object for each application (TaskFindings)
  primary key (task, passed)
);
