package dev.postrider.api;

import static java.util.stream.Collectors.joining;

import dev.postrider.api.BadInputs.Bad;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is wrong with messages. */
final class BadMessages {

  private BadMessages() {}

  static Stream<Bad> all() {
    return Stream.of(messages(), messageExtras()).flatMap(bad -> bad);
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
}
