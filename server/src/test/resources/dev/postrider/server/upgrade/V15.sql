-- What a Postrider of schema version 15 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 15', 'v15', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '{receiver}/v15', 'Of version 15', 'hook', '{}', '{}', null,
          '{"x-since": "15"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v15', 'Of version 15', false, false, null, '{now}', '{beta}', null,
          null);
insert into idempotency_key (key, expires, answer)
values ('8c7d2b50-6c7a-4c39-8b35-7d3b0a9a1501', '{expires}', '\x00');
