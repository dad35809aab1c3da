package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Directory;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.nio.charset.StandardCharsets;

/**
 * Shows the event types of an application's platform, as its file has them: what its endpoints may
 * ask for, beside the types that the organisation has made.
 */
record EventCatalogue(Directory directory, Platforms platforms) {

  Answer get(Request request) {
    Platform platform = platforms.of(Endpoints.application(directory, request));
    JsonWriter json = new JsonWriter().beginObject();
    json.name("platform").value(platform.name());
    json.name("title").value(platform.title());
    json.name("data").beginArray();
    for (EventKind kind : platform.events()) {
      json.beginObject();
      json.name("name").value(kind.name());
      json.name("description").value(kind.title());
      json.name("schema").raw(kind.schema().getBytes(StandardCharsets.UTF_8));
      json.name("example").raw(kind.example().getBytes(StandardCharsets.UTF_8));
      json.endObject();
    }
    json.endArray();
    return Answer.json(200, json.endObject());
  }
}
