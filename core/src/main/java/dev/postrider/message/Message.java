package dev.postrider.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in the log: exact bytes, never changed.
 *
 * @param orderingKey messages of one key reach an endpoint in the order of the log; null when order
 *     does not matter
 * @param channels narrows the fan-out to endpoints that listen to one of them; empty for all
 * @param eventId the sender's own id (Svix's {@code eventId}), unique in its application; null when
 *     not given
 * @param retention how long the payload is kept after {@link #created}
 * @param extras what few messages have
 */
public record Message(
    MessageId id,
    ApplicationId application,
    String eventType,
    @Nullable String orderingKey,
    List<String> channels,
    @Nullable String eventId,
    String contentType,
    Duration retention,
    Payload payload,
    Extras extras) {

  public static final String JSON = "application/json";

  /** What the objects of a message and of its delivery take beside their bytes. */
  private static final int OBJECTS = 512;

  public Message {
    channels = List.copyOf(channels);
  }

  /** One without extras. */
  public Message(
      MessageId id,
      ApplicationId application,
      String eventType,
      @Nullable String orderingKey,
      List<String> channels,
      @Nullable String eventId,
      String contentType,
      Duration retention,
      Payload payload) {
    this(
        id,
        application,
        eventType,
        orderingKey,
        channels,
        eventId,
        contentType,
        retention,
        payload,
        Extras.NONE);
  }

  public Instant created() {
    return id.time();
  }

  /** The instant from which the payload may be gone. */
  public Instant expires() {
    return created().plus(retention);
  }

  /**
   * About how many bytes it takes in memory with one delivery: its payload, a byte for each
   * character of its texts, and 512 for the objects themselves. Without these a million messages of
   * two bytes would weigh nothing.
   */
  public int weight() {
    return weight(payload, extras, channels, eventType, contentType, orderingKey, eventId);
  }

  /** The same for what a message is made of. */
  public static int weight(
      Payload payload, Extras extras, List<String> channels, @Nullable String... texts) {
    int characters = extras.length();
    for (String channel : channels) {
      characters += channel.length();
    }
    for (String text : texts) {
      characters += text == null ? 0 : text.length();
    }
    return OBJECTS + payload.size() + characters;
  }

  /** The same message with an empty payload. */
  public Message withoutPayload() {
    return new Message(
        id,
        application,
        eventType,
        orderingKey,
        channels,
        eventId,
        contentType,
        retention,
        Payload.EMPTY,
        extras);
  }
}
