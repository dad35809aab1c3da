package dev.postrider.server.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A valid call for each status by which each operation says that it went well. */
final class Operations {

  /** One of them. */
  record Valid(String operation, int status, Function<World, Call> call) {
    @Override
    public String toString() {
      return operation + " " + status;
    }
  }

  private final List<Valid> all = new ArrayList<>();

  private Operations() {
    applications();
    endpoints();
    eventTypes();
    messages();
    attempts();
    tasks();
    eventTypesFromElsewhere();
    operationalWebhooks();
    others();
  }

  static List<Valid> all() {
    return new Operations().all;
  }

  private void applications() {
    on(
        "v1.application.list",
        200,
        w -> after(w.app(), Call.PLAIN.query("limit=10&order=descending")));
    on("v1.application.create", 201, w -> Call.with(application(w.name)));
    on(
        "v1.application.create",
        200,
        w -> after(w.app(), Call.with(application(w.name)).query("get_if_exists=true")));
    on("v1.application.get", 200);
    on("v1.application.update", 200, _ -> Call.with("{\"name\":\"Other\",\"throttleRate\":7}"));
    on(
        "v1.application.update",
        201,
        w -> Call.with(application(w.name + "-new")).at("app_id", w.name + "-new"));
    on("v1.application.patch", 200, _ -> Call.with("{\"metadata\":{\"a\":\"b\"},\"uid\":null}"));
    on("v1.application.delete", 204);
  }

  private static String application(String uid) {
    return "{\"name\":\"Shop\",\"uid\":\"%s\",\"throttleRate\":5,\"metadata\":{\"a\":\"b\"}}"
        .formatted(uid);
  }

  private static final String ENDPOINT =
      """
      {"url":"https://example.com/hook","uid":"%s","description":"d","channels":["eu"],"tags":["vip"],
       "throttleRate":9,"metadata":{"a":"b"},"headers":{"X-Shop":"1"},"signatureHeaders":"svix",
       "secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
       "policy":{"timeout":"5s","retry":{"delays":["10s","1m"],"jitter":0.1},"goodbye":[410],"order":{"skipAfter":3}},
       "filter":{"all":[{"at":"/a","atLeast":1},{"not":{"at":"/b","in":["x",null,true]}}]}}\
      """;

  private void endpoints() {
    on("v1.endpoint.list", 200, w -> after(w.endpoint(), Call.PLAIN));
    on("v1.endpoint.create", 201, _ -> Call.with(ENDPOINT.formatted("one")));
    on("v1.endpoint.get", 200);
    on("v1.endpoint.update", 200, _ -> Call.with(ENDPOINT.formatted("one")));
    on(
        "v1.endpoint.update",
        201,
        _ -> Call.with(ENDPOINT.formatted("two")).at("endpoint_id", "two"));
    on(
        "v1.endpoint.patch",
        200,
        w ->
            after(
                w.eventType(),
                Call.with(
                    """
                    {"url":"http://example.com","eventTypes":["%s"],"channels":null,"policy":{"concurrency":3,"timeout":null}}\
                    """
                        .formatted(w.name))));
    on("v1.endpoint.delete", 204);
    on("v1.endpoint.get-secret", 200);
    on("v1.endpoint.rotate-secret", 204, _ -> Call.with("{\"gracePeriodSeconds\":60}"));
    on("v1.endpoint.get-headers", 200);
    on(
        "v1.endpoint.update-headers",
        204,
        _ -> Call.with("{\"headers\":{\"X-A\":\"1\",\"Authorization\":\"Basic eA==\"}}"));
    on(
        "v1.endpoint.patch-headers",
        204,
        _ -> Call.with("{\"headers\":{\"X-A\":null,\"X-B\":\"2\"},\"deleteHeaders\":[\"X-C\"]}"));
    on("v1.endpoint.get-policy", 200);
    on("v1.endpoint.verify", 200);
    on("v1.endpoint.get-stats", 200, w -> after(w.attempt(), Call.PLAIN));
    on("v1.endpoint.send-example", 200, _ -> Call.with("{\"eventType\":\"svix.ping\"}"));
    on(
        "v1.endpoint.test-filter",
        200,
        _ ->
            Call.with(
                """
                {"payload":{"a":[1,"x"],"b":null},"eventType":"a","channels":["eu"],"tags":["vip"],
                 "filter":{"any":[{"at":"/a/1","prefix":"x"},{"at":"/b","exists":false},{"at":"/a","equals":1}]}}\
                """));
  }

