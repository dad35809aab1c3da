package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.Endpoint;
import java.util.Locale;
import java.util.Set;

/**
 * Writes an endpoint, with the older names of its members beside the newer; its secret and headers
 * have their own places.
 */
public final class EndpointOut {
  private EndpointOut() {}

  static Answer answer(int status, Endpoint endpoint) {
    JsonWriter json = new JsonWriter();
    write(json, endpoint);
    return Answer.json(status, json);
  }

  static void write(JsonWriter json, Endpoint endpoint) {
    json.beginObject();
    members(json, endpoint);
    json.endObject();
  }

  /** The members, for objects that have more. */
  public static void members(JsonWriter json, Endpoint endpoint) {
    Endpoint.Settings settings = endpoint.settings();
    json.name("id").value(endpoint.id().toString());
    json.name("url").value(settings.url());
    json.name("description").value(settings.description());
    if (settings.uid() != null) {
      json.name("uid").value(settings.uid());
    }
    json.name("disabled").value(endpoint.status() != Endpoint.Status.ENABLED);
    texts(json, "eventTypes", settings.eventTypes());
    texts(json, "filterTypes", settings.eventTypes());
    texts(json, "channels", settings.channels());
    texts(json, "tags", settings.tags());
    Members.writeRate(json, settings.throttleRate());
    Members.writeTexts(json, "metadata", settings.metadata());
    json.name("version").value(1);
    json.name("signatureHeaders").value(settings.signatureNames().name().toLowerCase(Locale.ROOT));
    if (endpoint.failingSince() != null) {
      json.name("failingSince").value(endpoint.failingSince());
    }
    json.name("createdAt").value(endpoint.createdAt());
    json.name("updatedAt").value(endpoint.updatedAt());
  }

  /** All of them is said by null. */
  static void texts(JsonWriter json, String name, Set<String> texts) {
    json.name(name);
    if (texts.isEmpty()) {
      json.value((String) null);
    } else {
      json.beginArray();
      texts.stream().sorted().forEach(json::value);
      json.endArray();
    }
  }
}
