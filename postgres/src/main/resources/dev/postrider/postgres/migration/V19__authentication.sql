-- An endpoint may have its requests prove themselves to its receiver by more than a signature.

alter table endpoint add column authentication jsonb;   -- null: by nothing more
