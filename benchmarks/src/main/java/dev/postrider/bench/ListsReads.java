package dev.postrider.bench;

import dev.postrider.message.AttemptId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Every list with every filter, on the first page and on one from anywhere in the period.
 *
 * @param large the large application's id, and its endpoints': of everything, of every second
 *     message, of one in a thousand, and one that mostly fails
 * @param recent messages of the last hours
 * @param old messages of all days
 */
record ListsReads(
    String large,
    List<String> endpoints,
    String small,
    String smallEndpoint,
    List<Long> recent,
    List<Long> old,
    Instant start,
    Instant end) {

  /** A list, and the path of one page of it. */
  record Read(String name, Path path) {}

  /** Chooses among pages that are alike. */
  @FunctionalInterface
  interface Path {
    String of(RandomGenerator random);
  }

  private static final List<String> MESSAGE_FILTERS =
      List.of(
          "event_types=type.3",
          "event_types=type.3,type.4&channel=channel-1",
          "event_types=rare.event",
          "event_types=no.such.event",
          "channel=channel-2",
          "channel=rare-channel",
          "tag=tag-4",
          "tag=rare-tag");

  private static final List<String> ATTEMPT_FILTERS =
      List.of(
          "status=0",
          "status=2",
          "status_code_class=500",
          "status_code_class=400",
          "status_code_class=300",
          "status=2&event_types=type.3");

  private static final List<String> DELIVERY_FILTERS =
      List.of(
          "status=0",
          "status=1",
          "status=2",
          "status=3",
          "status=4&expanded_statuses=true",
          "status=2&event_types=type.3");

  /** All that are measured. */
  List<Read> lists() {
    List<Read> reads = new ArrayList<>();
    String app = "/api/v1/app/" + large;
    String few = "/api/v1/app/" + small;
    list(reads, "messages", app + "/msg", MESSAGE_FILTERS, true);
    list(reads, "messages of a small application", few + "/msg", MESSAGE_FILTERS, true);

    String attempts = app + "/attempt/endpoint/";
    list(reads, "attempts", attempts + endpoints.get(0), ATTEMPT_FILTERS, false);
    list(reads, "attempts", attempts + endpoints.get(0), MESSAGE_FILTERS, false);
    list(
        reads,
        "attempts of a failing endpoint",
        attempts + endpoints.get(3),
        ATTEMPT_FILTERS,
        false);
    list(
        reads,
        "attempts of a small application",
        few + "/attempt/endpoint/" + smallEndpoint,
        List.of("status=2", "event_types=rare.event"),
        false);

    String deliveries = app + "/endpoint/%s/msg";
    list(
        reads,
        "attempted messages",
        deliveries.formatted(endpoints.get(0)),
        DELIVERY_FILTERS,
        true);
    list(
        reads, "attempted messages", deliveries.formatted(endpoints.get(0)), MESSAGE_FILTERS, true);
    list(
        reads,
        "attempted messages of a rare endpoint",
        deliveries.formatted(endpoints.get(2)),
        List.of("status=2"),
        true);
    list(
        reads,
        "attempted messages of a failing endpoint",
        deliveries.formatted(endpoints.get(3)),
        DELIVERY_FILTERS,
        true);

    ofMessages(reads, "a recent message", recent);
    ofMessages(reads, "any message", old);
    return reads;
  }

  /** What is counted and not listed. */
  List<Read> standings() {
    List<Read> reads = new ArrayList<>();
    for (int i : new int[] {0, 3, 2}) {
      String path = "/api/v1/app/" + large + "/endpoint/" + endpoints.get(i) + "/stats";
      reads.add(new Read("stats of 28 days, endpoint " + (i + 1), _ -> path));
    }
    return reads;
  }

  /** Every page of the console that reads what grows. */
  List<Read> pages() {
    String app = "/console/app/" + large;
    String first = app + "/endpoint/" + endpoints.getFirst();
    String failing = app + "/endpoint/" + endpoints.get(3);
    List<Read> reads = new ArrayList<>();
    for (String window : List.of("hour", "day", "week")) {
      reads.add(page("overview of all, " + window, "/console/overview?window=" + window));
      reads.add(page("overview, " + window, app + "?window=" + window));
      reads.add(page("endpoint, " + window, first + "?window=" + window));
      reads.add(page("failing endpoint, " + window, failing + "?window=" + window));
    }
    reads.add(page("applications", "/console/app"));
    reads.add(page("endpoints", app + "/endpoint"));
    reads.add(page("filter", first + "/filter"));
    reads.add(page("event types", app + "/event-type"));
    reads.add(page("live", app + "/live"));
    reads.add(page("tasks", "/console/task"));
    reads.add(page("audit log", "/console/audit-log"));
    reads.add(page("keys", "/console/api-key"));
    String messages = app + "/message";
    reads.add(page("messages", messages));
    for (String filter :
        List.of(
            "event_types=rare.event",
            "channel=rare-channel",
            "tag=rare-tag",
            "search=xxx",
            "search=nowhere",
            "endpoint=" + endpoints.get(3) + "&status=2",
            "endpoint=" + endpoints.get(2) + "&status=2")) {
      String name = filter.replaceAll("endpoint=ep_[0-9A-Za-z]+", "endpoint");
      reads.add(page("messages, " + name, messages + "?" + filter));
      reads.add(
          new Read(
              "messages, deep, " + name,
              random -> messages + "?" + filter + "&" + iterator(random, true)));
    }
    reads.add(new Read("a recent message", random -> messages + "/" + one(random, recent)));
    reads.add(new Read("any message", random -> messages + "/" + one(random, old)));
    return reads;
  }

  private static Read page(String name, String path) {
    return new Read(name, _ -> path);
  }

  private void list(
      List<Read> reads, String name, String path, List<String> filters, boolean messages) {
    reads.add(new Read(name, _ -> path));
    reads.add(new Read(name + ", deep", random -> path + "?" + iterator(random, messages)));
    reads.add(new Read(name + ", back", random -> path + "?" + back(random, messages)));
    reads.add(
        new Read(name + ", 250", random -> path + "?limit=250&" + iterator(random, messages)));
    reads.add(new Read(name + ", hour", random -> path + "?" + hour(random)));
    for (String filter : filters) {
      reads.add(new Read(name + ", " + filter, _ -> path + "?" + filter));
      reads.add(
          new Read(
              name + ", deep, " + filter,
              random -> path + "?" + filter + "&" + iterator(random, messages)));
    }
  }

  private void ofMessages(List<Read> reads, String name, List<Long> messages) {
    String app = "/api/v1/app/" + large;
    reads.add(
        new Read("attempts of " + name, random -> app + "/attempt/msg/" + one(random, messages)));
    for (String filter : List.of("status=0", "status_code_class=500", "event_types=type.3")) {
      reads.add(
          new Read(
              "attempts of " + name + ", " + filter,
              random -> app + "/attempt/msg/" + one(random, messages) + "?" + filter));
    }
    reads.add(
        new Read(
            "destinations of " + name,
            random -> app + "/msg/" + one(random, messages) + "/endpoint"));
    reads.add(new Read(name, random -> app + "/msg/" + one(random, messages)));
  }

  private static String one(RandomGenerator random, List<Long> messages) {
    return new MessageId(messages.get(random.nextInt(messages.size()))).toString();
  }

  private String iterator(RandomGenerator random, boolean messages) {
    long key = Keys.floorOf(moment(random));
    return "iterator=" + (messages ? new MessageId(key) : new AttemptId(key));
  }

  private String back(RandomGenerator random, boolean messages) {
    return iterator(random, messages).replace("=", "=-");
  }

  private String hour(RandomGenerator random) {
    Instant from = moment(random);
    return "after=" + from + "&before=" + from.plusSeconds(3_600);
  }

  private Instant moment(RandomGenerator random) {
    return start.plusMillis(random.nextLong(end.toEpochMilli() - start.toEpochMilli()));
  }
}
