-- What a Postrider of schema version 16 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 16', 'v16', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '{receiver}/v16', 'Of version 16', 'hook', '{}', '{}', null,
          '{"x-since": "16"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v16', 'Of version 16', false, false, null, '{now}', '{beta}', null,
          null);
insert into task (id, organisation, application, kind, endpoint, wanted, last, reached, status, count,
                  reason, updated_at, passed, within, size)
values ({m9} + 2, 'org_test', null, 4, null, '{"since": "{now}"}', {m1}, 1, 1, 0, null, '{now}', {app}, null, 60);
insert into task_found (task, passed, found)
values ({m9} + 2, {app}, '[{"application": {app}, "uid": "v16", "destinations": 7}]');
