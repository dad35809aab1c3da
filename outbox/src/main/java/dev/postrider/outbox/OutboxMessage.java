package dev.postrider.outbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for the endpoints of one application, as the batch API takes it. What the API would
 * refuse by itself is refused here, before anything is stored.
 *
 * @param application whose endpoints get it, by id or uid
 * @param eventType endpoints choose by it
 * @param body what they get
 * @param eventId one's own id for it: of all with the same one, Postrider takes the first
 * @param orderingKey messages of one key are sent, and reach an endpoint, one after the other
 * @param channels an endpoint with channels gets messages with one of them; five at most
 * @param tags the same with an endpoint's tags; ten at most
 * @param headers of this message's requests alone. They stand in the table as they are
 * @param deliverAt when it is delivered, 30 days from now at most; not with a key
 */
public record OutboxMessage(
    String application,
    String eventType,
    Body body,
    String eventId,
    @Nullable String orderingKey,
    List<String> channels,
    List<String> tags,
    Map<String, String> headers,
    @Nullable Instant deliverAt) {

  /** What a receiver gets, byte for byte. */
  public sealed interface Body {
    /** A JSON value. */
    record Json(String text) implements Body {}

    /** Text, sent in UTF-8. */
    record Text(String text, String contentType) implements Body {}

    /** Any bytes, copied in and out. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes, String contentType) implements Body {
      public Bytes {
        bytes = bytes.clone();
      }

      @Override
      public byte[] bytes() {
        return bytes.clone();
      }

      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
            && Arrays.equals(bytes, that.bytes)
            && contentType.equals(that.contentType);
      }

      @Override
      public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + contentType.hashCode();
      }
    }
  }

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException naming the member and its rule, and not its value
   */
  public OutboxMessage {
    channels = List.copyOf(channels);
    tags = List.copyOf(tags);
    headers = Map.copyOf(headers);
    Rules.application(application);
    Rules.eventType(eventType);
    Rules.eventId(eventId);
    Rules.orderingKey(orderingKey);
    Rules.names("channels", 5, channels);
    Rules.names("tags", 10, tags);
    Rules.headers(headers);
    Rules.body(body);
    if (deliverAt != null && orderingKey != null) {
      throw new IllegalArgumentException(
          "deliverAt goes with no orderingKey: all that follows in that order would wait for it");
    }
  }

  /** A message whose body is JSON, with an id of its own until another is given. */
  public static Builder json(String application, String eventType, String json) {
    return new Builder(application, eventType, new Body.Json(json));
  }

  /** The same with another body. */
  public static Builder of(String application, String eventType, Body body) {
    return new Builder(application, eventType, body);
  }

  /** Collects what a message may have besides. For one thread. */
  public static final class Builder {
    private final String application;
    private final String eventType;
    private final Body body;
    private String eventId = UUID.randomUUID().toString();
    private @Nullable String orderingKey;
    private List<String> channels = List.of();
    private List<String> tags = List.of();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Instant deliverAt;

    private Builder(String application, String eventType, Body body) {
      this.application = application;
      this.eventType = eventType;
      this.body = body;
    }

    /** One's own id for it, so that it is taken once however often it is published. */
    public Builder eventId(String given) {
      this.eventId = given;
      return this;
    }

    /** Has it reach an endpoint after what was published with the same key before it. */
    public Builder orderingKey(String key) {
      this.orderingKey = key;
      return this;
    }

    /** Sends it to endpoints with one of these channels, and to those without any; five at most. */
    public Builder channels(String... names) {
      this.channels = List.of(names);
      return this;
    }

    /** Sends it to endpoints with one of these tags, and to those without any; ten at most. */
    public Builder tags(String... names) {
      this.tags = List.of(names);
      return this;
    }

    /** Adds a header to this message's requests; it stands in the table as it is. 20 at most. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** Has it delivered then and not before; 30 days from now at most, and not with a key. */
    public Builder deliverAt(Instant time) {
      this.deliverAt = time;
      return this;
    }

    /**
     * Makes the message.
     *
     * @throws IllegalArgumentException naming the member and its rule, and not its value
     */
    public OutboxMessage build() {
      return new OutboxMessage(
          application, eventType, body, eventId, orderingKey, channels, tags, headers, deliverAt);
    }
  }

  /** Without its body and headers, which may hold secrets. */
  @Override
  public String toString() {
    return "OutboxMessage[%s %s %s]".formatted(application, eventType, eventId);
  }
}
