-- What a Postrider of schema version 19 has written while that was the newest. {sealed} is made as version 18 made it, with an authentication.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, seals_payloads, content_days)
values ({app}, 'org_test', 'Version 19', 'v19', null, '{}', '{now}', 'standard', '{}', false, null);
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, sealed, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate, verification, verification_text, verification_tries,
          verification_at)
values ({endpoint}, {app}, 1, 0, '', 'Of version 19', 'hook', '{}', '{}', null,
          '{}', '{}', 0, '[]', decode('{sealed}', 'hex'), '{now}', 'standard', '{}', 0, null, '{}', null,
          1, null, 0, '{now}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v19', 'Of version 19', false, false, null, '{now}', '{beta}', null,
          null);
