-- The same for every version, because these tables have only gained columns that may be null.

-- Delivered, with its event id.
insert into message (id, application, retention, event_type, ordering_key, event_id, content_type, channels, targets, payload)
values ({m1}, {app}, 90, 'done', null, 'event-1', null, null, array[{endpoint}], '{"v":{v},"m":1}');
insert into attempt (id, message, endpoint, application, started, took_micros, number, state, status, manual, url, response)
values ({m1} + 1, {m1}, {endpoint}, {app}, '{now}', 1500, 1, 1, 204, false, '{receiver}/v{v}', '');
insert into publish_key (key, message, kind) values ('{eventKey}', {m1}, 1);

-- Failed once, and due since.
insert into message (id, application, retention, event_type, targets, payload)
values ({m2}, {app}, 90, 'failed', array[{endpoint}], '{"v":{v},"m":2}');
insert into attempt (id, message, endpoint, application, started, took_micros, number, state, status, manual, url, response)
values ({m2} + 1, {m2}, {endpoint}, {app}, '{now}', 1500, 1, 0, 500, false, '{receiver}/v{v}', 'sorry');
insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
values ({endpoint}, {m2}, {app}, 0, '{now}', 1, 1, false);

-- A lane: its head failed and is due, the next waits behind it, the third waits for room, and the
-- fourth, above the checkpoint, has left no trace.
insert into message (id, application, retention, event_type, ordering_key, targets, payload)
values ({m3}, {app}, 90, 'lane', 'order', array[{endpoint}], '{"v":{v},"m":3}'),
       ({m4}, {app}, 90, 'lane', 'order', array[{endpoint}], '{"v":{v},"m":4}'),
       ({m5}, {app}, 90, 'lane', 'order', array[{endpoint}], '{"v":{v},"m":5}'),
       ({m6}, {app}, 90, 'lane', 'order', array[{endpoint}], '{"v":{v},"m":6}');
insert into attempt (id, message, endpoint, application, started, took_micros, number, state, status, manual, url, response)
values ({m3} + 1, {m3}, {endpoint}, {app}, '{now}', 1500, 1, 0, 0, false, '{receiver}/v{v}', null);
insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
values ({endpoint}, {m3}, {app}, {lane}, '{now}', 1, 1, false),
       ({endpoint}, {m4}, {app}, {lane}, null, 2, 0, false),
       ({endpoint}, {m5}, {app}, {lane}, null, 0, 0, false);

-- Above the checkpoint: one was not attempted yet, one was delivered.
insert into message (id, application, retention, event_type, targets, payload)
values ({m7}, {app}, 90, 'new', array[{endpoint}], '{"v":{v},"m":7}'),
       ({m8}, {app}, 90, 'done', array[{endpoint}], '{"v":{v},"m":8}');
insert into attempt (id, message, endpoint, application, started, took_micros, number, state, status, manual, url, response)
values ({m8} + 1, {m8}, {endpoint}, {app}, '{now}', 1500, 1, 1, 204, false, '{receiver}/v{v}', '');
