package dev.postrider.receiver.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Samples;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every sample and every example of the platform files becomes its record and is not changed. */
final class RoundTripTest {
  /** Nobody's in particular: a program has its own. */
  private static final JsonMapper JSON = JsonMapper.shared();

  record Body(EventTypes types, String name, JsonNode json) {
    @Override
    public String toString() {
      return types.platform + "/" + name;
    }
  }

  static Stream<Body> examples() {
    return Stream.of(EventTypes.values())
        .flatMap(types ->
            types.file().events().entrySet().stream()
                .map(event -> new Body(types, event.getKey(), event.getValue().get("example"))));
  }

  static Stream<Body> samples() {
    return Stream.of(EventTypes.values())
        .flatMap(types ->
            Samples.of(types.platform).stream()
                .map(name ->
                    new Body(types, name, JSON.readTree(Samples.body(types.platform, name)))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleBecomesItsRecord(Body body) throws Exception {
    PlatformEvent event = body.types().parse(JSON.writeValueAsBytes(body.json()));
    assertThat(event.getClass())
        .isEqualTo(body.types().records().get(EventTypes.recordName(body.name())));
    assertThat(event.name()).isEqualTo(EventTypes.recordName(body.name()));
  }

  @ParameterizedTest
  @MethodSource({"examples", "samples"})
  void aRecordIsWrittenAsItCame(Body body) throws Exception {
    PlatformEvent event = body.types().parse(JSON.writeValueAsBytes(body.json()));
    assertThat(body.types().records()).containsValue(event.getClass());
    assertThat(comparable(JSON.readTree(JSON.writeValueAsBytes(event))))
        .isEqualTo(comparable(body.json()));
    assertThat(event.json()).isEqualTo(body.json());
  }

  /**
   * The value without members that are null, as absent ones are written, and with times in one
   * form. The end of a chat that runs is an empty text, and null in its record.
   */
  private static JsonNode comparable(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        boolean openEnd =
            member.getKey().equals("end_time") && member.getValue().asString("").isEmpty();
        if (!member.getValue().isNull() && !openEnd) {
          result.set(member.getKey(), comparable(member.getValue()));
        }
      }
      return result;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> result.add(comparable(element)));
      return result;
    }
    if (value.isString()) {
      try {
        OffsetDateTime time = OffsetDateTime.parse(value.stringValue());
        return JsonNodeFactory.instance.stringNode(time.toString());
      } catch (DateTimeParseException noTime) {
        return value;
      }
    }
    return value;
  }
}
