package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.message.Message;
import java.nio.charset.StandardCharsets;

/**
 * Writes a message. Its payload goes in as it was accepted: as JSON if it is JSON, else as a
 * string.
 */
public final class MessageOut {
  private static final byte[] LEFT_OUT = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GONE = "{\"expired\":true}".getBytes(StandardCharsets.US_ASCII);

  /** Enough for all but the payload of most messages. */
  private static final int ROOM = 512;

  private MessageOut() {}

  public static Answer answer(int status, Message message, boolean gone, boolean withContent) {
    JsonWriter json = new JsonWriter(ROOM + (withContent ? message.payload().size() : 0));
    write(json, message, gone, withContent);
    return Answer.json(status, json);
  }

  static void write(JsonWriter json, Message message, boolean gone, boolean withContent) {
    json.beginObject();
    json.name("id").value(message.id().toString());
    json.name("eventType").value(message.eventType());
    if (message.eventId() != null) {
      json.name("eventId").value(message.eventId());
    }
    if (message.orderingKey() != null) {
      json.name("orderingKey").value(message.orderingKey());
    }
    if (!message.channels().isEmpty()) {
      json.name("channels").beginArray();
      message.channels().forEach(json::value);
      json.endArray();
    }
    json.name("payload");
    payload(json, message, gone, withContent);
    json.name("timestamp").value(message.created());
    json.endObject();
  }

  private static void payload(JsonWriter json, Message message, boolean gone, boolean withContent) {
    if (gone) {
      json.raw(GONE);
    } else if (!withContent) {
      json.raw(LEFT_OUT);
    } else if (JsonReading.isJson(message.payload().bytes())) {
      json.raw(message.payload().bytes());
    } else {
      json.value(message.payload().text());
    }
  }
}
