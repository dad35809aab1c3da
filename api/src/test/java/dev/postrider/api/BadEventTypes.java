package dev.postrider.api;

import dev.postrider.api.BadInputs.Bad;
import java.util.stream.Stream;

/** What is wrong with policies of event types, and with event types that come as a whole. */
final class BadEventTypes {
  private static final String OPENAPI = "/event-type/import/openapi";
  private static final String IMPORT = "/environment/import";

  private BadEventTypes() {}

  static Stream<Bad> all() {
    return Stream.of(policies(), documents(), environments()).flatMap(bad -> bad);
  }

  private static Stream<Bad> policies() {
    return Stream.of(
            "body/policy 7",
            "body/policy/order {\"order\":\"hold\"}",
            "body/policy/concurrency {\"concurrency\":1}",
            "body/policy/failing {\"failing\":{\"action\":\"keep\"}}",
            "body/policy/failing {\"failing\":null}",
            "body/policy {\"nothing\":1}",
            "body/policy/retry/delays {\"retry\":{}}",
            "body/policy/retry/delays/[0] {\"retry\":{\"delays\":[\"1ms\"]}}",
            "body/policy/retry/delays/[0] {\"retry\":{\"delays\":[\"8d\"]}}",
            "body/policy/retry/jitter {\"retry\":{\"delays\":[],\"jitter\":0.6}}",
            "body/policy/timeout {\"timeout\":\"31s\"}",
            "body/policy/refuse/[0] {\"refuse\":[200]}",
            "body/policy/refuse {\"refuse\":[410]}",
            "body/policy {\"refuse\":[404],\"retryOnly\":[500]}",
            "body/policy/success {\"success\":\"3xx\"}")
        .map(s -> s.split(" ", 2))
        .flatMap(s ->
            Stream.of(
                new Bad(
                    422,
                    s[0],
                    "POST",
                    "/event-type",
                    "{\"name\":\"a\",\"description\":\"\",\"policy\":" + s[1] + "}"),
                new Bad(422, s[0], "PATCH", "/event-type/old", "{\"policy\":" + s[1] + "}"),
                new Bad(
                    422,
                    s[0].replace("body/", "body/eventTypes/[0]/"),
                    "POST",
                    IMPORT,
                    "{\"eventTypes\":[{\"name\":\"old\",\"description\":\"\",\"policy\":"
                        + s[1]
                        + "}]}")));
  }

  private static Stream<Bad> documents() {
    return Stream.concat(
        Stream.of("{}", "{\"spec\":null,\"specRaw\":null}", "{\"spec\":{},\"specRaw\":\"\"}")
            .map(body -> new Bad(400, "bad_request", "POST", OPENAPI, body)),
        Stream.of(
                "body/dryRun {\"spec\":{\"openapi\":\"3.1.0\",\"webhooks\":{}},\"dryRun\":1}",
                "body/replaceAll {\"spec\":{\"openapi\":\"3.1.0\",\"webhooks\":{}},\"replaceAll\":\"x\"}",
                "body/spec {\"spec\":\"openapi: 3.1.0\"}",
                "body/spec {\"spec\":[]}",
                "body/spec/openapi {\"spec\":{}}",
                "body/spec {\"spec\":{\"openapi\":\"3.1.0\"}}",
                "body/spec/webhooks/a/post/summary {\"spec\":{\"openapi\":\"3.1.0\",\"webhooks\":"
                    + "{\"ok\":{\"post\":{}},\"a\":{\"post\":{\"summary\":[]}}}}}",
                "body/specRaw {\"specRaw\":7}",
                "body/specRaw {\"specRaw\":\"\"}",
                "body/specRaw {\"specRaw\":\"a: [\"}",
                "body/specRaw {\"specRaw\":\"\\u0000\"}",
                "body/specRaw {\"specRaw\":\"a: &a 1\\nb: *a\"}",
                "body/specRaw/openapi {\"specRaw\":\"openapi: 2.0\\nwebhooks: {}\"}")
            .map(s -> s.split(" ", 2))
            .map(s -> new Bad(422, s[0], "POST", OPENAPI, s[1])));
  }

  private static Stream<Bad> environments() {
    String good = "{\"name\":\"new\",\"description\":\"\"}";
    return Stream.of(
            "body ",
            "body []",
            "body/version {\"version\":2}",
            "body/connectors {\"connectors\":[{\"name\":\"x\"}]}",
            "body/transformationTemplates {\"transformationTemplates\":[{}]}",
            "body/settings {\"settings\":{\"customColor\":\"red\"}}",
            "body/settings {\"settings\":7}",
            "body/eventTypes {\"eventTypes\":{}}",
            "body/eventTypes/[1] {\"eventTypes\":[" + good + ",7]}",
            "body/eventTypes/[1]/description {\"eventTypes\":[" + good + ",{\"name\":\"b\"}]}",
            "body/eventTypes/[1]/name {\"eventTypes\":[" + good + "," + good + "]}",
            "body/eventTypes/[1]/name {\"eventTypes\":["
                + good
                + ",{\"name\":\"a b\",\"description\":\"\"}]}",
            "body/eventTypes {\"eventTypes\":[" + (good + ",").repeat(1_000) + good + "]}")
        .map(s -> s.split(" ", 2))
        .map(s -> new Bad(422, s[0], "POST", IMPORT, s[1]));
  }
}
