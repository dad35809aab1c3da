-- What a Postrider of schema version 2 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform)
values ({app}, 'org_test', 'Version 2', 'v2', null, '{}', '{now}', 'standard');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides)
values ({endpoint}, {app}, 1, 0, '{receiver}/v2', 'Of version 2', 'hook', '{}', '{}', null,
          '{"x-since": "2"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{"timeout": "PT5S", "concurrency": 2}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v2', 'Of version 2', false, false, null, '{now}', 'beta');
