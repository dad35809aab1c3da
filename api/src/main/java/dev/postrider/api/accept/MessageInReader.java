package dev.postrider.api.accept;

import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Rule;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Reads one message in a single pass over the request's bytes. The payload is a slice of them: its
 * white space, escapes and numbers stay as they came. A known member that is given twice is
 * refused, unknown ones are skipped. For one use.
 */
final class MessageInReader {
  private static final int FEWEST_DAYS = 5;
  private static final int MOST_DAYS = 90;
  private static final int MOST_CHANNELS = 5;

  private final byte[] body;
  private final JsonParser parser;
  private final List<Problem> problems = new ArrayList<>(0);
  private final Set<String> seen = new HashSet<>();

  private @Nullable String eventType;
  private @Nullable String orderingKey;
  private @Nullable String eventId;
  private List<String> channels = List.of();
  private int days = MOST_DAYS;
  private @Nullable Payload payload;
  private @Nullable Payload rawPayload;

  private MessageInReader(byte[] body, JsonParser parser) {
    this.body = body;
    this.parser = parser;
  }

  /** Reads the message, or refuses it with everything that is wrong. */
  static MessageIn read(byte[] body) {
    try (JsonParser parser = JsonReading.parser(body)) {
      return new MessageInReader(body, parser).read();
    } catch (JacksonException malformed) {
      throw JsonReading.malformed(malformed);
    }
  }

  private MessageIn read() {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw first == null
          ? JsonReading.empty()
          : Refusal.unprocessable(Problem.value(List.of("body"), "must be an object"));
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      member(name);
    }
    if (parser.nextToken() != null) {
      throw JsonReading.trailing();
    }
    require("eventType", eventType);
    require("payload", payload);
    if (!problems.isEmpty() || eventType == null || payload == null) {
      throw Refusal.unprocessable(problems);
    }
    return new MessageIn(
        eventType,
        orderingKey,
        channels,
        eventId,
        Duration.ofDays(days),
        rawPayload == null ? payload : rawPayload,
        null);
  }

  private void member(String name) {
    switch (name) {
      case "eventType" -> eventType = text(once(name), Rule.EVENT_TYPE);
      case "payload", "data" -> {
        once("payload");
        payload(name);
      }
      case "eventId" -> eventId = text(once(name), Rule.EVENT_ID);
      case "channels" -> channels(once(name));
      case "orderingKey" -> orderingKey = text(once(name), Rule.ORDERING_KEY);
      case "payloadRetentionPeriod" -> retention(once(name));
      case "transformationsParams" -> transformations(once(name));
      default -> parser.skipChildren();
    }
  }

  /** Notes that the member is there; refuses it the second time. */
  private String once(String name) {
    if (!seen.add(name)) {
      problems.add(Problem.value(List.of("body", name), "is there more than once"));
    }
    return name;
  }

  private void require(String name, @Nullable Object value) {
    if (value == null && !seen.contains(name)) {
      problems.add(Problem.missing(List.of("body", name)));
    } else if (value == null && problems.isEmpty()) {
      problems.add(Problem.value(List.of("body", name), "must not be null"));
    }
  }

  private void payload(String name) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      wrong(List.of("body", name), "must be an object");
      return;
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    payload = Payload.of(Arrays.copyOfRange(body, from, to));
  }

  private void transformations(String name) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      wrong(List.of("body", name), "must be an object");
      return;
    }
    for (String inner = parser.nextName(); inner != null; inner = parser.nextName()) {
      parser.nextToken();
      if (inner.equals("rawPayload")) {
        rawPayload(List.of("body", name, once(inner)));
      } else {
        parser.skipChildren();
      }
    }
  }

  private void rawPayload(List<String> loc) {
    String text = text(loc, Rule.SAYABLE);
    if (text != null) {
      rawPayload = Payload.of(text);
    }
  }

  private void channels(String name) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      wrong(List.of("body", name), "must be a list of strings");
      return;
    }
    List<String> found = new ArrayList<>(MOST_CHANNELS);
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      List<String> loc = List.of("body", name, "[" + count + "]");
      if (++count > MOST_CHANNELS) {
        parser.skipChildren();
        continue;
      }
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        wrong(loc, "must be a string");
        continue;
      }
      String channel = text(loc, Rule.CHANNEL);
      if (channel != null && found.contains(channel)) {
        wrong(loc, "is there more than once");
      } else if (channel != null) {
        found.add(channel);
      }
    }
    if (count < 1 || count > MOST_CHANNELS) {
      problems.add(Problem.value(List.of("body", name), "must be a list of 1 to " + MOST_CHANNELS));
    }
    channels = found;
  }

  private void retention(String name) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    List<String> loc = List.of("body", name);
    String rule = "must be a whole number from " + FEWEST_DAYS + " to " + MOST_DAYS;
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      wrong(loc, rule);
      return;
    }
    try {
      days = parser.getIntValue();
    } catch (InputCoercionException tooLarge) {
      days = Integer.MAX_VALUE;
    }
    if (days < FEWEST_DAYS || days > MOST_DAYS) {
      wrong(loc, rule);
    }
  }

  private @Nullable String text(String name, Rule rule) {
    return text(List.of("body", name), rule);
  }

  /** The text at hand; null when it is null, or when it breaks the rule. */
  private @Nullable String text(List<String> loc, Rule rule) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(loc, "must be a string");
      return null;
    }
    String text = parser.getString();
    String problem = rule.problem(text);
    if (problem != null) {
      problems.add(Problem.value(loc, problem));
      return null;
    }
    return text;
  }

  private void wrong(List<String> loc, String msg) {
    parser.skipChildren();
    problems.add(Problem.value(loc, msg));
  }
}
