package dev.postrider.log;

import dev.postrider.directory.Endpoint;
import dev.postrider.inbox.Posting;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated message that has no place in the log yet.
 *
 * @param idempotencyKey the same key within 12 hours yields the first message again; null when not
 *     given
 * @param posting the inbox that it goes to in the same step; null for none
 * @param targets the endpoints that get it, decided now and stored with it
 * @param sealed whether its payload is sealed where it is stored
 */
public record Draft(
    ApplicationId application,
    String eventType,
    @Nullable String orderingKey,
    List<String> channels,
    @Nullable String eventId,
    @Nullable String idempotencyKey,
    String contentType,
    Duration retention,
    Payload payload,
    Extras extras,
    @Nullable Posting posting,
    List<Endpoint> targets,
    boolean sealed) {
  public Draft {
    channels = List.copyOf(channels);
    targets = List.copyOf(targets);
  }

  /** As much as the {@link Message#weight} of the message that it becomes. */
  public int weight() {
    return Message.weight(payload, extras, channels, eventType, contentType, orderingKey, eventId);
  }

  /** One whose payload is stored as it is. */
  public Draft(
      ApplicationId application,
      String eventType,
      @Nullable String orderingKey,
      List<String> channels,
      @Nullable String eventId,
      @Nullable String idempotencyKey,
      String contentType,
      Duration retention,
      Payload payload,
      Extras extras,
      @Nullable Posting posting,
      List<Endpoint> targets) {
    this(
        application,
        eventType,
        orderingKey,
        channels,
        eventId,
        idempotencyKey,
        contentType,
        retention,
        payload,
        extras,
        posting,
        targets,
        false);
  }

  /** How many texts of it are sealed where it is stored. */
  public int seals() {
    return (extras.headers().isEmpty() ? 0 : 1) + (sealed ? posting == null ? 1 : 2 : 0);
  }

  /** The message that it becomes. */
  public Message message(MessageId id) {
    return new Message(
        id,
        application,
        eventType,
        orderingKey,
        channels,
        eventId,
        contentType,
        retention,
        payload,
        extras);
  }
}
