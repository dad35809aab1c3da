-- What a Postrider of schema version 5 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 5', 'v5', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides)
values ({endpoint}, {app}, 1, 0, '{receiver}/v5', 'Of version 5', 'hook', '{}', '{}', null,
          '{"x-since": "5"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v5', 'Of version 5', false, false, null, '{now}', 'beta');
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app} + 1, 'org_test', 'v5-yespo', 'v5-yespo', null, '{}', '{now}', 'yespo', '{"inboxMaximum": 50}');
insert into credential (platform, name, application, permissions, secret_hash, created_at)
values ('yespo', 'v5', {app} + 1, '{}', '47072badc6066820d6e76ba9b4aa17674c8d68a589aaa69664f125ca01ddb846',
          '{now}');
insert into inbox (application, contact, id, message, created, opened, fallen, body)
values ({app} + 1, 'ann', 'm-1', {m1}, '{now}', true, false, '{"id":"m-1"}'),
       ({app} + 1, 'ann', 'm-2', {m2}, '{now}', false, false, '{"id":"m-2"}');
insert into inbox_contact (application, contact, kept, unopened, fell_out)
values ({app} + 1, 'ann', 2, 1, 0);
insert into inbox_token (hash, platform, credential, application, contact, given_at)
values ('b8a241e85628d00f9b02d1a5e8bd8df8390853ac440833e8e98fd5aa29a08db4', 'yespo', 'v5', {app} + 1, 'ann',
          '{now}');
