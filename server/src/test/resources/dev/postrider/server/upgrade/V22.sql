-- What a Postrider of schema version 22 has written while that was the newest. {sealed} is made as version 20 made it.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, seals_payloads, content_days)
values ({app}, 'org_test', 'Version 22', 'v22', null, '{}', '{now}', 'standard', '{}', false, null);
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, sealed, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '', 'Of version 22', 'hook', '{}', '{}', null,
          '{}', '{}', 0, '[]', decode('{sealed}', 'hex'), '{now}', 'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v22', 'Of version 22', false, false, null, '{now}', '{beta}', null,
          null);
insert into pulse (organisation, application, endpoint, step, at, accepted, delivered, failed, discarded, parked, micros, latencies)
values ('org_test', {app}, 0, 1, date_trunc('hour', timestamptz '{now}'), 5, 3, 2, 1, 2, 6000, array[(36::bigint << 40) | 5]);
