package dev.postrider.receiver.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every example with one member that is not there, is null or is something else. */
final class SpoiltMembersTest {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /**
   * What must be there as null (M-14) says no more than what is not there, so it may be left out.
   */
  @TestFactory
  Stream<DynamicTest> requiredMembersMustBeThereAndOthersNeedNot() {
    return spoilt((types, body, place, required, shape) -> {
      Objects.requireNonNull(parent(body, place)).remove(name(place));
      if (required && !shape.nullable()) {
        assertUnreadableAt(types, bytes(body.toString()), place);
      } else {
        assertThat(types.parse(bytes(body.toString())).json()).isEqualTo(body);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> onlyWhatIsNullableMayBeNull() {
    return spoilt((types, body, place, required, shape) -> {
      Objects.requireNonNull(parent(body, place)).putNull(name(place));
      boolean any = shape.types().isEmpty() && shape.values().isEmpty() && !shape.constant();
      if (required && !shape.nullable() && !any) {
        assertUnreadableAt(types, bytes(body.toString()), place);
      } else {
        assertThat(types.parse(bytes(body.toString())).json()).isEqualTo(body);
      }
    });
  }

  /** Neither is "7" the number 7, nor 7 the text "7", nor one of them an object. */
  @TestFactory
  Stream<DynamicTest> aMemberHasItsTypeAndIsNotMadeToFit() {
    return spoilt((types, body, place, required, shape) -> {
      for (JsonNode wrong : wrong(shape)) {
        Objects.requireNonNull(parent(body, place)).set(name(place), wrong);
        assertUnreadableAt(types, bytes(body.toString()), place);
      }
    });
  }

  /** Nor is an empty text null, whatever else it may be: a text, or OTHER. */
  @TestFactory
  Stream<DynamicTest> anEmptyTextIsNotNull() {
    return spoilt((types, body, place, required, shape) -> {
      for (String empty : List.of("", " ")) {
        Objects.requireNonNull(parent(body, place)).put(name(place), empty);
        try {
          PlatformEvent event = types.parse(bytes(body.toString()));
          JsonNode written = JsonMapper.shared().valueToTree(event);
          boolean openEnd = place.equals("/chat/end_time") && empty.isEmpty();
          boolean unknown = event.getClass().getSimpleName().equals("Unknown");
          assertThat(written.at(place).isString() || openEnd || unknown).as(place).isTrue();
        } catch (UnreadableEvent unreadable) {
          assertThat(unreadable.pointer()).startsWith(place);
        }
      }
    });
  }

  private static List<JsonNode> wrong(Shape shape) {
    if (shape.constant() || !shape.values().isEmpty()) {
      return List.of(MAKE.numberNode(0), MAKE.booleanNode(true), MAKE.arrayNode());
    }
    if (shape.types().contains("integer") && shape.types().size() == 2) {
      return List.of(MAKE.booleanNode(true), MAKE.numberNode(1.5), MAKE.objectNode());
    }
    return switch (shape.types().stream().findFirst().orElse("any")) {
      case "string" ->
          List.of(
              MAKE.numberNode(7), MAKE.numberNode(1.5), MAKE.booleanNode(true), MAKE.arrayNode());
      case "integer" ->
          List.of(
              MAKE.stringNode("7"),
              MAKE.numberNode(7.0),
              MAKE.booleanNode(true),
              MAKE.numberNode(new java.math.BigInteger("9".repeat(20))),
              MAKE.arrayNode());
      case "number" -> List.of(MAKE.stringNode("7"), MAKE.booleanNode(true), MAKE.objectNode());
      case "boolean" -> List.of(MAKE.stringNode("true"), MAKE.numberNode(1), MAKE.objectNode());
      case "array" -> List.of(MAKE.stringNode("x"), MAKE.numberNode(1), MAKE.objectNode());
      case "object" -> List.of(MAKE.stringNode("x"), MAKE.numberNode(1), MAKE.arrayNode());
      default -> List.of();
    };
  }

  @FunctionalInterface
  private interface Spoil {
    void spoil(EventTypes types, ObjectNode body, String place, boolean required, Shape shape)
        throws Exception;
  }

  /** One test for each event and each member that its example has. */
  private static Stream<DynamicTest> spoilt(Spoil spoil) {
    List<DynamicTest> tests = new ArrayList<>();
    for (EventTypes types : EventTypes.values()) {
      PlatformFileOf file = types.file();
      for (Map.Entry<String, JsonNode> event : file.events().entrySet()) {
        JsonNode example = event.getValue().get("example");
        tests.add(
            DynamicTest.dynamicTest(
                types.platform + "/" + event.getKey(),
                () -> {
                  Shape shape = file.shape(event.getKey());
                  for (Member member : members("", shape, example)) {
                    spoil.spoil(
                        types,
                        (ObjectNode) example.deepCopy(),
                        member.place(),
                        member.required(),
                        member.shape());
                  }
                }));
      }
    }
    return tests.stream();
  }

  private record Member(String place, boolean required, Shape shape) {}

  /** The members of a value, and of its members, that the schema names. */
  private static List<Member> members(String at, Shape shape, JsonNode value) {
    List<Member> members = new ArrayList<>();
    shape
        .properties()
        .forEach((name, property) -> {
          if (value.has(name)) {
            String place = at + "/" + name;
            members.add(new Member(place, shape.required().contains(name), property));
            members.addAll(members(place, property, value.get(name)));
          }
        });
    if (shape.items() != null && value.isArray() && !value.isEmpty()) {
      members.addAll(members(at + "/0", shape.items(), value.get(0)));
    }
    return members;
  }

  private static void assertUnreadableAt(EventTypes types, byte[] body, String place) {
    assertThatThrownBy(() -> types.parse(body))
        .as("%s", new String(body, StandardCharsets.UTF_8))
        .isInstanceOfSatisfying(
            UnreadableEvent.class,
            unreadable -> assertThat(unreadable.pointer()).startsWith(place));
  }

  private static ObjectNode parent(JsonNode body, String place) {
    return (ObjectNode) body.at(place.substring(0, place.lastIndexOf('/')));
  }

  private static String name(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
