-- Long work on stored messages that is asked for once. It is done in pieces; what is reached stands here after each.

create table task (
  id           bigint      primary key,   -- above every message that was acknowledged before
  organisation text        not null,
  application  bigint      not null references application,
  kind         smallint    not null,      -- Numbers.of(Work.Kind)
  endpoint     bigint,                    -- null: of no endpoint
  wanted       jsonb,                     -- which deliveries a bulk replay takes; null: no bulk replay
  last         bigint      not null,      -- the last message that it looks at
  reached      bigint      not null,      -- every message up to here has been looked at
  status       smallint    not null,      -- Numbers.of(Task.Status)
  count        bigint      not null,      -- messages sent again, or emptied
  reason       text,                      -- why it failed
  updated_at   timestamptz not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
-- Lists an organisation's tasks.
create index task_list on task (organisation, id);
-- Finds what is still to be done, and counts what an organisation has running.
create index task_running on task (id) where status = 0;
-- The sweep finds those that are over.
create index task_over on task (updated_at) where status <> 0;

-- Emptying all payloads of an application is such work, too. Both terms of the id rise together, so no two are the same.
insert into task
select a.expunge_until + row_number() over (order by a.expunge_until), a.organisation, a.id, 3, null, null, a.expunge_until, 1, 0, 0,
       null, a.updated_at
from application a
where a.expunge_until is not null;
drop index application_expunge;
alter table application drop column expunge_until;
