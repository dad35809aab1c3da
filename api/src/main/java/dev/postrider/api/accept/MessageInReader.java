package dev.postrider.api.accept;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.Rule;
import dev.postrider.message.Extras;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one message in a single pass over the request's bytes. A known member that is given twice
 * is refused, unknown ones are skipped. For one use.
 */
final class MessageInReader {
  private static final int MOST_DAYS = 90;
  static final int MOST_CHANNELS = 5;
  static final int MOST_TAGS = 10;
  private static final String HOURS = "payloadRetentionHours";
  private static final String DELIVER_AT = "deliverAt";

  private static final Duration FARTHEST = Duration.ofDays(30);

  private final InstantSource clock;
  private final JsonParser parser;
  private final Members members;
  private final ContentReader content;

  private @Nullable String eventType;
  private @Nullable String orderingKey;
  private @Nullable String eventId;
  private @Nullable String idempotencyKey;
  private List<String> channels = List.of();
  private List<String> tags = List.of();
  private @Nullable Instant deliverAt;
  private @Nullable Integer days;
  private @Nullable Integer hours;
  private @Nullable Fields application;

  private MessageInReader(
      byte[] source, JsonParser parser, List<String> root, InstantSource clock) {
    this.clock = clock;
    this.parser = parser;
    this.members = new Members(parser, root);
    this.content = new ContentReader(source, parser, members);
  }

  /** Reads the message that is the whole body, or refuses it with everything that is wrong. */
  static MessageIn read(byte[] body, InstantSource clock) {
    return JsonReading.object(
        body, parser -> new MessageInReader(body, parser, List.of("body"), clock).read());
  }

  /** Reads one of several, at which the parser stands; refuses it when it has been passed. */
  static MessageIn read(byte[] body, JsonParser parser, List<String> place, InstantSource clock) {
    return new MessageInReader(body, parser, place, clock).read();
  }

  private MessageIn read() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      members.wrong("must be an object");
      members.check();
    }
    object();
    return message();
  }

  private void object() {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      member(name);
    }
  }

  private MessageIn message() {
    members.require("eventType", eventType);
    MessageIn.Content sent = content.content();
    if (days != null && hours != null) {
      members.problem("must not be given together with payloadRetentionPeriod", HOURS);
    }
    if (deliverAt != null) {
      schedule(deliverAt);
    }
    members.check();
    if (eventType == null || sent == null) {
      throw new IllegalStateException("what is missing was not refused");
    }
    return new MessageIn(
        eventType,
        orderingKey,
        channels,
        eventId,
        idempotencyKey,
        retention(),
        sent,
        Extras.of(tags, content.headers(), deliverAt),
        application,
        null);
  }

  /** A lane would stand still until then, so there is no order to keep. */
  private void schedule(Instant at) {
    Instant now = clock.instant();
    if (orderingKey != null) {
      members.problem("would hold up all that follows with this orderingKey", DELIVER_AT);
    } else if (!at.isAfter(now)) {
      members.problem("must be in the future", DELIVER_AT);
    } else if (at.isAfter(now.plus(FARTHEST))) {
      members.problem("must be within %d days".formatted(FARTHEST.toDays()), DELIVER_AT);
    } else if (!at.isBefore(now.plus(retention()))) {
      members.problem("must be before the payload's retention is over", DELIVER_AT);
    }
  }

  private Duration retention() {
    return hours == null
        ? Duration.ofDays(days == null ? MOST_DAYS : days)
        : Duration.ofHours(hours);
  }

  private void member(String name) {
    switch (name) {
      case "eventType" -> eventType = members.text(Rule.EVENT_TYPE, members.once(name));
      case "eventId" -> eventId = members.text(Rule.EVENT_ID, members.once(name));
      case "channels" -> channels = members.texts(MOST_CHANNELS, Rule.CHANNEL, members.once(name));
      case "tags" -> tags = members.texts(MOST_TAGS, Rule.TAG, members.once(name));
      case "orderingKey" -> orderingKey = members.text(Rule.ORDERING_KEY, members.once(name));
      case "idempotencyKey" ->
          idempotencyKey = members.text(Rule.IDEMPOTENCY_KEY, members.once(name));
      case "payloadRetentionPeriod" -> days = members.number(1, MOST_DAYS, members.once(name));
      case HOURS -> hours = members.number(1, MOST_DAYS * 24, members.once(name));
      case DELIVER_AT -> deliverAt = members.instant(members.once(name));
      case "application" -> application = content.object(members.once(name));
      default -> {
        if (!content.member(name)) {
          parser.skipChildren();
        }
      }
    }
  }
}
