package dev.postrider.postgres;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Timings;
import dev.postrider.dispatch.Sender;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;

/** How an attempt, or a settlement without one, stands in its table. */
final class AttemptRow {
  static final String COPY =
      """
      copy attempt (id, message, endpoint, application, started, took_micros, number, state, status,
                    manual, url, response, dns_micros, connect_micros, tls_micros, first_byte_micros)
      from stdin (format binary)\
      """;

  private static final int LONGEST_URL = 4_096;

  /** What a row weighs beside its texts; for the bounds of a batch only. */
  private static final int ROW = 256;

  private AttemptRow() {}

  static long weight(Entry entry) {
    return (long) ROW
        + (entry.attempted() == null ? 0 : entry.attempted().url().length())
        + response(entry).length;
  }

  /** The same settlement, without what the receiver said about it. */
  static Entry withoutAnswer(Entry e) {
    Attempted attempted = e.attempted();
    if (attempted == null
        || !(attempted.outcome() instanceof Outcome.Answered(int status, var retryAfter, _))) {
      return e;
    }
    Outcome bare = new Outcome.Answered(status, retryAfter, Payload.EMPTY);
    return new Entry(
        e.ticket(),
        e.endpoint(),
        e.message(),
        e.application(),
        e.attempts(),
        e.manual(),
        new Attempted(
            attempted.url(), attempted.started(), attempted.took(), bare, attempted.timings()),
        e.state(),
        e.reason(),
        e.parked());
  }

  /** Writes a historic entry, made safe: whatever a receiver sent, it can be stored. */
  static void write(CopyRows rows, long id, Entry entry, Instant now) throws SQLException {
    Attempted attempted = entry.attempted();
    rows.row(16);
    rows.bigint(id);
    rows.bigint(entry.message().value());
    rows.bigint(entry.endpoint().value());
    rows.bigint(entry.application().value());
    rows.timestamp(attempted == null ? now : attempted.started());
    rows.integer(attempted == null ? 0 : micros(attempted));
    rows.smallint(Math.min(entry.attempts(), Short.MAX_VALUE));
    rows.smallint(Numbers.of(entry.state()));
    rows.smallint(attempted == null ? 0 : status(attempted.outcome()));
    rows.bool(entry.manual());
    rows.text(attempted == null ? "" : safe(attempted.url()));
    byte[] response = response(entry);
    rows.bytes(response.length == 0 ? null : response);
    Timings timings = attempted == null ? Timings.NONE : attempted.timings();
    part(rows, timings.dns());
    part(rows, timings.connect());
    part(rows, timings.tls());
    part(rows, timings.firstByte());
  }

  private static void part(CopyRows rows, int micros) {
    if (micros == Timings.ABSENT) {
      rows.nothing();
    } else {
      rows.integer(micros);
    }
  }

  /** What is shown for it: the stored part of the answer, or one line that says what went wrong. */
  private static byte[] response(Entry entry) {
    byte[] bytes =
        switch (entry.attempted() == null ? null : entry.attempted().outcome()) {
          case null -> bytes(entry.reason() == null ? "" : entry.reason());
          case Outcome.Answered(_, _, var body) -> body.bytes();
          case Outcome.Unanswered(var failure, String detail) -> bytes(failure + ": " + detail);
          case Outcome.Withheld() -> bytes(entry.reason() == null ? "withheld" : entry.reason());
        };
    return bytes.length <= Sender.STORED_BODY ? bytes : Arrays.copyOf(bytes, Sender.STORED_BODY);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The HTTP status; 0 when no answer came. */
  static int status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(int status, _, _) -> Math.clamp(status, 0, 999);
      case Outcome.Unanswered _, Outcome.Withheld _ -> 0;
    };
  }

  private static int micros(Attempted attempted) {
    return Math.clamp(attempted.took().toNanos() / 1_000, 0, Integer.MAX_VALUE);
  }

  private static String safe(String url) {
    String text = url.length() > LONGEST_URL ? url.substring(0, LONGEST_URL) : url;
    return text.indexOf(0) < 0 ? text : text.replace('\0', ' ');
  }
}
