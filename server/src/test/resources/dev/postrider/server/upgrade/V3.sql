-- What a Postrider of schema version 3 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform)
values ({app}, 'org_test', 'Version 3', 'v3', null, '{}', '{now}', 'standard');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides)
values ({endpoint}, {app}, 1, 0, '{receiver}/v3', 'Of version 3', 'hook', '{}', '{}', null,
          '{"x-since": "3"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v3', 'Of version 3', false, false, null, '{now}', 'beta');
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform)
values ({app} + 1, 'org_test', 'v3-mluvii', 'v3-mluvii', null, '{}', '{now}', 'mluvii');
insert into credential (platform, name, application, permissions, secret_hash, created_at)
values ('mluvii', 'v3', {app} + 1, '{}', 'bdbd04dff938ac7aee4024dda23b56d575f4be18924adda9817f44aba8497762',
          '{now}');
