package dev.postrider.server.listen;

import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.server.terminal.Colour;
import dev.postrider.server.terminal.Foreign;
import dev.postrider.server.terminal.Ink;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Tells of a webhook that is sent again. */
public final class ReplayText {
  private static final int LONGEST = 300;

  private final PrintWriter out;
  private final Ink ink;

  public ReplayText(PrintWriter out, Ink ink) {
    this.out = out;
    this.ink = ink;
  }

  /** What is sent and where; and that it is old, when a receiver will refuse it for that. */
  public void sending(Kept kept, String place, Instant now) {
    Arrival arrival = kept.arrival();
    line(
        "Sending %d, %s %s with %,d bytes, to %s"
            .formatted(
                kept.id(),
                Foreign.shown(arrival.method(), LONGEST),
                Foreign.shown(Masked.target(arrival.target()), LONGEST),
                arrival.body().size(),
                place));
    Judge.signedAt(arrival)
        .map(signed -> Duration.between(signed, now))
        .filter(age -> age.compareTo(WebhookVerifier.TOLERANCE) > 0)
        .ifPresent(age ->
            line(
                ink.in(
                    Colour.YELLOW,
                    "It was signed %s ago: who checks that refuses what is older than %s."
                        .formatted(Spans.shown(age), Spans.shown(WebhookVerifier.TOLERANCE)))));
  }

  /** What came back. */
  public void answered(Replay.Answer answer) {
    Colour colour = answer.status() / 100 == 2 ? Colour.GREEN : Colour.RED;
    line(
        "← "
            + ink.in(colour, String.valueOf(answer.status()))
            + " in "
            + Spans.shown(answer.took()));
    new TreeMap<>(answer.headers())
        .forEach((name, values) ->
            values.forEach(value ->
                line(
                    "   %s: %s"
                        .formatted(
                            ink.in(Colour.FAINT, Foreign.shown(name, LONGEST)),
                            Foreign.shown(Masked.header(name, value), LONGEST)))));
    BodyText body = BodyText.of(answer.body());
    body.lines().forEach(text -> line("   " + text));
    if (!body.whole()) {
      line("   … more than is shown here");
    }
  }

  private void line(String text) {
    out.println(ink.signs(text));
    out.flush();
  }
}
