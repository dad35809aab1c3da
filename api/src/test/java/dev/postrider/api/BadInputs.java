package dev.postrider.api;

import static java.util.stream.Collectors.joining;

import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests that must be refused. {@code APP} stands for an application that has an endpoint {@code
 * ep}, a message {@code taken} and, in its organisation, an archived event type {@code old}.
 */
final class BadInputs {
  private BadInputs() {}

  /**
   * @param where the way to the member that is wrong, or the error's code
   */
  record Bad(int status, String where, String method, String path, @Nullable String body) {
    @Override
    public String toString() {
      String shown = body == null || body.length() < 120 ? body : body.substring(0, 120) + "…";
      return status + " " + where + ": " + method + " " + path + " " + shown;
    }
  }

  static Stream<Bad> all() {
    return Stream.of(
            json(),
            applications(),
            BadEndpoints.all(),
            eventTypes(),
            BadEventTypes.all(),
            portals(),
            BadMessages.all(),
            queries(),
            BadTasks.all(),
            routes())
        .flatMap(Function.identity());
  }

  private static Stream<Bad> json() {
    return Stream.of(
            "",
            "{",
            "{\"eventType\":\"a\",\"payload\":{}",
            "{\"eventType\":\"a\",\"payload\":{}}}",
            "{\"eventType\":\"a\",\"payload\":{}} {}",
            "{\"eventType\":\"a\",\"payload\":{},}",
            "{'eventType':'a','payload':{}}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":01}}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":NaN}}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":+1}}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":\"\t\"}}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":\"\\x\"}}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":\"\0\"}}",
            "{\"eventType\":\"a\",/* */\"payload\":{}}",
            "\uFEFF{\"eventType\":\"a\",\"payload\":{}}",
            "{\"eventType\":\"a\",\"payload\":"
                + "{\"a\":".repeat(200)
                + "{}"
                + "}".repeat(200)
                + "}",
            "{\"eventType\":\"a\",\"payload\":{\"x\":" + "1".repeat(2_000) + "}}",
            "{\"eventType\":\"a\",\"payload\":{\"" + "x".repeat(20_000) + "\":1}}",
            "nonsense")
        .flatMap(body ->
            Stream.of(
                new Bad(422, "body", "POST", "APP/msg", body),
                new Bad(422, "body", "POST", "/app", body.replace("\"eventType\"", "\"name\""))));
  }

  private static Stream<Bad> applications() {
    return Stream.of(
        new Bad(422, "body", "POST", "/app", "[]"),
        new Bad(422, "body", "POST", "/app", "null"),
        new Bad(422, "body/name", "POST", "/app", "{}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":null}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":\"\"}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":7}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":\"a\\nb\"}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":\"a\\u0000b\"}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":\"a\\ud800b\"}"),
        new Bad(422, "body/name", "POST", "/app", "{\"name\":\"" + "x".repeat(513) + "\"}"),
        new Bad(422, "body", "POST", "/app", "{\"name\":\"a\",\"name\":\"b\"}"),
        new Bad(422, "body/uid", "POST", "/app", "{\"name\":\"a\",\"uid\":\"\"}"),
        new Bad(422, "body/uid", "POST", "/app", "{\"name\":\"a\",\"uid\":\"a b\"}"),
        new Bad(422, "body/uid", "POST", "/app", "{\"name\":\"a\",\"uid\":\"app_x\"}"),
        new Bad(
            422,
            "body/uid",
            "POST",
            "/app",
            "{\"name\":\"a\",\"uid\":\"" + "x".repeat(257) + "\"}"),
        new Bad(422, "body/throttleRate", "POST", "/app", "{\"name\":\"a\",\"throttleRate\":0}"),
        new Bad(422, "body/rateLimit", "POST", "/app", "{\"name\":\"a\",\"rateLimit\":65536}"),
        new Bad(422, "body/rateLimit", "POST", "/app", "{\"name\":\"a\",\"rateLimit\":1.5}"),
        new Bad(422, "body/rateLimit", "POST", "/app", "{\"name\":\"a\",\"rateLimit\":\"1\"}"),
        new Bad(422, "body/metadata/a", "POST", "/app", "{\"name\":\"a\",\"metadata\":{\"a\":1}}"),
        new Bad(
            422, "body/metadata/a", "POST", "/app", "{\"name\":\"a\",\"metadata\":{\"a\":null}}"),
        new Bad(422, "body/metadata", "POST", "/app", "{\"name\":\"a\",\"metadata\":[]}"),
        new Bad(
            422,
            "body/metadata",
            "POST",
            "/app",
            "{\"name\":\"a\",\"metadata\":{\"a\\u0000\":\"b\"}}"),
        new Bad(
            422,
            "body/metadata",
            "POST",
            "/app",
            "{\"name\":\"a\",\"metadata\":{\"a\":\"" + "x".repeat(4_096) + "\"}}"),
        new Bad(422, "body/name", "PATCH", "APP", "{\"name\":null}"),
        new Bad(422, "body/name", "PUT", "APP", "{\"uid\":\"x\"}"));
  }

  private static Stream<Bad> eventTypes() {
    return Stream.of(
        new Bad(422, "body/name", "POST", "/event-type", "{\"description\":\"\"}"),
        new Bad(422, "body/name", "POST", "/event-type", "{\"name\":\"a b\",\"description\":\"\"}"),
        new Bad(422, "body/description", "POST", "/event-type", "{\"name\":\"a\"}"),
        new Bad(
            422,
            "body/schemas",
            "POST",
            "/event-type",
            "{\"name\":\"a\",\"description\":\"\",\"schemas\":[]}"),
        new Bad(
            422,
            "body/schemas",
            "POST",
            "/event-type",
            "{\"name\":\"a\",\"description\":\"\",\"schemas\":{\"1\":7}}"),
        new Bad(422, "body/schemas", "POST", "/event-type", schema("{\"type\":\"text\"}")),
        new Bad(422, "body/schemas", "POST", "/event-type", schema("{\"required\":true}")),
        new Bad(422, "body/schemas", "POST", "/event-type", schema("{\"pattern\":\"[\"}")),
        new Bad(
            422,
            "body/schemas",
            "PATCH",
            "/event-type/old",
            "{\"schemas\":{\"1\":{},\"2\":{\"properties\":{\"a\":{\"minimum\":\"1\"}}}}}"),
        new Bad(
            422,
            "body/featureFlag",
            "POST",
            "/event-type",
            "{\"name\":\"a\",\"description\":\"\",\"featureFlag\":\"a b\"}"),
        new Bad(
            422,
            "body/featureFlags/[0]",
            "POST",
            "/event-type",
            "{\"name\":\"a\",\"description\":\"\",\"featureFlags\":[\"a b\"]}"),
        new Bad(
            422,
            "body/groupName",
            "POST",
            "/event-type",
            "{\"name\":\"a\",\"description\":\"\",\"groupName\":\"a b\"}"));
  }

  private static String schema(String schema) {
    return "{\"name\":\"a\",\"description\":\"\",\"schemas\":{\"1\":%s}}".formatted(schema);
  }

  private static Stream<Bad> portals() {
    String path = "/auth/app-portal-access/nobody";
    String application = "{\"application\":{\"name\":\"a\",\"uid\":\"app_x\"}}";
    String flag = "\"" + "f".repeat(250) + "%d\"";
    String flags = IntStream.range(0, 8).mapToObj(flag::formatted).collect(joining(","));
    return Stream.of(
        new Bad(404, "not_found", "POST", path, "{}"),
        new Bad(404, "not_found", "POST", path, "{\"application\":null}"),
        new Bad(422, "body", "POST", path, ""),
        new Bad(422, "body/expiry", "POST", path, "{\"expiry\":3599}"),
        new Bad(422, "body/expiry", "POST", path, "{\"expiry\":604801}"),
        new Bad(422, "body/readOnly", "POST", path, "{\"readOnly\":\"true\"}"),
        new Bad(422, "body/sessionId", "POST", path, "{\"sessionId\":\"\"}"),
        new Bad(422, "body/featureFlags/[1]", "POST", path, "{\"featureFlags\":[\"a\",\"b c\"]}"),
        new Bad(422, "body/featureFlags", "POST", path, "{\"featureFlags\":[" + flags + "]}"),
        new Bad(422, "body/capabilities/[0]", "POST", path, "{\"capabilities\":[\"Everything\"]}"),
        new Bad(422, "body/capabilities", "POST", path, "{\"capabilities\":[\"ManageEndpoint\"]}"),
        new Bad(422, "body/application", "POST", path, "{\"application\":\"nobody\"}"),
        new Bad(
            422, "body/application/name", "POST", path, "{\"application\":{\"uid\":\"nobody\"}}"),
        new Bad(422, "body/application/uid", "POST", path, application),
        new Bad(404, "not_found", "POST", "/auth/app/nobody/expire-all", "{}"),
        new Bad(422, "body", "POST", "/authAPP/expire-all", ""),
        new Bad(422, "body/expiry", "POST", "/authAPP/expire-all", "{\"expiry\":-1}"),
        new Bad(422, "body/expiry", "POST", "/authAPP/expire-all", "{\"expiry\":604801}"),
        new Bad(422, "body/sessionIds/[0]", "POST", "/authAPP/expire-all", "{\"sessionIds\":[7]}"),
        new Bad(403, "insufficient access", "POST", "/auth/logout", ""));
  }

  private static Stream<Bad> queries() {
    return Stream.of(
        new Bad(422, "query/limit", "GET", "/app?limit=0", null),
        new Bad(422, "query/limit", "GET", "/app?limit=251", null),
        new Bad(400, "generic_error", "GET", "/app?limit=x", null),
        new Bad(400, "generic_error", "GET", "/app?limit=99999999999", null),
        new Bad(400, "generic_error", "GET", "/app?order=sideways", null),
        new Bad(422, "query/iterator", "GET", "/app?iterator=x", null),
        new Bad(422, "query/iterator", "GET", "/app?iterator=-", null),
        new Bad(422, "query/iterator", "GET", "/app?iterator=ep_000000000000000000000000000", null),
        new Bad(422, "query/iterator", "GET", "APP/endpoint?iterator=app_1", null),
        new Bad(
            422, "query/iterator", "GET", "APP/msg?iterator=msg_zzzzzzzzzzzzzzzzzzzzzzzzzzz", null),
        new Bad(422, "query/iterator", "GET", "APP/attempt/msg/taken?iterator=--", null),
        new Bad(
            422,
            "query/iterator",
            "GET",
            "APP/attempt/endpoint/ep?iterator=atmpt_zzzzzzzzzzzzzzzzzzzzzzzzzzz",
            null),
        new Bad(422, "query/iterator", "GET", "APP/attempt/endpoint/ep?iterator=atmpt_", null),
        new Bad(422, "query/iterator", "GET", "APP/msg/taken/endpoint?iterator=-ep_1", null),
        new Bad(422, "query/iterator", "GET", "/event-type?iterator=a%20b", null),
        new Bad(400, "generic_error", "GET", "APP/msg?before=yesterday", null),
        new Bad(400, "generic_error", "GET", "APP/msg?after=9999999-01-01T00:00:00Z", null),
        new Bad(400, "generic_error", "GET", "APP/msg?before=0001-01-01T00:00:00Z", null),
        new Bad(400, "generic_error", "GET", "APP/msg?with_content=1", null),
        new Bad(422, "query/channel", "GET", "APP/msg?channel=a%00b", null),
        new Bad(422, "query/event_types", "GET", "APP/msg?event_types=a%20b", null),
        new Bad(422, "query/event_types", "GET", "APP/msg?event_types=" + many(), null),
        new Bad(422, "query/status", "GET", "APP/attempt/endpoint/ep?status=5", null),
        new Bad(422, "query/status", "GET", "APP/endpoint/ep/msg?status=5", null),
        new Bad(400, "generic_error", "GET", "APP/endpoint/ep/msg?status=x", null),
        new Bad(422, "query/iterator", "GET", "APP/endpoint/ep/msg?iterator=atmpt_1", null),
        new Bad(422, "query/limit", "GET", "APP/endpoint/ep/msg?limit=251", null),
        new Bad(422, "query/tag", "GET", "APP/endpoint/ep/msg?tag=a%00b", null),
        new Bad(400, "generic_error", "GET", "APP/endpoint/ep/stats?until=soon", null),
        new Bad(
            400, "invalid_range", "GET", "APP/endpoint/ep/stats?since=1999-01-01T00:00:00Z", null),
        new Bad(404, "not_found", "GET", "APP/endpoint/nobody/stats", null),
        new Bad(404, "not_found", "GET", "APP/endpoint/nobody/msg", null),
        new Bad(422, "body/eventType", "POST", "APP/endpoint/ep/send-example", "{}"),
        new Bad(
            422,
            "query/status_code_class",
            "GET",
            "APP/attempt/endpoint/ep?status_code_class=201",
            null));
  }

  /** One event type more than may be asked for. */
  static String many() {
    StringBuilder types = new StringBuilder("t");
    for (int i = 0; i < 101; i++) {
      types.append(",t").append(i);
    }
    return types.toString();
  }

  private static String fresh(String application) {
    return "{\"eventType\":\"a\",\"payload\":{},\"application\":" + application + "}";
  }

  private static Stream<Bad> routes() {
    return Stream.of(
        new Bad(404, "not_found", "GET", "", null),
        new Bad(404, "not_found", "GET", "/nothing", null),
        new Bad(404, "not_found", "POST", "/app/x/y/z/a/b/c/d", "{}"),
        new Bad(404, "not_found", "GET", "/app//endpoint", null),
        new Bad(404, "not_found", "GET", "/app/..%2f..", null),
        new Bad(404, "not_found", "GET", "/app/a%20b", null),
        new Bad(404, "not_found", "GET", "/app/" + "x".repeat(300), null),
        new Bad(404, "not_found", "GET", "APP/msg/nothing", null),
        new Bad(404, "not_found", "GET", "APP/msg/taken/attempt/x", null),
        new Bad(404, "not_found", "GET", "APP/endpoint/nobody/secret", null),
        new Bad(404, "not_found", "POST", "APP/endpoint/nobody/filter/test", "{\"payload\":{}}"),
        new Bad(405, "method_not_allowed", "GET", "APP/endpoint/ep/filter/test", null),
        new Bad(404, "not_found", "GET", "APP/attempt/endpoint/nobody", null),
        new Bad(404, "not_found", "DELETE", "APP/msg/nothing/content", null),
        new Bad(404, "not_found", "DELETE", "APP/msg/taken/attempt/x/content", null),
        new Bad(
            404, "not_found", "POST", "/app/nobody/msg", "{\"eventType\":\"a\",\"payload\":{}}"),
        new Bad(404, "not_found", "POST", "/app/nobody/msg/expunge-all-contents", null),
        new Bad(404, "not_found", "POST", "/app/nobody/msg/precheck/active", "{}"),
        new Bad(422, "body/eventType", "POST", "APP/msg/precheck/active", "{\"channels\":[\"c\"]}"),
        new Bad(
            422,
            "body/channels",
            "POST",
            "APP/msg/precheck/active",
            "{\"eventType\":\"a\",\"channels\":[]}"),
        new Bad(422, "body/ids", "POST", "APP/msg/bulk-expunge", "{}"),
        new Bad(422, "body/ids", "POST", "APP/msg/bulk-expunge", "{\"ids\":[]}"),
        new Bad(422, "body/ids/[0]", "POST", "APP/msg/bulk-expunge", "{\"ids\":[\"a/b\"]}"),
        new Bad(422, "body/application", "POST", "APP/msg", fresh("7")),
        new Bad(422, "body/application", "POST", "APP/msg", fresh("{\"uid\":\"a\",\"uid\":\"a\"}")),
        new Bad(422, "body/application/name", "POST", "/app/new/msg", fresh("{\"uid\":\"new\"}")),
        new Bad(
            422,
            "body/application/platform",
            "POST",
            "/app/new/msg",
            fresh("{\"name\":\"a\",\"uid\":\"new\",\"platform\":\"none\"}")),
        new Bad(
            422,
            "body/eventType",
            "POST",
            "/app/new/msg",
            "{\"application\":{\"name\":\"a\",\"uid\":\"new\"},\"payload\":{}}"),
        new Bad(404, "not_found", "DELETE", "/event-type/nothing", null),
        new Bad(405, "method_not_allowed", "DELETE", "/app", null),
        new Bad(405, "method_not_allowed", "PUT", "APP/msg", "{}"),
        new Bad(405, "method_not_allowed", "TRACE", "/app", null),
        new Bad(405, "method_not_allowed", "BREW", "/app", null));
  }
}