  private void eventTypes() {
    on(
        "v1.event-type.list",
        200,
        w -> after(w.eventType(), Call.PLAIN.query("with_content=true&include_archived=true")));
    on(
        "v1.event-type.create",
        201,
        _ -> Call.with("{\"name\":\"order.paid\"," + TYPE.substring(1)));
    on("v1.event-type.get", 200);
    on("v1.event-type.update", 200, _ -> Call.with(TYPE));
    on("v1.event-type.update", 201, _ -> Call.with(TYPE).at("event_type_name", "order.sent"));
    on(
        "v1.event-type.patch",
        200,
        _ -> Call.with("{\"deprecated\":true,\"groupName\":null,\"policy\":{\"timeout\":null}}"));
    on("v1.event-type.delete", 204, _ -> Call.PLAIN.query("expunge=true"));
  }

  private static final String TYPE =
      """
      {"description":"Paid","featureFlags":["beta"],"groupName":"orders","schemas":{"1":{"type":"object"}},
       "policy":{"timeout":"5s","success":200,"refuse":[404,"500-503"],"goodbye":[410],"retry":{"delays":["10s"],"jitter":0.1}}}\
      """;

  private static final String MESSAGE =
      """
      {"eventType":"order.paid","eventId":"e-1","orderingKey":"order-7","channels":["eu"],"tags":["vip"],
       "headers":{"X-Trace":"t"},"payloadRetentionPeriod":5,"idempotencyKey":"k","payload":{"order":7,"items":[1,2.50]}}\
      """;

  private void messages() {
    on(
        "v1.message.list",
        200,
        w -> after(w.message(), Call.PLAIN.query("tag=vip&event_types=a,b")));
    on("v1.message.create", 202, _ -> Call.with(MESSAGE));
    on(
        "v1.message.create-batch",
        200,
        _ ->
            Call.with(
                "{\"messages\":["
                    + MESSAGE
                    + ","
                    + MESSAGE
                    + ",{\"eventType\":\"a\",\"body\":\"text\"}]}"));
    on("v1.message.precheck", 200, _ -> Call.with("{\"eventType\":\"a\",\"channels\":[\"eu\"]}"));
    on(
        "v1.message.publish-event",
        202,
        w -> Call.with(World.event(UUID.randomUUID().toString())).at("app_id", w.inboxes()));
    on("v1.message.get", 200, _ -> Call.PLAIN.query("with_content=true"));
    on("v1.message.expunge-content", 204);
    on(
        "v1.message.bulk-expunge",
        200,
        w -> Call.with("{\"ids\":[\"" + w.message() + "\",\"nothing\"]}"));
    on("v1.message.expunge-all-contents", 200);
    on("v1.message.cancel", 200, w -> Call.PLAIN.at("msg_id", w.scheduled()));
    on("v1.message.cancel-at-endpoint", 200, w -> Call.PLAIN.at("msg_id", w.scheduled()));
  }

  private void attempts() {
    on(
        "v1.message-attempt.list-by-endpoint",
        200,
        w -> after(w.attempt(), Call.PLAIN.query("status=0&status_code_class=200")));
    on(
        "v1.message-attempt.list-by-msg",
        200,
        w -> after(w.attempt(), Call.PLAIN.query("expanded_statuses=true&limit=1")));
    on("v1.message-attempt.get", 200);
    on("v1.message-attempt.expunge-content", 204);
    on("v1.message-attempt.list-attempted-destinations", 200);
    on(
        "v1.message-attempt.list-attempted-messages",
        200,
        w -> after(w.attempt(), Call.PLAIN.query("status=0&event_types=a&with_content=false")));
    on("v1.message-attempt.list-by-msg-deprecated", 200, w -> after(w.attempt(), Call.PLAIN));
    on("v1.message-attempt.list-by-endpoint-deprecated", 200, w -> after(w.attempt(), Call.PLAIN));
    on("v1.message-attempt.resend", 202);
  }

