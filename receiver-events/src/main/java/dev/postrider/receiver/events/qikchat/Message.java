package dev.postrider.receiver.events.qikchat;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A message of a customer: beside what all have, the member that its type names. */
public sealed interface Message {

  /** What kind of message it is, which is also the name of its own member. */
  String type();

  /** When it was written. */
  Instant timestamp();

  /** The business's number, although it is called so. */
  String from();

  /** Present when it answers another message. */
  @Nullable Context context();

  /** Words. */
  record Text(String type, Instant timestamp, String from, @Nullable Context context, Words text)
      implements Message {}

  /** An image. */
  record Image(String type, Instant timestamp, String from, @Nullable Context context, Media image)
      implements Message {}

  /** A sound or a voice message. */
  record Audio(String type, Instant timestamp, String from, @Nullable Context context, Media audio)
      implements Message {}

  /** A video. */
  record Video(String type, Instant timestamp, String from, @Nullable Context context, Media video)
      implements Message {}

  /** A document. */
  record Document(
      String type, Instant timestamp, String from, @Nullable Context context, Media document)
      implements Message {}

  /** A sticker. */
  record Sticker(
      String type, Instant timestamp, String from, @Nullable Context context, Media sticker)
      implements Message {}

  /** What a customer thinks of a message. */
  record Reaction(
      String type, Instant timestamp, String from, @Nullable Context context, Emoji reaction)
      implements Message {}

  /** A button that was pressed, or what was chosen from a list. */
  record Interactive(
      String type, Instant timestamp, String from, @Nullable Context context, Answer interactive)
      implements Message {}

  /** A place. */
  record Location(
      String type, Instant timestamp, String from, @Nullable Context context, Place location)
      implements Message {}

  /** Cards of people. */
  record Contacts(
      String type, Instant timestamp, String from, @Nullable Context context, List<Card> contacts)
      implements Message {

    public Contacts {
      contacts = List.copyOf(contacts);
    }
  }

  /** Which message is answered. */
  record Context(@Nullable @JsonProperty("message_id") String messageId) {}

  /** A text. */
  record Words(String body) {}

  /** What can be fetched. */
  record Media(@Nullable String id, String url, @JsonProperty("mime_type") String mimeType) {}

  /** Of which message a customer thinks what. */
  record Emoji(@JsonProperty("message_id") String messageId, String emoji) {}

  /** What was chosen: one of the two, as the type says. */
  record Answer(
      AnswerType type,
      @Nullable @JsonProperty("button_reply") Button buttonReply,
      @Nullable @JsonProperty("list_reply") ListItem listReply) {}

  /** Whether a button was pressed or a list was chosen from. */
  enum AnswerType {
    @JsonProperty("button_reply")
    BUTTON_REPLY,
    @JsonProperty("list_reply")
    LIST_REPLY,
    /** One that came after this library. */
    @JsonEnumDefaultValue
    OTHER
  }

  /** A button that was pressed. */
  record Button(String id, String title) {}

  /** What was chosen from a list. */
  record ListItem(String id, String title, @Nullable String description) {}

  /** A place, in degrees. */
  record Place(
      double longitude, double latitude, @Nullable String name, @Nullable String address) {}

  /** A card of somebody, as WhatsApp has it. */
  record Card(Map<String, JsonNode> name, @Nullable List<JsonNode> phones) {

    public Card {
      name = Map.copyOf(name);
      phones = phones == null ? null : List.copyOf(phones);
    }
  }
}
