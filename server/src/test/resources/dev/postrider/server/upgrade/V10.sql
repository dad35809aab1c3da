-- What a Postrider of schema version 10 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 10', 'v10', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags)
values ({endpoint}, {app}, 1, 0, '{receiver}/v10', 'Of version 10', 'hook', '{}', '{}', null,
          '{"x-since": "10"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name)
values ({endpoint} + 1, 'org_test', 'type.v10', 'Of version 10', false, false, null, '{now}', '{beta}', null);
insert into portal_session (id, application, name, created_at, expires)
values ('5f0e3f9e-6f0e-4f0b-9d5e-6f6f3a0b1c10', {app}, 'Ann', '{now}', '{expires}');
