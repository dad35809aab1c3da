package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postrider.receiver.Identity;
import dev.postrider.receiver.events.PlatformEvent;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.json.BodyIdentity;
import dev.postrider.receiver.events.json.EventJson;
import dev.postrider.receiver.events.json.EventNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An activity of a conversation, as the callback URL of an API chatbot gets it (M-39). It must be
 * answered 200 within two seconds (M-40).
 *
 * <p>Times are texts: the platform's own example has no offset, so they are no points in time.
 */
public sealed interface ChatbotActivity extends PlatformEvent {

  /** Reads a body; an activity that is not known is {@link Unknown}. */
  static ChatbotActivity parse(byte[] body) throws UnreadableEvent {
    JsonNode root = EventJson.object(body);
    String name = EventJson.text(root, "/activity");
    Class<? extends ChatbotActivity> known = EventNames.of(ChatbotActivity.class).get(name);
    return known == null ? new Unknown(name, root) : EventJson.event(root, known);
  }

  /**
   * Names a webhook by its {@code webhook-id}, if it is signed, or else by its bytes. Without a
   * {@code webhook-id}, what has no timestamp is a webhook of its own each time: a guest may press
   * the same button twice.
   */
  static Identity identity() {
    return new BodyIdentity(body -> {
      EventJson.text(body, "/activity");
      return body.has("timestamp") ? new BodyIdentity.Bytes() : new BodyIdentity.Nothing();
    });
  }

  /** The conversation, which is read in its order; null for a ping and for what cannot be read. */
  static @Nullable String conversation(byte[] body) {
    try {
      JsonNode session = EventJson.object(body).path("sessionId");
      return session.isIntegralNumber() ? session.asString() : null;
    } catch (UnreadableEvent orderless) {
      return null;
    }
  }

  @Override
  @JsonProperty("activity") // M-45
  default String name() {
    return PlatformEvent.super.name();
  }

  /** The chatbot is asked whether it is there (M-42). */
  record Ping(JsonNode json) implements ChatbotActivity {}

  /** A conversation with the chatbot started. */
  record ConversationStarted(long sessionId, String timestamp, JsonNode json)
      implements ChatbotActivity {}

  /** The guest wrote a text. */
  record Text(
      long sessionId,
      String timestamp,
      String text,
      @Nullable String language,
      @Nullable String source,
      JsonNode json)
      implements ChatbotActivity {}

  /** The guest uploaded a file. */
  record GuestFileUpload(long sessionId, String fileUrl, JsonNode json)
      implements ChatbotActivity {}

  /** The guest told where they are, in degrees. */
  record GuestLocation(long sessionId, double latitude, double longitude, JsonNode json)
      implements ChatbotActivity {}

  /** The guest sent off a card or chose one of its options. */
  record HeroCardSubmission(long sessionId, Map<String, String> params, JsonNode json)
      implements ChatbotActivity {

    public HeroCardSubmission {
      params = Map.copyOf(params);
    }
  }

  /** The conversation with the chatbot ended. */
  record ConversationEnded(long sessionId, String timestamp, JsonNode json)
      implements ChatbotActivity {}

  /** An activity that came after this library. */
  record Unknown(@JsonProperty("activity") String name, JsonNode json) implements ChatbotActivity {}
}