  private void tasks() {
    String since = "{\"since\":\"%s\"}".formatted(Instant.now().minus(Duration.ofHours(1)));
    String some =
        since.replace(
            "}",
            ",\"eventTypes\":[\"a\"],\"channel\":\"eu\",\"tag\":\"vip\",\"status\":2,\"statusCodeClass\":500}");
    on("v1.endpoint.recover", 202, _ -> Call.with(since));
    on("v1.endpoint.recover.preview", 200, _ -> Call.with(since));
    on("v1.endpoint.replay-missing", 202, _ -> Call.with(since));
    on("v1.endpoint.replay-missing.preview", 200, _ -> Call.with(since));
    on("v1.endpoint.bulk-replay", 202, _ -> Call.with(some));
    on("v1.endpoint.bulk-replay.preview", 200, _ -> Call.with(some));
    on(
        "v1.background-task.list",
        200,
        w ->
            after(
                w.task(),
                Call.PLAIN.query("status=finished&task=endpoint.recover&order=ascending")));
    on("v1.background-task.get", 200);
    on("v1.background-task.get-of-app", 200);
    on("v1.event-type.catalogue", 200);
    on("v1.platform.list", 200);
    on(
        "v1.statistics.aggregate-app-stats",
        202,
        w ->
            Call.with(
                since.replace(
                    "}",
                    ",\"until\":\"%s\",\"appIds\":[\"%s\",\"nobody\"]}"
                        .formatted(Instant.now(), w.app()))));
    on("v1.statistics.aggregate-event-types", 202);
    on("v1.statistics.backlog", 200);
    on("v1.statistics.pulse", 200, w -> after(w.beat(), Call.PLAIN.query("step=hour")));
    on("v1.statistics.app-pulse", 200, w -> after(w.beat(), Call.PLAIN));
    on("v1.statistics.endpoint-pulse", 200, w -> after(w.beat(), Call.PLAIN));
    on("v1.statistics.endpoints", 200, w -> after(w.beat(), Call.PLAIN.query("order=slowest")));
    on("v1.statistics.app-endpoints", 200, w -> after(w.beat(), Call.PLAIN));
  }

  private void eventTypesFromElsewhere() {
    on(
        "v1.event-type.import-openapi",
        200,
        _ ->
            Call.with(
                """
                {"dryRun":false,"replaceAll":true,"specRaw":null,"spec":{"openapi":"3.1.0","info":{"title":"t","version":"1"},
                 "webhooks":{"order.paid":{"post":{"description":"Paid","requestBody":{"content":{"application/json":
                 {"schema":{"type":"object","properties":{"order":{"type":"integer"}}}}}}}}}}}\
                """));
    on("v1.environment.export", 200, w -> after(w.eventType(), Call.PLAIN));
    on(
        "v1.environment.import",
        204,
        _ ->
            Call.with(
                "{\"version\":1,\"eventTypes\":[{\"name\":\"a\"," + TYPE.substring(1) + "]}"));
  }

  private static final String OPERATIONAL =
      """
      {"url":"https://example.com/hook","uid":"%s","description":"d","eventTypes":["endpoint.created"],
       "throttleRate":9,"metadata":{"a":"b"},"headers":{"X-Shop":"1"}}\
      """;

