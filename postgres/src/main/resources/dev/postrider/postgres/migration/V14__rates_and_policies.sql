-- The rate of an application holds for its endpoints together. Each has a copy of it, which changes with its revision: so
-- every copy of an endpoint says by itself which rate was true when it was.

alter table endpoint add column application_rate integer;   -- its application's throttle_rate
update endpoint set application_rate = application.throttle_rate
  from application
  where application.id = endpoint.application and application.throttle_rate is not null;

-- How deliveries of a type are retried, where their endpoints say nothing of it.
alter table event_type add column policy jsonb;             -- null: as all
