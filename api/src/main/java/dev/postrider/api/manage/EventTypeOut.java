package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes an event type. */
final class EventTypeOut {
  private EventTypeOut() {}

  static Answer answer(int status, EventType type) {
    JsonWriter json = new JsonWriter();
    write(json, type, true);
    return Answer.json(status, json);
  }

  static void write(JsonWriter json, EventType type, boolean withContent) {
    EventType.Settings settings = type.settings();
    String schemas = withContent ? settings.schemas() : null;
    json.beginObject();
    json.name("name").value(type.name());
    json.name("description").value(settings.description());
    json.name("archived").value(settings.archived());
    json.name("deprecated").value(settings.deprecated());
    json.name("schemas");
    if (schemas == null) {
      json.value((String) null);
    } else {
      json.raw(schemas.getBytes(StandardCharsets.UTF_8));
    }
    if (!settings.featureFlags().isEmpty()) {
      List<String> flags = settings.featureFlags().stream().sorted().toList();
      // Older callers know of one flag only.
      json.name("featureFlag").value(flags.getFirst());
      json.name("featureFlags").beginArray();
      flags.forEach(json::value);
      json.endArray();
    }
    if (settings.groupName() != null) {
      json.name("groupName").value(settings.groupName());
    }
    json.name("createdAt").value(type.createdAt());
    json.name("updatedAt").value(type.updatedAt());
    json.endObject();
  }
}
