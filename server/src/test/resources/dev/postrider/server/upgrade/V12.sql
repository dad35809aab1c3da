-- What a Postrider of schema version 12 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 12', 'v12', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags)
values ({endpoint}, {app}, 1, 0, '{receiver}/v12', 'Of version 12', 'hook', '{}', '{}', null,
          '{"x-since": "12"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name)
values ({endpoint} + 1, 'org_test', 'type.v12', 'Of version 12', false, false, null, '{now}', '{beta}', null);
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app} + 1, 'operational:org_test', 'operational-webhooks', 'operational-webhooks', null, '{}',
          '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags)
values ({endpoint} + 2, {app} + 1, 1, 0, '{receiver}/operational', '', null, '{}', '{}', null, '{}', '{}', 0,
          '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}', 'standard', '{}', 0, null, '{}');
insert into operational_event (application, type, body)
values ({app} + 1, 'endpoint.disabled', '{"type":"endpoint.disabled","data":{"appUid":"v12"}}');
