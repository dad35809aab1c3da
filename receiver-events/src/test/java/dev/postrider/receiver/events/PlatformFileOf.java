package dev.postrider.receiver.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The file of a platform, as the server reads it. */
final class PlatformFileOf {
  private final JsonNode file;

  PlatformFileOf(String platform) {
    // By the loader: the file belongs to another module than this class.
    try (InputStream in =
        Objects.requireNonNull(
            PlatformFileOf.class
                .getClassLoader()
                .getResourceAsStream("platforms/" + platform + ".yaml"))) {
      file = YAMLMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events by their names. */
  Map<String, JsonNode> events() {
    Map<String, JsonNode> events = new LinkedHashMap<>();
    file.get("events").properties().forEach(e -> events.put(e.getKey(), e.getValue()));
    return events;
  }

  /** The example of an event, to be changed at will. */
  ObjectNode example(String event) {
    return (ObjectNode) file.at("/events").get(event).get("example").deepCopy();
  }

  /** The schema of an event, with all that it refers to. */
  Shape shape(String event) {
    return Shape.of(file.at("/events").get(event).get("schema"), file.get("definitions"));
  }
}
