package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.PayloadReading;
import dev.postrider.api.http.Refusal;
import dev.postrider.filter.Pointer;
import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.InboxMessage.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says inboxes as Yespo does (Y-16, Y-19), and errors in one sentence. */
final class YespoInboxOut {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** What is shown of an event. Nothing else of it is looked at, so it cannot break the page. */
  private static final Sought SHOWN =
      new Sought(
          Stream.of("title", "content", "image", "link", "category", "customData")
              .collect(Collectors.toMap(name -> name, _ -> new Sought(Map.of(), -1))),
          -1);

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
    Value event =
        PayloadReading.read(message.body() == null ? NOTHING : message.body().bytes(), SHOWN);
    json.beginObject();
    json.name("id").value(message.id());
    json.name("createDate").value(message.created().toString());
    json.name("title").value(text(event, "title"));
    json.name("content").value(text(event, "content"));
    json.name("image").value(text(event, "image"));
    json.name("link").value(text(event, "link"));
    json.name("newMessage").value(unopened);
    json.name("category").value(text(event, "category"));
    json.name("status").value(message.status().name());
    json.name("customData").raw(map(text(event, "customData")));
    json.endObject();
  }

  private static @Nullable String text(Value event, String name) {
    return event.at(new Pointer(List.of(name))) instanceof Value.Text(String text) ? text : null;
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
