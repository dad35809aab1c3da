package dev.postrider.server.listen;

import dev.postrider.message.Payload;
import dev.postrider.receiver.Verification.Reason;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * For programs: an object to a line, in ASCII, so that it steers no terminal either. Its members
 * are a promise of docs/listen.md. Safe for use by many threads.
 */
public final class JsonDisplay implements Display {
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          // As they are written below, what matters first.
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build()
          .writer();

  private final PrintWriter out;

  public JsonDisplay(PrintWriter out) {
    this.out = out;
  }

  private record WebhookLine(
      String type,
      @Nullable Long id,
      String time,
      String method,
      String target,
      Map<String, List<String>> headers,
      @Nullable Boolean verified,
      @Nullable Reason reason,
      @Nullable String explanation,
      @Nullable String messageId,
      @Nullable Long signedSecondsBefore,
      int bytes,
      @Nullable String body,
      @Nullable String bodyBase64,
      int status,
      double answerMillis,
      boolean senderGone) {}

  private record NotTakenLine(
      String type,
      String time,
      String method,
      String target,
      @Nullable Integer status,
      String explanation) {}

  @Override
  public void show(Shown shown) {
    // One at a time, because a line may be several times as large as its body.
    synchronized (out) {
      JSON.writeValue(out, line(shown));
      out.print('\n');
      out.flush();
    }
  }

  @Override
  public boolean closed() {
    return out.checkError();
  }

  private static Object line(Shown shown) {
    return switch (shown) {
      case Shown.Webhook webhook -> line(webhook);
      case Shown.Turned(var at, var method, var target, var status, var why) ->
          new NotTakenLine("not_taken", at.toString(), method, Masked.target(target), status, why);
    };
  }

  private static WebhookLine line(Shown.Webhook webhook) {
    Arrival arrival = webhook.arrival();
    Payload body = arrival.body();
    boolean text = BodyText.text(body);
    Verdict verdict = webhook.verdict();
    Verdict.Refused refused = verdict instanceof Verdict.Refused r ? r : null;
    return new WebhookLine(
        "webhook",
        webhook.id(),
        arrival.at().toString(),
        arrival.method(),
        Masked.target(arrival.target()),
        masked(arrival),
        verdict instanceof Verdict.Unchecked ? null : refused == null,
        refused == null ? null : refused.reason(),
        refused == null ? null : refused.why(),
        verdict instanceof Verdict.Genuine(String id) ? id : null,
        Judge.signedAt(arrival)
            .map(signed -> Duration.between(signed, arrival.at()).toSeconds())
            .orElse(null),
        body.size(),
        text ? body.text() : null,
        text ? null : Base64.getEncoder().encodeToString(body.bytes()),
        webhook.status(),
        Math.round(webhook.took().toNanos() / 1e3) / 1e3,
        webhook.gone());
  }

  private static Map<String, List<String>> masked(Arrival arrival) {
    Map<String, List<String>> headers = new TreeMap<>();
    arrival
        .byName()
        .forEach((name, values) ->
            headers.put(name, values.stream().map(value -> Masked.header(name, value)).toList()));
    return headers;
  }
}
