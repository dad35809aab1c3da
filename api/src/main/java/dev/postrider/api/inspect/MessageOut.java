package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Utf8;
import dev.postrider.api.manage.HeaderRules;
import dev.postrider.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a message. A body that is a JSON object goes in as it was accepted, any other as {@code
 * body} if it is text, else as {@code bodyBase64}.
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

  public static void write(JsonWriter json, Message message, boolean gone, boolean withContent) {
    json.beginObject();
    members(json, message, gone, withContent);
    json.endObject();
  }

  /** The same without its braces, for what has more to say. */
  static void members(JsonWriter json, Message message, boolean gone, boolean withContent) {
    json.name("id").value(message.id().toString());
    json.name("eventType").value(message.eventType());
    if (message.eventId() != null) {
      json.name("eventId").value(message.eventId());
    }
    if (message.orderingKey() != null) {
      json.name("orderingKey").value(message.orderingKey());
    }
    texts(json, "channels", message.channels());
    texts(json, "tags", message.extras().tags());
    content(json, message, gone, withContent);
    extras(json, message);
    json.name("timestamp").value(message.created());
  }

  private static void texts(JsonWriter json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      json.name(name).beginArray();
      texts.forEach(json::value);
      json.endArray();
    }
  }

  /** SDKs that are strict want an object for the payload, whatever the body is. */
  private static void content(JsonWriter json, Message message, boolean gone, boolean withContent) {
    byte[] bytes = message.payload().bytes();
    json.name("payload");
    if (gone) {
      json.raw(GONE);
    } else if (!withContent) {
      json.raw(LEFT_OUT);
    } else if (JsonReading.isObject(bytes)) {
      json.raw(bytes);
    } else if (Utf8.valid(bytes)) {
      json.raw(LEFT_OUT).name("body").value(message.payload().text());
    } else {
      json.raw(LEFT_OUT).name("bodyBase64").value(Base64.getEncoder().encodeToString(bytes));
    }
    if (!message.contentType().equals(Message.JSON)) {
      json.name("contentType").value(message.contentType());
    }
  }

  /** Values that authenticate are nobody's to read, as with the headers of endpoints. */
  private static void extras(JsonWriter json, Message message) {
    if (message.extras().deliverAt() != null) {
      json.name("deliverAt").value(message.extras().deliverAt());
    }
    Map<String, String> headers = message.extras().headers();
    if (!headers.isEmpty()) {
      json.name("headers").beginObject();
      new TreeMap<>(headers)
          .forEach((name, value) -> {
            if (!HeaderRules.sensitive(name)) {
              json.name(name).value(value);
            }
          });
      json.endObject();
    }
  }
}
