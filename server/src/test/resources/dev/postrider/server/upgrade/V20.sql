-- What a Postrider of schema version 20 has written while that was the newest. {sealed} is made as it made it, by the data key
-- of version 18.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings, seals_payloads, content_days)
values ({app}, 'org_test', 'Version 20', 'v20', null, '{}', '{now}', 'standard', '{}', false, null);
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, sealed, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '', 'Of version 20', 'hook', '{}', '{}', null,
          '{}', '{}', 0, '[]', decode('{sealed}', 'hex'), '{now}', 'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v20', 'Of version 20', false, false, null, '{now}', '{beta}', null,
          null);
insert into api_key (id, organisation, name, permissions, hint, secret_hash, expires, last_used)
values ({endpoint} + 2, 'org_test', 'Key of version 20', '{read,administer}', 'pr_live_0000',
          'a8dd5e1443fc6e0a11a8f7a3766908908ae2b2becdc2328401537bbf8f56dc9d', '{expires}', '{now}');
insert into audit_entry (id, organisation, actor, actor_id, actor_name, operation, kind, object, before, after, address)
values ({endpoint} + 3, 'org_test', 0, 'key_1', 'Key of version 20', 'POST /api/v1/app', 'application', 'v20', null,
          '{"name": "Version 20"}', '203.0.113.7');
