package dev.postrider.console.endpoints;

import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The rules of a platform, by which an endpoint may be delivered to though its application is of
 * another one.
 *
 * @param name the platform's
 * @param title what people call it
 */
public record Preset(String name, String title, JsonNode policy) {

  /** Those of all platforms. */
  static List<Preset> all(Visit visit) {
    List<Preset> presets = new ArrayList<>();
    for (JsonNode platform : visit.ask().get("/platform").needed().path("data")) {
      presets.add(
          new Preset(
              platform.path("name").asString(),
              platform.path("title").asString(),
              platform.path("policy")));
    }
    return presets;
  }

  /** The one of this name. */
  static Optional<Preset> named(List<Preset> presets, String name) {
    return presets.stream().filter(preset -> preset.name.equals(name)).findFirst();
  }
}
