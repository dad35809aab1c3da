-- What a Postrider of schema version 8 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 8', 'v8', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter)
values ({endpoint}, {app}, 1, 0, '{receiver}/v8', 'Of version 8', 'hook', '{}', '{}', null,
          '{"x-since": "8"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v8', 'Of version 8', false, false, null, '{now}', 'beta');
-- The messages of this version were chosen for it before it had a filter.
update endpoint set revision = 2, filter = '{"at": "/wanted", "equals": true}' where id = {endpoint};
