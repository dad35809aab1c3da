package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Directory;
import dev.postrider.directory.EventType;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import java.time.InstantSource;

/** Writes all event types of an organisation, so that another can read them. */
record EnvironmentOut(Directory directory, EventTypeOut types, InstantSource clock) {
  /** What an import can read by default is a quarter of it. */
  private static final int LARGEST = 8 * 1024 * 1024;

  private static final int PAGE = 100;

  Answer export(Request request) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("version").value(EnvironmentIn.VERSION);
    json.name("createdAt").value(clock.instant());
    json.name("settings").value((String) null);
    json.name("connectors").beginArray().endArray();
    json.name("transformationTemplates").beginArray().endArray();
    json.name("eventTypes").beginArray();
    String after = null;
    for (boolean done = false; !done; ) {
      Page<EventType> page =
          directory.eventTypes(
              request.organisation(),
              new Page.Request<>(after, PAGE, true, false),
              true,
              FeatureFlags.ALL);
      for (EventType type : page.entries()) {
        types.write(json, type, true);
        after = type.name();
        if (json.length() > LARGEST) {
          throw Refusal.badRequest(
              "environment_too_large",
              "The event types have more than 8 MiB; read them page by page, with_content, from"
                  + " /api/v1/event-type");
        }
      }
      done = page.done();
    }
    json.endArray();
    json.endObject();
    return Answer.json(200, json);
  }
}
