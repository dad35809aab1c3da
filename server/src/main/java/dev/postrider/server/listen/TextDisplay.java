package dev.postrider.server.listen;

import dev.postrider.server.terminal.Colour;
import dev.postrider.server.terminal.Foreign;
import dev.postrider.server.terminal.Ink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** For people. Safe for use by many threads. */
public final class TextDisplay implements Display {
  private static final int WIDTH = 100;
  private static final int LONGEST_VALUE = 300;
  private static final String INDENT = "   ";

  private final PrintWriter out;
  private final Ink ink;
  private final DateTimeFormatter time;
  private final Path folder;

  /** The folder is where whole bodies are, for those that are too long to be shown. */
  public TextDisplay(PrintWriter out, Ink ink, ZoneId zone, Path folder) {
    this.out = out;
    this.ink = ink;
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    this.folder = folder;
  }

  @Override
  public void show(Shown shown) {
    synchronized (out) {
      switch (shown) {
        case Shown.Webhook webhook -> webhook(webhook);
        case Shown.Turned turned -> turned(turned);
      }
      out.flush();
    }
  }

  @Override
  public boolean closed() {
    return out.checkError();
  }

  private void webhook(Shown.Webhook webhook) {
    Arrival arrival = webhook.arrival();
    heading(
        webhook.id() == null ? "" : webhook.id() + " ",
        arrival.method(),
        arrival.target(),
        arrival.at());
    arrival.byName().forEach((name, values) -> values.forEach(value -> header(name, value)));
    line(verdict(webhook.verdict()));
    body(webhook);
    line(
        ink.in(Colour.FAINT, "%,d bytes".formatted(arrival.body().size()))
            + signed(arrival)
            + ", "
            + answered(webhook));
  }

  private void turned(Shown.Turned turned) {
    heading("", turned.method(), turned.target(), turned.at());
    String status = turned.status() == null ? "no answer" : "answered " + turned.status();
    line(ink.in(Colour.RED, "✗ " + status) + ": " + Foreign.shown(turned.why(), LONGEST_VALUE));
  }

  private void heading(String id, String method, String target, Instant at) {
    String request =
        Foreign.shown(method, 20) + " " + Foreign.shown(Masked.target(target), LONGEST_VALUE);
    String right = " " + time.format(at);
    int rule = WIDTH - 4 - id.length() - request.length() - right.length();
    print("");
    print(
        "── "
            + ink.in(Colour.CYAN, id)
            + ink.in(Colour.BOLD, request.strip())
            + " "
            + ink.in(Colour.FAINT, "─".repeat(Math.max(1, rule)))
            + right);
  }

  private void header(String name, String value) {
    line(
        ink.in(Colour.FAINT, Foreign.shown(name, LONGEST_VALUE) + ":")
            + " "
            + Foreign.shown(Masked.header(name, value), LONGEST_VALUE));
  }

  private String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Unchecked() ->
          ink.in(Colour.YELLOW, "not verified") + ": no secret and no user was given";
      case Verdict.Genuine(String id) ->
          ink.in(Colour.GREEN, "✓ verified") + (id == null ? "" : ", message " + Foreign.shown(id));
      case Verdict.Refused(var _, String why) ->
          ink.in(Colour.RED, "✗ not verified") + ": " + Foreign.shown(why, LONGEST_VALUE);
    };
  }

  private void body(Shown.Webhook webhook) {
    BodyText body = BodyText.of(webhook.arrival().body());
    body.lines().forEach(this::line);
    if (!body.whole()) {
      line(
          ink.in(
              Colour.YELLOW,
              webhook.id() == null
                  ? "… more than is shown here"
                  : "… all of it is in " + folder.resolve(webhook.id() + ".body")));
    }
  }

  private static String signed(Arrival arrival) {
    return Judge.signedAt(arrival)
        .map(signed -> Duration.between(signed, arrival.at()).toSeconds())
        .map(gap ->
            gap == 0
                ? ", signed less than 1 s before"
                : ", signed "
                    + Spans.shown(Duration.ofSeconds(Math.abs(gap)))
                    + (gap < 0 ? " later" : " before"))
        .orElse("");
  }

  private String answered(Shown.Webhook webhook) {
    int status = webhook.status();
    String answered =
        ink.in(status < 300 ? Colour.GREEN : Colour.RED, "answered " + status)
            + " in "
            + Spans.shown(webhook.took());
    return answered
        + (webhook.gone() ? ink.in(Colour.RED, ", when the sender had gone") : "")
        + (webhook.id() == null ? ink.in(Colour.RED, ", and could not be kept") : "");
  }

  private void line(String text) {
    print(INDENT + text);
  }

  private void print(String text) {
    out.println(ink.signs(text));
  }
}
