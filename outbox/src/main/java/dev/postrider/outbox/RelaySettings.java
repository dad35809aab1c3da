package dev.postrider.outbox;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** How a relay was set up; checks itself. {@link OutboxRelay.Builder} says what each means. */
record RelaySettings(
    DataSource database,
    URI postrider,
    Supplier<String> token,
    String table,
    Duration interval,
    Duration timeout,
    Duration firstPause,
    Duration longestPause,
    int batchMessages,
    int batchBytes,
    InstantSource clock,
    RandomGenerator random) {
  static final int MOST_MESSAGES = 1_000;

  RelaySettings {
    String scheme = String.valueOf(postrider.getScheme());
    check(
        (scheme.equals("http") || scheme.equals("https"))
            && postrider.getHost() != null
            && postrider.getRawUserInfo() == null
            && postrider.getRawQuery() == null
            && postrider.getRawFragment() == null,
        "postrider: an address such as https://postrider.example");
    bounded("interval", interval);
    bounded("timeout", timeout);
    bounded("the first pause", firstPause);
    bounded("the longest pause", longestPause);
    check(
        firstPause.compareTo(longestPause) <= 0,
        "pauses: the first must not be longer than the longest");
    check(
        batchMessages >= 1 && batchMessages <= MOST_MESSAGES,
        "batch: 1 to 1,000 messages, not " + batchMessages);
    check(batchBytes >= 1, "batch: a byte at least, not " + batchBytes);
  }

  private static void bounded(String what, Duration time) {
    check(
        time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(Duration.ofDays(1)) <= 0,
        what + ": from a millisecond to a day");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
