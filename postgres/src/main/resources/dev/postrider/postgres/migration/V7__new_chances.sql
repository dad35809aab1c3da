-- Whoever says a webhook anew gives it a new chance. The revision says exactly which failures are from before.

alter table endpoint add column fresh_revision bigint not null default 0;   -- of the last new chance
alter table endpoint alter column fresh_revision drop default;
