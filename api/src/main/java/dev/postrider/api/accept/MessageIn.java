package dev.postrider.api.accept;

import dev.postrider.api.http.Fields;
import dev.postrider.inbox.Posting;
import dev.postrider.message.Extras;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants delivered; every member keeps its rule.
 *
 * @param application what it is to be created from when it does not exist; null when not given
 * @param posting the inbox that it goes to as well; null for none
 */
record MessageIn(
    String eventType,
    @Nullable String orderingKey,
    List<String> channels,
    @Nullable String eventId,
    @Nullable String idempotencyKey,
    Duration retention,
    Content content,
    Extras extras,
    @Nullable Fields application,
    @Nullable Posting posting) {

  /** The bytes that are sent, and what they are said to be. */
  record Content(Payload payload, String type) {}

  private static final Duration LONGEST = Duration.ofDays(90);

  /** An event that says nothing but itself; what goes to an inbox has the id that it has there. */
  static MessageIn event(
      String type, @Nullable String orderingKey, Content content, @Nullable Posting posting) {
    return new MessageIn(
        type,
        orderingKey,
        List.of(),
        posting == null ? null : posting.id(),
        null,
        LONGEST,
        content,
        Extras.NONE,
        null,
        posting);
  }
}
