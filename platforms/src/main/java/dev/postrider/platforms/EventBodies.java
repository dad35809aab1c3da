package dev.postrider.platforms;

import com.networknt.schema.Error;
import dev.postrider.platform.EventReader;
import dev.postrider.platform.Reading;
import dev.postrider.platform.Reading.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event bodies of one platform. Safe for use by many threads. */
final class EventBodies implements EventReader {
  private static final int MOST_FAULTS = 20;
  private static final int DEEPEST = 100;
  private static final int LONGEST_KEY = 256;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<EventShape> shapes;

  EventBodies(List<EventShape> shapes) {
    this.shapes = List.copyOf(shapes);
  }

  @Override
  public Reading read(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException malformed) {
      return refused("", "is not JSON: " + malformed.getOriginalMessage());
    }
    if (root == null || !root.isObject()) {
      return refused("", "must be a JSON object");
    }
    List<EventShape> fitting = fitting(root);
    if (fitting.isEmpty()) {
      return unknown(root);
    }
    EventShape shape = fitting.getFirst();
    List<Error> errors = shape.schema().validate(root);
    if (!errors.isEmpty()) {
      return new Reading.Refused(
          errors.stream()
              .limit(MOST_FAULTS)
              .map(error -> new Fault(Schemas.pointer(error), Schemas.message(error)))
              .toList());
    }
    return keyed(shape, root);
  }

  List<EventShape> fitting(JsonNode body) {
    return shapes.stream().filter(shape -> shape.fits(body)).toList();
  }

  private static Reading keyed(EventShape shape, JsonNode root) {
    if (shape.orderingKey().isEmpty()) {
      return new Reading.Event(shape.name(), null);
    }
    List<String> parts = new ArrayList<>();
    for (String part : shape.orderingKey()) {
      if (!part.startsWith("/")) {
        parts.add(part);
        continue;
      }
      JsonNode value = root.at(part);
      if (!value.isValueNode() || value.isNull() || value.asString().isEmpty()) {
        return refused(part, "must be there, because it says which events keep their order");
      }
      parts.add(value.asString());
    }
    String key = String.join(":", parts);
    return key.length() > LONGEST_KEY
        ? refused(shape.orderingKey().getLast(), "makes an ordering key that is too long")
        : new Reading.Event(shape.name(), key);
  }

  /** Names the member that says no known type. */
  private Reading unknown(JsonNode root) {
    Set<String> pointers = new TreeSet<>();
    shapes.forEach(shape -> pointers.addAll(shape.when().keySet()));
    for (String pointer : pointers) {
      JsonNode value = root.at(pointer);
      boolean known =
          shapes.stream().anyMatch(s -> s.when().getOrDefault(pointer, List.of()).contains(value));
      if (!known) {
        return refused(
            pointer, value.isMissingNode() ? "is missing" : "names no event of this platform");
      }
    }
    return refused("", "is no event of this platform");
  }

  private static Reading refused(String pointer, String message) {
    return new Reading.Refused(List.of(new Fault(pointer, message)));
  }
}
