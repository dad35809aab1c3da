package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.Application;
import dev.postrider.platform.Platforms;

/** Writes an application. */
record ApplicationOut(Platforms platforms) {

  Answer answer(int status, Application application) {
    JsonWriter json = new JsonWriter();
    write(json, application);
    return Answer.json(status, json);
  }

  void write(JsonWriter json, Application application) {
    Application.Settings settings = application.settings();
    json.beginObject();
    json.name("id").value(application.id().toString());
    json.name("name").value(settings.name());
    if (settings.uid() != null) {
      json.name("uid").value(settings.uid());
    }
    json.name("platform").value(application.platform());
    Members.writeRate(json, settings.throttleRate());
    if (settings.keeping().days() != null) {
      json.name(ApplicationIn.DAYS).value(settings.keeping().days());
    }
    if (settings.keeping().sealed()) {
      json.name(ApplicationIn.SEALED).value(true);
    }
    Members.writeTexts(json, "metadata", settings.metadata());
    PlatformSettings.write(json, platforms.of(application), settings.platformSettings());
    json.name("createdAt").value(application.createdAt());
    json.name("updatedAt").value(application.updatedAt());
    json.endObject();
  }
}
