-- What a Postrider of schema version 18 has written while that was the newest. {dataKey} and {sealed} are made as it made them.
insert into data_key (number, sealed, reserved, made_at) values (1, decode('{dataKey}', 'hex'), 1048576, '{now}');
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, seals_payloads, content_days)
values ({app}, 'org_test', 'Version 18', 'v18', null, '{}', '{now}', 'standard', '{}', true, 30);
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, sealed, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '', 'Of version 18', 'hook', '{}', '{}', null,
          '{}', '{}', 0, '[]', decode('{sealed}', 'hex'), '{now}', 'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v18', 'Of version 18', false, false, null, '{now}', '{beta}', null,
          null);