  private void operationalWebhooks() {
    String endpoint = "v1.operational-webhook.endpoint.";
    on(endpoint + "list", 200, w -> after(w.operational(), Call.PLAIN));
    on(endpoint + "create", 201, _ -> Call.with(OPERATIONAL.formatted("one")));
    onOperational(endpoint + "get", 200, Call.PLAIN);
    onOperational(endpoint + "update", 200, Call.with(OPERATIONAL.formatted("one")));
    on(
        endpoint + "update",
        201,
        _ -> Call.with(OPERATIONAL.formatted("two")).at("endpoint_id", "two"));
    onOperational(endpoint + "delete", 204, Call.PLAIN);
    onOperational(endpoint + "get-secret", 200, Call.PLAIN);
    onOperational(endpoint + "rotate-secret", 204, Call.with("{\"gracePeriodSeconds\":60}"));
    onOperational(endpoint + "get-headers", 200, Call.PLAIN);
    onOperational(endpoint + "update-headers", 204, Call.with("{\"headers\":{\"X-A\":\"1\"}}"));
    onOperational(endpoint + "verify", 200, Call.PLAIN);
    String alert = "{\"email\":[\"ops@example.com\"],\"events\":[\"endpoint.disabled\"]}";
    on("v1.alert.get", 200);
    on("v1.alert.update", 200, _ -> Call.with(alert));
    on("v1.application.alert.get", 200);
    on("v1.application.alert.update", 200, _ -> Call.with(alert));
    on("v1.operational-webhook.message.list", 200, w -> after(w.told(), Call.PLAIN));
    on("v1.operational-webhook.message.get", 200, w -> Call.PLAIN.at("msg_id", w.told()));
    onOperational("v1.operational-webhook.attempt.list-by-endpoint", 200, Call.PLAIN);
    on(
        "v1.operational-webhook.message.resend",
        202,
        w -> Call.PLAIN.at("msg_id", w.told()).at("endpoint_id", w.operational()));
  }

  private void onOperational(String operation, int status, Call call) {
    on(operation, status, w -> call.at("endpoint_id", w.operational()));
  }

  private void others() {
    on("v1.admin.redrive-dlq", 204);
    on(
        "v1.authentication.app-portal-access",
        200,
        _ ->
            Call.with(
                "{\"capabilities\":[\"ViewBase\"],\"featureFlags\":[\"beta\"],\"expiry\":3600,\"sessionId\":\"anna\"}"));
    on("v1.authentication.dashboard-access", 200);
    on("v1.authentication.expire-all", 204, _ -> Call.with("{\"sessionIds\":[\"anna\"]}"));
    on("v1.authentication.portal-session", 200, w -> Call.PLAIN.as(w.portal()));
    on("v1.authentication.logout", 204, w -> Call.PLAIN.as(w.portal()));
    on("v1.credential.list", 200, w -> after(w.credential(), Call.PLAIN));
    on(
        "v1.credential.create",
        201,
        w -> Call.with("{\"name\":\"" + w.name + "-2\",\"permissions\":[\"Webhooks\"]}"));
    on("v1.credential.delete", 204);
    on("v1.inbox.get", 200, w -> inbox(w, Call.PLAIN));
    on("v1.inbox.list-messages", 200, w -> inbox(w, Call.PLAIN.query("status=UNOPENED")));
    on("v1.inbox.put-status", 200, w -> inbox(w, Call.with("{\"status\":\"OPENED\"}")));
    on("v1.inbox.patch-status", 200, w -> inbox(w, Call.with("{\"status\":\"OPENED\"}")));
    on("v1.api-key.list", 200, w -> after(w.key(), Call.PLAIN.query("limit=10&order=ascending")));
    on(
        "v1.api-key.create",
        201,
        _ ->
            Call.with(
                """
                {"name":"billing","permissions":["publish","read"],"expiresAt":"2090-01-01T00:00:00Z"}\
                """));
    on("v1.api-key.get", 200);
    on("v1.api-key.revoke", 204);
    on(
        "v1.audit-log.list",
        200,
        w ->
            after(
                w.app(), Call.PLAIN.query("actor=org_" + w.name + "&after=2020-01-01T00:00:00Z")));
    on("v1.health.get", 200);
    on("v1.health.head", 200);
    on("v1.health.ping", 204);
    on("v1.health.ping-head", 204);
  }

  private static Call inbox(World world, Call call) {
    return after(world.inboxMessage(), call.at("app_id", world.inboxes()));
  }

  /** The call, made when there is what it looks for. */
  private static Call after(String thing, Call call) {
    if (thing.isEmpty()) {
      throw new AssertionError("there is not what the call looks for");
    }
    return call;
  }

  private void on(String operation, int status) {
    on(operation, status, _ -> Call.PLAIN);
  }

  private void on(String operation, int status, Function<World, Call> call) {
    all.add(new Valid(operation, status, call));
  }
}
