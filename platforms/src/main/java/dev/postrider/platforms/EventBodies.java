package dev.postrider.platforms;

import com.networknt.schema.Error;
import dev.postrider.inbox.Posting;
import dev.postrider.message.Payload;
import dev.postrider.platform.EventReader;
import dev.postrider.platform.Reading;
import dev.postrider.platform.Reading.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event bodies of one platform. Safe for use by many threads. */
final class EventBodies implements EventReader {
  private static final int MOST_FAULTS = 20;
  private static final int DEEPEST = 100;
  private static final int LONGEST_KEY = 256;

  /** As with all JSON that is looked into, so that what is taken here can be shown. */
  private static final int LONGEST_NAME = 16_384;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<EventShape> shapes;
  private final List<Omission> omissions;
  private final @Nullable InboxShape inbox;

  EventBodies(List<EventShape> shapes, List<Omission> omissions, @Nullable InboxShape inbox) {
    this.shapes = List.copyOf(shapes);
    this.omissions = List.copyOf(omissions);
    this.inbox = inbox;
  }

  @Override
  public Reading read(byte[] body, Map<String, String> settings) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException malformed) {
      return refused("", "is not JSON" + place(malformed));
    }
    if (root == null || !root.isObject()) {
      return refused("", "must be a JSON object");
    }
    List<EventShape> fitting = fitting(root);
    if (fitting.isEmpty()) {
      return unknown(root);
    }
    EventShape shape = fitting.getFirst();
    List<Error> errors = Schemas.errors(shape.schema(), root);
    if (!errors.isEmpty()) {
      return new Reading.Refused(
          errors.stream()
              .limit(MOST_FAULTS)
              .map(error -> new Fault(Schemas.pointer(error), Schemas.message(error)))
              .distinct()
              .toList());
    }
    try {
      String key = orderingKey(shape, root);
      Posting posting = inbox == null ? null : inbox.posting(root, body, settings);
      byte[] sent = body;
      for (Omission omission : omissions) {
        sent = omission.from(sent, root, settings);
      }
      return new Reading.Event(shape.name(), key, Payload.of(sent), posting);
    } catch (Unusable unusable) {
      return refused(unusable.pointer, unusable.words);
    }
  }

  List<EventShape> fitting(JsonNode body) {
    return shapes.stream().filter(shape -> shape.fits(body)).toList();
  }

  private static @Nullable String orderingKey(EventShape shape, JsonNode root) throws Unusable {
    if (shape.orderingKey().isEmpty()) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (String part : shape.orderingKey()) {
      if (!part.startsWith("/")) {
        parts.add(part);
        continue;
      }
      JsonNode value = root.at(part);
      if (!value.isValueNode() || value.isNull() || value.asString().isEmpty()) {
        throw new Unusable(part, "must be there, because it says which events keep their order");
      }
      parts.add(value.asString());
    }
    String key = String.join(":", parts);
    if (key.length() > LONGEST_KEY) {
      throw new Unusable(shape.orderingKey().getLast(), "makes an ordering key that is too long");
    }
    return key;
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

  /** Where it stops being JSON; the parser's own words are about the parser. */
  private static String place(JacksonException malformed) {
    TokenStreamLocation at = malformed.getLocation();
    return at == null || at.getLineNr() < 1
        ? ", or is nested too deeply"
        : ", or says a member twice (line %d, column %d)"
            .formatted(at.getLineNr(), at.getColumnNr());
  }

  private static Reading refused(String pointer, String message) {
    return new Reading.Refused(List.of(new Fault(pointer, message)));
  }
}
