-- What a Postrider of schema version 19 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 19', 'v19', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate, authentication)
values ({endpoint}, {app}, 1, 0, '{receiver}/v19', 'Of version 19', 'hook', '{}', '{}', null,
          '{"x-since": "19"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}', null,
          '{"basic": {"username": "u19", "password": "p19"}}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v19', 'Of version 19', false, false, null, '{now}', '{beta}', null,
          null);
