package dev.postrider.api;

import dev.postrider.api.BadInputs.Bad;
import java.util.stream.Stream;

/** What is wrong with what is asked for of background tasks. */
final class BadTasks {
  /** A week before the test's now. */
  private static final String SINCE = "2026-02-20T00:00:00Z";

  private BadTasks() {}

  static Stream<Bad> all() {
    return Stream.of(replays(), tasks()).flatMap(bad -> bad);
  }

  private static Stream<Bad> replays() {
    return Stream.of("recover", "replay-missing", "bulk-replay")
        .flatMap(kind -> Stream.of(kind, kind + "/preview"))
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
            since(SINCE, ",\"eventTypes\":[\"" + BadInputs.many().replace(",", "\",\"") + "\"]")),
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
}
