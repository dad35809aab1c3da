package dev.postrider.api.accept;

import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Utf8;
import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The payload that is cut out of a request is what a parser of the whole request finds there, byte
 * for byte as it came. An input is the body of a request for one message, and for a batch.
 */
public final class SliceHarness implements Harness {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-04T10:20:30Z"));

  @Override
  public void tries(byte[] input) {
    // What is no UTF-8 is refused before anything looks into it.
    if (Utf8.valid(input)) {
      message(input);
      batch(input);
    }
  }

  private static void message(byte[] body) {
    MessageIn message;
    try {
      message = MessageInReader.read(body, CLOCK);
    } catch (Refusal refused) {
      Property.holds(
          refused.status() == 422 && !refused.problems().isEmpty(), "says what is wrong");
      return;
    }
    Whole.of(body).ifPresent(whole -> check(message, whole, body));
  }

  private static void batch(byte[] body) {
    List<BatchIn.Item> items;
    try {
      items = BatchIn.read(body, CLOCK);
    } catch (Refusal refused) {
      Property.holds(
          refused.status() == 422 && !refused.problems().isEmpty(), "says what is wrong");
      return;
    }
    Optional<JsonNode> whole = Whole.of(body);
    for (int i = 0; whole.isPresent() && i < items.size(); i++) {
      JsonNode item = whole.get().path("messages").path(i);
      switch (items.get(i)) {
        case BatchIn.Item.Good(MessageIn message) -> check(message, item, body);
        case BatchIn.Item.Bad(var problems) ->
            Property.holds(!problems.isEmpty(), "says what is wrong");
      }
    }
  }

  private static void check(MessageIn message, JsonNode whole, byte[] body) {
    Property.same(message.eventType(), whole.path("eventType").stringValue(), "the type");
    byte[] sent = message.content().payload().bytes();
    JsonNode raw = whole.path("transformationsParams").path("rawPayload");
    if (whole.path("body").isString()) {
      Property.same(text(sent), whole.path("body").stringValue(), "the text");
    } else if (whole.path("bodyBase64").isString()) {
      // Padding and the bits beyond the last byte may be left out, so the text can be another.
      byte[] bytes = Base64.getDecoder().decode(whole.path("bodyBase64").stringValue());
      Property.holds(Arrays.equals(sent, bytes), "the bytes");
    } else if (raw.isString()) {
      Property.same(text(sent), raw.stringValue(), "the raw payload");
    } else {
      JsonNode payload = whole.has("payload") ? whole.get("payload") : whole.path("data");
      Property.same(Whole.of(sent).orElseThrow(), payload, "the payload");
      Property.holds(sent[0] == '{' && sent[sent.length - 1] == '}', "is cut at its braces");
      Property.holds(text(body).contains(text(sent)), "is as it came");
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
