package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.EventType;
import dev.postrider.platform.PolicyWords;
import dev.postrider.policy.PolicyOverrides;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an event type. */
record EventTypeOut(PolicyWords words) {

  Answer answer(int status, EventType type) {
    JsonWriter json = new JsonWriter();
    write(json, type, true);
    return Answer.json(status, json);
  }

  void write(JsonWriter json, EventType type, boolean withContent) {
    EventType.Settings settings = type.settings();
    String schemas = withContent ? settings.schemas() : null;
    json.beginObject();
    json.name("archived").value(settings.archived());
    describe(json, type.name(), settings, schemas);
    if (!settings.policy().equals(PolicyOverrides.NONE)) {
      String policy = words.write(settings.policy());
      json.name("policy").raw(policy.getBytes(StandardCharsets.UTF_8));
    }
    json.name("createdAt").value(type.createdAt());
    json.name("updatedAt").value(type.updatedAt());
    json.endObject();
  }

  /** The members that describe an event type. */
  static void describe(
      JsonWriter json, String name, EventType.Settings settings, @Nullable String schemas) {
    json.name("name").value(name);
    json.name("description").value(settings.description());
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
  }
}
