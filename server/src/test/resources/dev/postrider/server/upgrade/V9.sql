-- What a Postrider of schema version 9 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 9', 'v9', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags)
values ({endpoint}, {app}, 1, 0, '{receiver}/v9', 'Of version 9', 'hook', '{}', '{}', null,
          '{"x-since": "9"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v9', 'Of version 9', false, false, null, '{now}', 'beta');
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, expunge_until)
values ({app} + 1, 'org_test', 'v9-emptied', 'v9-emptied', null, '{}', '{now}', 'standard', '{}', {m9});
-- Carries what a message may carry beside its body, and is for later.
insert into message (id, application, retention, event_type, targets, payload,
                     retention_hours, tags, headers, deliver_at)
values ({m9}, {app}, 90, 'later', array[{endpoint}], '{"v":9,"m":9}',
        null, '{red}', '{"x-carried":"yes"}', '{later}');
insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
values ({endpoint}, {m9}, {app}, 0, '{later}', 1, 0, false);
-- Was being emptied.
insert into message (id, application, retention, event_type, targets, payload)
values ({m9} - 1, {app} + 1, 90, 'secret', '{}', '{"secret":true}');
