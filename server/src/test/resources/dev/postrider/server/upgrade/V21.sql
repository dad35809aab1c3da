-- What a Postrider of schema version 21 has written while that was the newest. {sealed} is made as version 20 made it.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, seals_payloads, content_days)
values ({app}, 'org_test', 'Version 21', 'v21', null, '{}', '{now}', 'standard', '{}', false, null);
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, sealed, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '', 'Of version 21', 'hook', '{}', '{}', null,
          '{}', '{}', 0, '[]', decode('{sealed}', 'hex'), '{now}', 'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v21', 'Of version 21', false, false, null, '{now}', '{beta}', null,
          null);

-- Delivered by an attempt whose parts were measured.
insert into message (id, application, retention, event_type, targets, payload)
values ({m9}, {app}, 90, 'measured', array[{endpoint}], '{"v":21,"m":9}');
insert into attempt (id, message, endpoint, application, started, took_micros, number, state, status, manual, url, response,
          dns_micros, connect_micros, tls_micros, first_byte_micros)
values ({m9} + 1, {m9}, {endpoint}, {app}, '{now}', 1500, 1, 1, 204, false, '{receiver}/v21', '', null, 250, null, 1400);
