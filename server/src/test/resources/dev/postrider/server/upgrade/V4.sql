-- What a Postrider of schema version 4 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform)
values ({app}, 'org_test', 'Version 4', 'v4', null, '{}', '{now}', 'standard');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides)
values ({endpoint}, {app}, 1, 0, '{receiver}/v4', 'Of version 4', 'hook', '{}', '{}', null,
          '{"x-since": "4"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v4', 'Of version 4', false, false, null, '{now}', 'beta');
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform)
values ({app} + 1, 'org_test', 'v4-qikchat', 'v4-qikchat', null, '{}', '{now}', 'qikchat');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides)
values ({endpoint} + 2, {app} + 1, 1, 0, '{receiver}/qikchat', '', null, '{}', '{}', null, '{}', '{}', 2,
          '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}', 'qikchat', '{}');
insert into credential (platform, name, application, permissions, secret_hash, created_at)
values ('qikchat', 'v4', {app} + 1, '{}', '2c663fd426a7b20ce6d38f543aecff2318ddfb3ea5dde6e382e2cf256ba2ba24',
          '{now}');
