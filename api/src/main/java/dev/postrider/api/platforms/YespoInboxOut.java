package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Rule;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.InboxMessage.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says inboxes as Yespo does (Y-16, Y-19), and errors in one sentence. */
final class YespoInboxOut {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** It passed when it was published. */
  private static final Rule ANYTHING = _ -> null;

  private YespoInboxOut() {}

  static Answer number(String name, int number) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name(name).value(number).endObject();
    return Answer.json(200, json);
  }

  static Answer done() {
    return Answer.json(200, new JsonWriter().beginObject().endObject());
  }

  static Answer list(List<InboxMessage> messages, int totalPages) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("list").beginArray();
    messages.forEach(message -> write(json, message));
    json.endArray();
    json.name("totalPages").value(totalPages);
    json.endObject();
    return Answer.json(200, json);
  }

  /** What has no value is null. Of a message that was expunged, only its frame is left. */
  private static void write(JsonWriter json, InboxMessage message) {
    boolean unopened = message.status() == Status.UNOPENED;
    Fields event = Fields.of(message.body() == null ? NOTHING : message.body().bytes());
    json.beginObject();
    json.name("id").value(message.id());
    json.name("createDate").value(message.created().toString());
    json.name("title").value(event.text("title", ANYTHING));
    json.name("content").value(event.text("content", ANYTHING));
    json.name("image").value(event.text("image", ANYTHING));
    json.name("link").value(event.text("link", ANYTHING));
    json.name("newMessage").value(unopened);
    json.name("category").value(event.text("category", ANYTHING));
    json.name("status").value(message.status().name());
    json.name("customData").raw(map(event.text("customData", ANYTHING)));
    json.endObject();
  }

  /** The map whose JSON text the event has; null when it is none. */
  private static byte[] map(@Nullable String text) {
    byte[] json = text == null ? NULL : text.strip().getBytes(StandardCharsets.UTF_8);
    return JsonReading.isObject(json) ? json : NULL;
  }

  static Answer refused(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> Answer.json(401, message(refusal.detail())).with("WWW-Authenticate", "ES-TOKEN");
      case 422 -> Answer.json(400, message(refusal.detail()));
      default -> refusal.answer().saying(message(refusal.detail()));
    };
  }

  private static JsonWriter message(String text) {
    return new JsonWriter().beginObject().name("message").value(text).endObject();
  }
}
