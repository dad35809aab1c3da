package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Request;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.PolicyWords;
import dev.postrider.policy.PolicyOverrides;
import java.nio.charset.StandardCharsets;

/** Shows the platforms that applications may be of, and by which rules each of them delivers. */
record PlatformList(Platforms platforms, PolicyWords words) {

  /** All of them: there are as many as there are files. */
  Answer get(Request request) {
    JsonWriter json = new JsonWriter().beginObject().name("data").beginArray();
    for (Platform platform : platforms.all()) {
      json.beginObject();
      json.name("name").value(platform.name());
      json.name("title").value(platform.title());
      json.name("description").value(platform.about());
      String policy = words.write(PolicyOverrides.all(platform.policy()));
      json.name("policy").raw(policy.getBytes(StandardCharsets.UTF_8));
      json.endObject();
    }
    return Answer.json(200, json.endArray().endObject());
  }
}
