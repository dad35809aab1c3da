package dev.postrider.server.demo;

import dev.postrider.server.terminal.Colour;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Takes what arrives at a customer's receiver, shows it, and counts it by its body. */
final class Reception {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Inbox inbox;
  private final Paper paper;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();

  Reception(Inbox inbox, Paper paper) {
    this.inbox = inbox;
    this.paper = paper;
  }

  /** The next request, which must come soon. */
  Arrival next() throws IOException, InterruptedException {
    Arrival arrival =
        inbox
            .take(SOON)
            .orElseThrow(
                () -> new IOException("no request came within " + SOON.toSeconds() + " s"));
    show(arrival);
    return arrival;
  }

  /** Shows what comes as long as anything can come. */
  void showAll() {
    try {
      while (true) {
        show(inbox.take());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Headers are shown when they change, and a body in full when it is new. */
  private void show(Arrival arrival) {
    Response response = arrival.response();
    paper.exchange(
        "receiver",
        arrival.line(),
        response.words(),
        response.success() ? Colour.GREEN : Colour.RED);
    arrival
        .telling()
        .forEach((name, value) -> {
          if (!value.equals(headers.put(name, value))) {
            paper.detail(name + ": " + value, 1);
          }
        });
    String body = arrival.body().text();
    paper.detail(body, counts.merge(body, 1, Integer::sum) == 1 ? 2 : 1);
  }

  /** How many requests had this body. */
  int count(String body) {
    return counts.getOrDefault(body, 0);
  }

  int count() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
