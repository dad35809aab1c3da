package dev.postrider.api.inspect;

import dev.postrider.api.http.AnswerBytes;
import dev.postrider.api.http.Utf8;
import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Input;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A message as the API shows it is JSON, says nothing that its payload smuggles in, and holds the
 * payload. An input is type, content type, key, tag and a header in a line each, and the payload.
 */
public final class MessageOutHarness implements Harness {
  private static final long KEY = 1L << 60;

  @Override
  public void tries(byte[] input) {
    Input in = new Input(input);
    String type = in.line();
    String contentType = in.line();
    String key = in.line();
    String tag = in.line();
    Extras extras = new Extras(List.of(tag), Map.of("X-Own", in.line()), null);
    byte[] payload = in.rest();
    Message message =
        new Message(
            new MessageId(KEY),
            new ApplicationId(KEY),
            type,
            key,
            List.of(tag),
            key,
            contentType,
            Duration.ofDays(1),
            Payload.of(payload),
            extras);
    byte[] shown = AnswerBytes.of(MessageOut.answer(200, message, false, true));
    Property.holds(Utf8.valid(shown), "is UTF-8");
    Whole.of(shown)
        .ifPresent(whole -> {
          Property.same(whole.path("id").stringValue(), message.id().toString(), "the id");
          Property.same(whole.path("eventType").stringValue(), type, "the type");
          Property.same(whole.path("orderingKey").stringValue(), key, "the key");
          Property.same(whole.path("tags").path(0).stringValue(), tag, "the tag");
          Property.holds(whole.path("payload").isObject(), "SDKs want an object");
          holds(whole, payload);
        });
  }

  private static void holds(JsonNode whole, byte[] payload) {
    if (whole.has("bodyBase64")) {
      Property.same(
          whole.path("bodyBase64").stringValue(),
          Base64.getEncoder().encodeToString(payload),
          "the bytes");
    } else if (whole.has("body")) {
      Property.same(
          whole.path("body").stringValue(),
          new String(payload, StandardCharsets.UTF_8),
          "the text");
    } else {
      Property.same(whole.path("payload"), Whole.of(payload).orElseThrow(), "the payload");
    }
  }
}
