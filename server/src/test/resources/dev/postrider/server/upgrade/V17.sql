-- What a Postrider of schema version 17 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at, platform,
          platform_settings)
values ({app}, 'org_test', 'Version 17', 'v17', null, '{}', '{now}', 'standard', '{}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, platform, overrides,
          fresh_revision, filter, tags, application_rate)
values ({endpoint}, {app}, 1, 0, '{receiver}/v17', 'Of version 17', 'hook', '{}', '{}', null,
          '{"x-since": "17"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          'standard', '{}', 0, null, '{}', null);
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flags, group_name, policy)
values ({endpoint} + 1, 'org_test', 'type.v17', 'Of version 17', false, false, null, '{now}', '{beta}', null,
          null);
insert into api_key (id, organisation, name, permissions, hint, secret_hash, expires, last_used)
values ({endpoint} + 2, 'org_test', 'Key of version 17', '{read,administer}', 'pr_live_0000',
          'a8dd5e1443fc6e0a11a8f7a3766908908ae2b2becdc2328401537bbf8f56dc9d', '{expires}', '{now}');
insert into audit_entry (id, organisation, actor, actor_id, actor_name, operation, kind, object, before, after, address)
values ({endpoint} + 3, 'org_test', 0, 'key_1', 'Key of version 17', 'POST /api/v1/app', 'application', 'v17', null,
          '{"name": "Version 17"}', '203.0.113.7');
