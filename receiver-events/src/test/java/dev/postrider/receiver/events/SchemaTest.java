package dev.postrider.receiver.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The records against the schemas of the platform files. */
final class SchemaTest {

  @ParameterizedTest
  @EnumSource
  void everyEventHasARecordAndEveryRecordAnEvent(EventTypes types) {
    List<String> events =
        types.file().events().keySet().stream().map(EventTypes::recordName).toList();
    assertThat(types.records().keySet()).isNotEmpty().containsExactlyInAnyOrderElementsOf(events);
  }

  @ParameterizedTest
  @EnumSource
  void everyPropertyHasAFittingComponentAndEveryComponentAProperty(EventTypes types) {
    Map<String, List<String>> faults = new TreeMap<>();
    for (String event : types.file().events().keySet()) {
      List<String> found = faults(types, types.file(), event);
      if (!found.isEmpty()) {
        faults.put(event, found);
      }
    }
    assertThat(faults).isEmpty();
  }

  /** The check would be worth nothing if it overlooked what a file gets. */
  @ParameterizedTest
  @EnumSource
  void aMemberThatASchemaGetsIsMissed(EventTypes types) {
    for (String event : types.file().events().keySet()) {
      List<String> places = new ArrayList<>();
      objects("", types.file().shape(event), places);
      places.removeIf(place -> ofAnotherMessage(place, event));
      for (String place : places) {
        PlatformFileOf file = types.file();
        add(schema(file, event), place);
        assertThat(faults(types, file, event))
            .as(event + place)
            .singleElement()
            .asString()
            .startsWith(place + "/novel has no component");
      }
    }
  }

  private static List<String> faults(EventTypes types, PlatformFileOf file, String event) {
    Class<?> type = Objects.requireNonNull(types.records().get(EventTypes.recordName(event)));
    return Fit.faults(type, file.shape(event), new TreeSet<>(file.events().keySet()));
  }

  private static ObjectNode schema(PlatformFileOf file, String event) {
    return (ObjectNode) Objects.requireNonNull(file.events().get(event)).get("schema");
  }

  /** The places of all objects whose members the schema names. */
  private static void objects(String at, Shape shape, List<String> places) {
    if (shape.properties().isEmpty()) {
      return;
    }
    places.add(at);
    shape
        .properties()
        .forEach((name, property) -> {
          if (!property.forbidden()) {
            objects(at + "/" + name, property, places);
          }
        });
  }

  /** A message of Qikchat has but the member that its type names. */
  private static boolean ofAnotherMessage(String place, String event) {
    String message = "/payload/message/";
    return event.startsWith("message.")
        && place.startsWith(message)
        && EventTypes.QIKCHAT.file().events().containsKey("message." + step(place, message))
        && !event.equals("message." + step(place, message));
  }

  private static String step(String place, String after) {
    return place.substring(after.length()).replaceFirst("/.*", "");
  }

  /** Gives the object at that place one more member. */
  private static void add(ObjectNode schema, String place) {
    ObjectNode at = schema;
    for (String step : place.isEmpty() ? new String[0] : place.substring(1).split("/", -1)) {
      at = at.withObjectProperty("properties").withObjectProperty(step);
    }
    JsonNode text = at.objectNode().put("type", "string");
    at.withObjectProperty("properties").set("novel", text);
  }
}
