package dev.postrider.operational;

import dev.postrider.record.Entry;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an organisation may be told, under the names that Svix gave it. */
public enum OperationalEvent {
  ENDPOINT_CREATED("endpoint.created"),
  ENDPOINT_UPDATED("endpoint.updated"),
  ENDPOINT_DELETED("endpoint.deleted"),
  ENDPOINT_DISABLED("endpoint.disabled"),
  ATTEMPT_FAILING("message.attempt.failing"),
  ATTEMPT_RECOVERED("message.attempt.recovered"),
  ATTEMPT_EXHAUSTED("message.attempt.exhausted");

  /** The types of all of them. */
  public static final Set<String> TYPES =
      Arrays.stream(values()).map(OperationalEvent::type).collect(Collectors.toUnmodifiableSet());

  /** With so many failed attempts a delivery is failing. */
  private static final int FAILING = 4;

  private final String type;

  OperationalEvent(String type) {
    this.type = type;
  }

  /** The event type of the message that tells it. */
  public String type() {
    return type;
  }

  /**
   * What there is to tell about a delivery that has come so far; null for nothing, as with nearly
   * all. What a person asked for, and what ended without an attempt, is not told.
   */
  public static @Nullable OperationalEvent of(Entry entry) {
    if (entry.attempted() == null || entry.manual()) {
      return null;
    }
    return switch (entry.state()) {
      case PENDING -> entry.attempts() == FAILING ? ATTEMPT_FAILING : null;
      case DELIVERED -> entry.attempts() > FAILING ? ATTEMPT_RECOVERED : null;
      case DISCARDED -> ATTEMPT_EXHAUSTED;
      case CANCELLED -> null;
    };
  }
}
