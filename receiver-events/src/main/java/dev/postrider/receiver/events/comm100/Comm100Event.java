package dev.postrider.receiver.events.comm100;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postrider.receiver.Identity;
import dev.postrider.receiver.events.PlatformEvent;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.json.BodyIdentity;
import dev.postrider.receiver.events.json.EventJson;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One of the seven events of Comm100 Live Chat (C-18). A record is called as its event in the REST
 * API, which bodies call by other names (C-20).
 */
public sealed interface Comm100Event extends PlatformEvent {

  /** Reads a body; an event that is not known is {@link Unknown}. */
  static Comm100Event parse(byte[] body) throws UnreadableEvent {
    JsonNode root = EventJson.object(body);
    String event = EventJson.text(root, "/event");
    return switch (event) {
      case OfflineMessageIsSubmitted.NAME -> EventJson.event(root, OfflineMessageIsSubmitted.class);
      case ChatStarts.NAME -> EventJson.event(root, ChatStarts.class);
      case ChatEnds.NAME -> EventJson.event(root, ChatEnds.class);
      case ChatIsWrappedUp.NAME -> EventJson.event(root, ChatIsWrappedUp.class);
      case "online", "away", "login", "logout" -> EventJson.event(root, AgentStatusChanges.class);
      case ChatIsRequested.NAME -> EventJson.event(root, ChatIsRequested.class);
      case ChatIsTransferred.NAME -> EventJson.event(root, ChatIsTransferred.class);
      default -> new Unknown(event, root);
    };
  }

  /**
   * Names a webhook: an offline message by its id, the start and the end of a chat by the chat's,
   * and others by their {@code webhook-id}, if they are signed, or else by their bytes.
   *
   * <p>What an agent does has neither id nor time (C-21), so without a {@code webhook-id} each
   * request is a webhook of its own: a second login must not be lost, and doing a repeated one
   * again should be harmless.
   */
  static Identity identity() {
    return new BodyIdentity(Comm100Event::name);
  }

  private static BodyIdentity.Name name(JsonNode body) throws UnreadableEvent {
    String event = EventJson.text(body, "/event");
    return switch (event) {
      case OfflineMessageIsSubmitted.NAME ->
          new BodyIdentity.Said(event + "/" + EventJson.text(body, "/offline_message/id"));
      case ChatStarts.NAME, ChatEnds.NAME ->
          new BodyIdentity.Said(event + "/" + EventJson.text(body, "/visitor/chat_id"));
      case "online", "away", "login", "logout" -> new BodyIdentity.Nothing();
      // A chat may be requested, transferred and wrapped up more than once.
      default -> new BodyIdentity.Bytes();
    };
  }

  /** A visitor left an offline message. */
  record OfflineMessageIsSubmitted(
      @JsonProperty("offline_message") OfflineMessage offlineMessage,
      Visitor visitor,
      JsonNode json)
      implements Comm100Event {
    static final String NAME = "offline_message_submitted";

    /** What the body calls it. */
    @JsonProperty
    public String event() {
      return NAME;
    }
  }

  /** A chat started. */
  record ChatStarts(Visitor visitor, JsonNode json) implements Comm100Event {
    static final String NAME = "chat_started";

    /** What the body calls it. */
    @JsonProperty
    public String event() {
      return NAME;
    }
  }

  /** A chat ended. */
  record ChatEnds(Visitor visitor, Chat chat, JsonNode json) implements Comm100Event {
    static final String NAME = "chat_ended";

    /** What the body calls it. */
    @JsonProperty
    public String event() {
      return NAME;
    }
  }

  /** An agent submitted the wrap-up of a chat (C-25). */
  record ChatIsWrappedUp(
      @JsonProperty("chat_id") UUID chatId, Visitor visitor, WrapUp wrapup, JsonNode json)
      implements Comm100Event {
    static final String NAME = "chat_wrapped_up";

    /** What the body calls it. */
    @JsonProperty
    public String event() {
      return NAME;
    }
  }

  /**
   * An agent changed status, or logged in or out (C-21). Nothing in it says when.
   *
   * @param event what the agent did, by which the body calls the event too
   */
  record AgentStatusChanges(
      AgentStatus event, @JsonProperty("operator_id") Id operatorId, JsonNode json)
      implements Comm100Event {}

  /** A visitor entered the queue (C-25). */
  record ChatIsRequested(Visitor visitor, JsonNode json) implements Comm100Event {
    static final String NAME = "chat_requested";

    /** What the body calls it. */
    @JsonProperty
    public String event() {
      return NAME;
    }
  }

  /** A chat was transferred (C-25). */
  record ChatIsTransferred(Visitor visitor, Chat chat, JsonNode json) implements Comm100Event {
    static final String NAME = "chat_transferred";

    /** What the body calls it. */
    @JsonProperty
    public String event() {
      return NAME;
    }
  }

  /** An event that came after this library. */
  record Unknown(String event, JsonNode json) implements Comm100Event {
    @Override
    public String name() {
      return event;
    }
  }
}
