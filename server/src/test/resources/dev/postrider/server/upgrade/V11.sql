-- What a Postrider of schema version 11 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 11', 'v11', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags)
values ({endpoint}, {app}, 1, 0, '{receiver}/v11', 'Of version 11', 'hook', '{}', '{}', null,
          '{"x-since": "11"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name)
values ({endpoint} + 1, 'org_test', 'type.v11', 'Of version 11', false, false, null, '{now}', '{beta}', null);
insert into task (id, organisation, application, kind, endpoint, wanted, last, reached, status, count,
                  reason, updated_at)
values ({m9} + 2, 'org_test', {app}, 0, {endpoint}, null, {m1}, {m1}, 1, 5, null, '{now}');
