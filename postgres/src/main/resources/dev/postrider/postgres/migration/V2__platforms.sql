-- Every application belongs to a platform: the contract by which its endpoints are delivered to. What an endpoint stores
-- of a policy is only where it differs.

alter table application add column platform text not null default 'standard';
alter table application alter column platform drop default;

alter table endpoint add column platform text not null default 'standard';   -- its application's
alter table endpoint alter column platform drop default;
alter table endpoint add column overrides jsonb not null default '{}';
alter table endpoint alter column overrides drop default;
alter table endpoint drop column policy;
-- Lists those that fail, for what their platforms do to them.
create index endpoint_failing on endpoint (failing_since) where failing_since is not null and status = 0;

comment on column endpoint.signature_names is '0 webhook-*, 1 svix-*, 2 none';
