-- An endpoint may say which payloads it wants.

alter table endpoint add column filter jsonb;   -- null: all of them
