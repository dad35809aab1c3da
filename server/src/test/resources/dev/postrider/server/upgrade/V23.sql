-- What a Postrider of schema version 23 has written while that was the newest. {sealed} is made as it made it, by the data key
-- of version 18.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, seals_payloads, content_days)
values ({app}, 'org_test', 'Version 23', 'v23', null, '{}', '{now}', 'standard', '{}', false, null);
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, sealed, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '', 'Of version 23', 'hook', '{}', '{}', null,
          '{}', '{}', 0, '[]', decode('{sealed}', 'hex'), '{now}', 'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v23', 'Of version 23', false, false, null, '{now}', '{beta}', null,
          null);
insert into alert (organisation, application, emails, event_types)
values ('org_test', null, '{ops@example.com}', '{endpoint.disabled}'),
       ('org_test', {app}, '{customer@example.com}', '{message.attempt.exhausted}');
insert into alert_mail (recipient, type, endpoint, count, due, tries, tried_since)
values ('ops@example.com', 'endpoint.disabled', {endpoint}, 2, '{later}', 1, '{now}');
