-- What a Postrider of schema version 1 has written while that was the newest.
insert into application (id, organisation, name, uid, throttle_rate, metadata, updated_at)
values ({app}, 'org_test', 'Version 1', 'v1', null, '{}', '{now}');
insert into endpoint (id, application, revision, status, url, description, uid, event_types, channels,
          throttle_rate, headers, metadata, signature_names, secrets, updated_at, policy)
values ({endpoint}, {app}, 1, 0, '{receiver}/v1', 'Of version 1', 'hook', '{}', '{}', null,
          '{"x-since": "1"}', '{}', 0, '[{"text": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]', '{now}',
          '{"timeout": "PT15S"}');
insert into event_type (id, organisation, name, description, archived, deprecated, schemas, updated_at,
          feature_flag)
values ({endpoint} + 1, 'org_test', 'type.v1', 'Of version 1', false, false, null, '{now}', 'beta');

-- Everything below this checkpoint is settled or parked.
insert into shard (shard, owner, epoch, checkpoint, batch, last_key)
values (0, '0e1b9f0a-4a53-4f1f-9a1e-0d9a2a6f3b11', 3, {checkpoint}, 40, {last});
