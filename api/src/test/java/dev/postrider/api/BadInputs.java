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
  /** A week before the test's now. */
  private static final String SINCE = "2026-02-20T00:00:00Z";

  private static final String FILTER = "{\"at\":\"/a\",\"equals\":1}";

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
            urls(),
            endpoints(),
            headers(),
            removedHeaders(),
            secrets(),
            filterTests(),
            eventTypes(),
            BadEventTypes.all(),
            portals(),
            messages(),
            messageExtras(),
            queries(),
            replays(),
            tasks(),
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

  private static Stream<Bad> urls() {
    return Stream.of(
            "\"\"",
            "7",
            "\"example.com\"",
            "\"//example.com/\"",
            "\"ftp://example.com/\"",
            "\"file:///etc/passwd\"",
            "\"javascript:alert(1)\"",
            "\"http://\"",
            "\"http:///path\"",
            "\"http://:80/\"",
            "\"http://exa mple.com/\"",
            "\"http://example.com/\\r\\nX: y\"",
            "\"http://example.com/\\u0000\"",
            "\"http://example.com:0/\"",
            "\"http://example.com:65536/\"",
            "\"http://example.com:x/\"",
            "\"http://a@b@example.com/\"",
            "\"http://exa%6dple.com/\"",
            "\"http://example.com\\\\@evil.com/\"",
            "\"http://1.2.3.999/\"",
            "\"http://a.0x/\"",
            "\"http://[::1/\"",
            "\"http://[zz]/\"",
            "\"http://a..b/\"",
            "\"http://example.com/%zz\"",
            "\"http://example.com/" + "x".repeat(2_048) + "\"")
        .map(url -> new Bad(422, "body/url", "POST", "APP/endpoint", "{\"url\":" + url + "}"));
  }

  private static Stream<Bad> endpoints() {
    return Stream.of(
            "body/uid \"uid\":\"ep_x\"",
            "body/eventTypes \"eventTypes\":[]",
            "body/eventTypes \"eventTypes\":[\"unknown\"]",
            "body/filterTypes \"filterTypes\":[\"old\"]",
            "body/eventTypes/[0] \"eventTypes\":[7]",
            "body/eventTypes/[1] \"eventTypes\":[\"a\",\"b c\"]",
            "body/channels \"channels\":[]",
            "body/channels \"channels\":\"a\"",
            "body/channels \"channels\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]",
            "body/channels/[0] \"channels\":[\"" + "x".repeat(129) + "\"]",
            "body/channels/[1] \"channels\":[\"a\",\"a\"]",
            "body/tags \"tags\":[]",
            "body/tags/[0] \"tags\":[\"a b\"]",
            "body/disabled \"disabled\":\"yes\"",
            "body/description \"description\":\"\\u0000\"",
            "body/signatureHeaders \"signatureHeaders\":\"both\"",
            "body/headers \"headers\":{\"host\":\"x\"}",
            "body/secret \"secret\":\"whsec_short\"",
            "body/policy \"policy\":[]",
            "body/policy \"policy\":{\"timeuot\":\"5s\"}",
            "body/policy \"policy\":{\"timeout\":\"" + "x".repeat(16_385) + "\"}",
            "body/policy/timeout \"policy\":{\"timeout\":\"\\ud800\"}",
            "body/policy/timeout \"policy\":{\"timeout\":\"31s\"}",
            "body/policy/timeout \"policy\":{\"timeout\":" + "9".repeat(900) + "}",
            "body/policy/retry/delays/[2] \"policy\":{\"retry\":{\"delays\":[\"1s\",\"1s\",\"8d\"]}}",
            "body/policy/refuse/[0] \"policy\":{\"refuse\":[\"428-400\"]}",
            "body/policy/concurrency \"policy\":{\"concurrency\":1e99999}",
            "body/filter \"filter\":[]",
            "body/filter \"filter\":{}",
            "body/filter \"filter\":\"" + "x".repeat(16_383) + "\"",
            "body/filter/all/[1]/not/at \"filter\":{\"all\":["
                + FILTER
                + ",{\"not\":{\"equals\":1}}]}",
            "body/filter/in/[1] \"filter\":{\"at\":\"\",\"in\":[1,[]]}",
            "body \"filter\":{\"at\":\"/a\",\"at\":\"/b\",\"equals\":1}",
            "body \"filter\":{\"at\":\"/a\",\"equals\":1e99999999999}")
        .map(s -> s.split(" ", 2))
        .map(s ->
            new Bad(
                422,
                s[0],
                "POST",
                "APP/endpoint",
                "{\"url\":\"http://example.com/\"," + s[1] + "}"));
  }

  private static Stream<Bad> headers() {
    return Stream.of(
            "body/headers {}",
            "body/headers {\"headers\":null}",
            "body/headers {\"headers\":[]}",
            "body/headers {\"headers\":{\"User-Agent\":\"x\"}}",
            "body/headers {\"headers\":{\"Content-Length\":\"1\"}}",
            "body/headers {\"headers\":{\"X-Amz-Foo\":\"x\"}}",
            "body/headers {\"headers\":{\"svix-id\":\"x\"}}",
            "body/headers {\"headers\":{\"Webhook-Id\":\"x\"}}",
            "body/headers {\"headers\":{\"a b\":\"x\"}}",
            "body/headers {\"headers\":{\"a:\":\"x\"}}",
            "body/headers {\"headers\":{\"\":\"x\"}}",
            "body/headers {\"headers\":{\"X-A\":\"1\",\"x-a\":\"2\"}}",
            "body/headers/X {\"headers\":{\"X\":\"a\\r\\nY: b\"}}",
            "body/headers/X {\"headers\":{\"X\":\"ü\"}}",
            "body/headers/X {\"headers\":{\"X\":7}}",
            "body/headers/X {\"headers\":{\"X\":\"" + "x".repeat(4_097) + "\"}}")
        .map(s -> s.split(" ", 2))
        .flatMap(s ->
            Stream.of(
                new Bad(422, s[0], "PUT", "APP/endpoint/ep/headers", s[1]),
                new Bad(422, s[0], "PATCH", "APP/endpoint/ep/headers", s[1])));
  }

  private static Stream<Bad> removedHeaders() {
    return Stream.of(
            "body/deleteHeaders {\"headers\":{},\"deleteHeaders\":\"X-A\"}",
            "body/deleteHeaders/[0] {\"headers\":{},\"deleteHeaders\":[7]}",
            "body/deleteHeaders/[0] {\"deleteHeaders\":[\"\"]}",
            "body/headers {\"deleteHeaders\":[],\"headers\":{\"host\":\"x\"}}")
        .map(s -> s.split(" ", 2))
        .map(s -> new Bad(422, s[0], "PATCH", "APP/endpoint/ep/headers", s[1]));
  }

  private static Stream<Bad> secrets() {
    return Stream.of(
            "\"\"",
            "\"whsec_\"",
            "\"whsec_!!!!\"",
            "\"QUJDREVGR0hJSktMTU5PUFFSU1RVVldY\"",
            "\"whsk_QUJD\"",
            "7")
        .map(key ->
            new Bad(
                422, "body/key", "POST", "APP/endpoint/ep/secret/rotate", "{\"key\":" + key + "}"));
  }

  private static Stream<Bad> filterTests() {
    return Stream.of(
            "body/payload {}",
            "body/payload {\"filter\":" + FILTER + "}",
            "body/filter/equal {\"payload\":{},\"filter\":{\"at\":\"/a\",\"equal\":1}}",
            "body/eventType {\"payload\":{},\"eventType\":\"a b\"}",
            "body/channels {\"payload\":{},\"channels\":[]}")
        .map(s -> s.split(" ", 2))
        .map(s -> new Bad(422, s[0], "POST", "APP/endpoint/ep/filter/test", s[1]));
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

  private static Stream<Bad> messages() {
    return Stream.of(
        new Bad(422, "body", "POST", "APP/msg", "[]"),
        new Bad(422, "body/eventType", "POST", "APP/msg", "{\"payload\":{}}"),
        new Bad(422, "body/eventType", "POST", "APP/msg", "{\"eventType\":null,\"payload\":{}}"),
        new Bad(422, "body/eventType", "POST", "APP/msg", "{\"eventType\":\"a b\",\"payload\":{}}"),
        new Bad(
            422, "body/eventType", "POST", "APP/msg", "{\"eventType\":{\"a\":[1]},\"payload\":{}}"),
        new Bad(
            422,
            "body/eventType",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"eventType\":\"b\",\"payload\":{}}"),
        new Bad(422, "body/payload", "POST", "APP/msg", "{\"eventType\":\"a\"}"),
        new Bad(422, "body/payload", "POST", "APP/msg", "{\"eventType\":\"a\",\"payload\":null}"),
        new Bad(422, "body/payload", "POST", "APP/msg", "{\"eventType\":\"a\",\"payload\":\"x\"}"),
        new Bad(422, "body/payload", "POST", "APP/msg", "{\"eventType\":\"a\",\"payload\":[{}]}"),
        new Bad(
            422,
            "body/payload",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"data\":{}}"),
        new Bad(
            422,
            "body/eventId",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"msg_1\"}"),
        new Bad(
            422,
            "body/eventId",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"a/b\"}"),
        new Bad(
            422,
            "body/orderingKey",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"orderingKey\":\"\"}"),
        new Bad(
            422,
            "body/orderingKey",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"orderingKey\":\"a\\u0000\"}"),
        new Bad(
            422,
            "body/orderingKey",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"orderingKey\":\"\\udc00\"}"),
        new Bad(
            422,
            "body/orderingKey",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"orderingKey\":\"" + "x".repeat(257) + "\"}"),
        new Bad(
            422,
            "body/channels",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"channels\":[]}"),
        new Bad(
            422,
            "body/channels",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}"),
        new Bad(
            422,
            "body/channels/[1]",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"1\",null]}"),
        new Bad(
            422,
            "body/channels/[1]",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"channels\":[\"1\",\"1\"]}"),
        new Bad(
            422,
            "body/channels/[0]",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"channels\":[[\"1\"]]}"),
        new Bad(
            422,
            "body/payloadRetentionPeriod",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionPeriod\":0}"),
        new Bad(
            422,
            "body/payloadRetentionPeriod",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionPeriod\":91}"),
        new Bad(
            422,
            "body/payloadRetentionPeriod",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionPeriod\":99999999999999999999}"),
        new Bad(
            422,
            "body/payloadRetentionPeriod",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionPeriod\":\"9\"}"),
        new Bad(
            422,
            "body/transformationsParams",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":[]}"),
        new Bad(
            422,
            "body/transformationsParams/rawPayload",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{\"rawPayload\":{}}}"),
        new Bad(
            422,
            "body/transformationsParams/rawPayload",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{\"rawPayload\":\"\\ud800\"}}"),
        new Bad(
            409,
            "conflict",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"taken\"}"),
        new Bad(
            404, "not_found", "POST", "/app/nobody/msg", "{\"eventType\":\"a\",\"payload\":{}}"),
        new Bad(
            413,
            "payload_too_large",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{\"x\":\"" + "x".repeat(64 * 1024) + "\"}}"),
        new Bad(
            413,
            "payload_too_large",
            "POST",
            "APP/msg",
            "{\"eventType\":\"a\",\"payload\":{\"x\":\"" + "x".repeat(1024 * 1024) + "\"}}"));
  }

  private static final String XML = "\"transformationsParams\":{\"rawPayload\":\"x\",\"headers\":";

  private static Stream<Bad> messageExtras() {
    return Stream.of(
            "body/deliverAt \"payload\":{},\"deliverAt\":7",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"tomorrow\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"2026-03-02T12:00:00\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"2026-03-01T12:00:00.123456Z\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"2026-03-31T12:00:01Z\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"-99999-01-01T00:00:00Z\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"2026-03-01T14:00:00Z\",\"orderingKey\":\"k\"",
            "body/deliverAt \"payload\":{},\"deliverAt\":\"2026-03-01T14:00:00Z\",\"payloadRetentionHours\":1",
            "body/tags \"payload\":{},\"tags\":[]",
            "body/tags \"payload\":{},\"tags\":\"a\"",
            "body/tags \"payload\":{},\"tags\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]",
            "body/tags/[0] \"payload\":{},\"tags\":[\"a b\"]",
            "body/tags/[0] \"payload\":{},\"tags\":[\"" + "x".repeat(129) + "\"]",
            "body/tags/[1] \"payload\":{},\"tags\":[\"a\",\"a\"]",
            "body/payloadRetentionHours \"payload\":{},\"payloadRetentionHours\":0",
            "body/payloadRetentionHours \"payload\":{},\"payloadRetentionHours\":2161",
            "body/payloadRetentionHours \"payload\":{},\"payloadRetentionHours\":1.5",
            "body/payloadRetentionHours \"payload\":{},\"payloadRetentionHours\":24,\"payloadRetentionPeriod\":1",
            "body/body \"payload\":{},\"body\":\"x\"",
            "body/body \"body\":7",
            "body/body \"body\":\"\\u0000\"",
            "body/payload \"payload\":null,\"contentType\":\"text/plain\"",
            "body/bodyBase64 \"payload\":{},\"bodyBase64\":\"\"",
            "body/bodyBase64 \"body\":\"x\",\"bodyBase64\":\"eA==\"",
            "body/bodyBase64 \"bodyBase64\":\"eA\"".replace("eA", "e"),
            "body/bodyBase64 \"bodyBase64\":\"e-_A\"",
            "body/transformationsParams/rawPayload \"body\":\"x\"," + XML + "{}}",
            "body/contentType \"payload\":{},\"contentType\":\"\"",
            "body/contentType \"payload\":{},\"contentType\":\"json\"",
            "body/contentType \"payload\":{},\"contentType\":\"a/b\\r\\nX: y\"",
            "body/contentType \"payload\":{},\"contentType\":\"a/b;" + "x".repeat(256) + "\"",
            "body/headers \"payload\":{},\"headers\":[]",
            "body/headers \"payload\":{},\"headers\":{\"Host\":\"x\"}",
            "body/headers \"payload\":{},\"headers\":{\"content-type\":\"a/b\"}",
            "body/headers \"payload\":{},\"headers\":{\"webhook-id\":\"x\"}",
            "body/headers \"payload\":{},\"headers\":{\"a b\":\"x\"}",
            "body/headers \"payload\":{},\"headers\":{\"X\":null}",
            "body/headers \"payload\":{},\"headers\":{\"X\":\"1\",\"x\":\"2\"}",
            "body/headers/X \"payload\":{},\"headers\":{\"X\":7}",
            "body/headers/X \"payload\":{},\"headers\":{\"X\":\"a\\nb\"}",
            "body/headers \"payload\":{},\"headers\":{" + headers(21, 1) + "}",
            "body/headers \"payload\":{},\"headers\":{" + headers(5, 4_000) + "}",
            "body/transformationsParams/headers \"payload\":{}," + XML + "{\"Host\":\"x\"}}",
            "body/transformationsParams/headers \"payload\":{}," + XML + "7}",
            "body/transformationsParams/headers/X \"payload\":{}," + XML + "{\"X\":{}}}",
            "body/transformationsParams/headers/content-type \"payload\":{},"
                + XML
                + "{\"Content-Type\":\"x\"}}",
            "body/transformationsParams/headers/content-type \"payload\":{},\"contentType\":\"a/b\","
                + XML
                + "{\"Content-Type\":\"a/b\"}}",
            "body/transformationsParams/headers \"payload\":{},\"headers\":{\"X\":\"1\"},"
                + XML
                + "{\"Y\":\"1\"}}",
            "body/transformationsParams/rawPayload \"payload\":{},\"transformationsParams\":{\"rawPayload\":\"a\",\"rawPayload\":\"b\"}")
        .map(s -> s.split(" ", 2))
        .map(s -> new Bad(422, s[0], "POST", "APP/msg", "{\"eventType\":\"a\"," + s[1] + "}"));
  }

  private static String headers(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"X-%s\":\"%s\"".formatted(i, "x".repeat(length)))
        .collect(joining(","));
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

  private static Stream<Bad> replays() {
    return Stream.of("recover", "replay-missing", "bulk-replay")
        .map(kind -> "APP/endpoint/ep/" + kind)
        .flatMap(path ->
            Stream.of(
                new Bad(422, "body", "POST", path, ""),
                new Bad(422, "body", "POST", path, "[]"),
                new Bad(422, "body/since", "POST", path, "{}"),
                new Bad(422, "body/since", "POST", path, "{\"since\":null}"),
                new Bad(422, "body/since", "POST", path, "{\"since\":7}"),
                new Bad(422, "body/since", "POST", path, since("yesterday", "")),
                new Bad(422, "body/since", "POST", path, since("2026-02-30T00:00:00Z", "")),
                new Bad(422, "body/since", "POST", path, since("2026-02-20T00:00:00", "")),
                new Bad(422, "body/since", "POST", path, since("0001-01-01T00:00:00Z", "")),
                new Bad(422, "body/since", "POST", path, since("9999-01-01T00:00:00Z", "")),
                new Bad(422, "body/since", "POST", path, since("2026-03-01T12:06:00Z", "")),
                new Bad(
                    422,
                    "body/until",
                    "POST",
                    path,
                    since(SINCE, ",\"until\":\"2026-02-19T23:59:59.999999Z\"")),
                new Bad(422, "body/until", "POST", path, since(SINCE, ",\"until\":\"soon\"")),
                new Bad(
                    404, "not_found", "POST", path.replace("/ep/", "/nobody/"), since(SINCE, "")),
                new Bad(
                    404, "not_found", "POST", path.replace("APP", "/app/nobody"), since(SINCE, "")),
                new Bad(405, "method_not_allowed", "GET", path, null)));
  }

  private static String since(String time, String more) {
    return "{\"since\":\"" + time + "\"" + more + "}";
  }

  private static Stream<Bad> tasks() {
    String bulk = "APP/endpoint/ep/bulk-replay";
    return Stream.of(
        new Bad(
            422,
            "body/since",
            "POST",
            "APP/endpoint/ep/recover",
            since("2026-02-15T11:54:00Z", "")),
        new Bad(422, "body/eventTypes", "POST", bulk, since(SINCE, ",\"eventTypes\":\"a\"")),
        new Bad(
            422, "body/eventTypes/[0]", "POST", bulk, since(SINCE, ",\"eventTypes\":[\"a b\"]")),
        new Bad(
            422,
            "body/eventTypes",
            "POST",
            bulk,
            since(SINCE, ",\"eventTypes\":[\"" + many().replace(",", "\",\"") + "\"]")),
        new Bad(422, "body/channel", "POST", bulk, since(SINCE, ",\"channel\":\"a b\"")),
        new Bad(422, "body/tag", "POST", bulk, since(SINCE, ",\"tag\":\"\"")),
        new Bad(422, "body/status", "POST", bulk, since(SINCE, ",\"status\":1")),
        new Bad(422, "body/status", "POST", bulk, since(SINCE, ",\"status\":3")),
        new Bad(422, "body/status", "POST", bulk, since(SINCE, ",\"status\":5")),
        new Bad(422, "body/status", "POST", bulk, since(SINCE, ",\"status\":\"fail\"")),
        new Bad(
            422, "body/statusCodeClass", "POST", bulk, since(SINCE, ",\"statusCodeClass\":404")),
        new Bad(
            422, "body/statusCodeClass", "POST", bulk, since(SINCE, ",\"statusCodeClass\":600")),
        new Bad(422, "query/status", "GET", "/background-task?status=paused", null),
        new Bad(422, "query/task", "GET", "/background-task?task=endpoint.everything", null),
        new Bad(422, "query/limit", "GET", "/background-task?limit=251", null),
        new Bad(400, "generic_error", "GET", "/background-task?order=up", null),
        new Bad(422, "query/iterator", "GET", "/background-task?iterator=msg_x", null),
        new Bad(404, "not_found", "GET", "/background-task/nothing", null),
        new Bad(
            404, "not_found", "GET", "/background-task/qtask_000000000000000000000000000", null),
        new Bad(405, "method_not_allowed", "POST", "/background-task", "{}"));
  }

  private static String many() {
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
