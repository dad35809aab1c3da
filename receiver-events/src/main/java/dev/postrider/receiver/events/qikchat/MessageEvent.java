package dev.postrider.receiver.events.qikchat;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A message came in. */
public sealed interface MessageEvent extends QikchatEvent {
  /** What the body calls such an event. */
  String NAME = "whatsapp:message:in";

  @Override
  default String event() {
    return NAME;
  }

  /** The message, and who wrote it. */
  Incoming<? extends Message> payload();

  /** The event whose message has that type; null when it is not known. */
  static @Nullable Class<? extends MessageEvent> ofType(String type) {
    return switch (type) {
      case "text" -> MessageText.class;
      case "image" -> MessageImage.class;
      case "audio" -> MessageAudio.class;
      case "video" -> MessageVideo.class;
      case "document" -> MessageDocument.class;
      case "sticker" -> MessageSticker.class;
      case "reaction" -> MessageReaction.class;
      case "interactive" -> MessageInteractive.class;
      case "location" -> MessageLocation.class;
      case "contacts" -> MessageContacts.class;
      default -> null;
    };
  }

  /** A text came in. */
  record MessageText(Incoming<Message.Text> payload, JsonNode json) implements MessageEvent {}

  /** An image came in. */
  record MessageImage(Incoming<Message.Image> payload, JsonNode json) implements MessageEvent {}

  /** A sound or a voice message came in. */
  record MessageAudio(Incoming<Message.Audio> payload, JsonNode json) implements MessageEvent {}

  /** A video came in. */
  record MessageVideo(Incoming<Message.Video> payload, JsonNode json) implements MessageEvent {}

  /** A document came in. */
  record MessageDocument(Incoming<Message.Document> payload, JsonNode json)
      implements MessageEvent {}

  /** A sticker came in. */
  record MessageSticker(Incoming<Message.Sticker> payload, JsonNode json) implements MessageEvent {}

  /** A customer reacted to a message. */
  record MessageReaction(Incoming<Message.Reaction> payload, JsonNode json)
      implements MessageEvent {}

  /** A customer pressed a button or chose from a list. */
  record MessageInteractive(Incoming<Message.Interactive> payload, JsonNode json)
      implements MessageEvent {}

  /** A location came in. */
  record MessageLocation(Incoming<Message.Location> payload, JsonNode json)
      implements MessageEvent {}

  /** Contacts came in. */
  record MessageContacts(Incoming<Message.Contacts> payload, JsonNode json)
      implements MessageEvent {}
}
