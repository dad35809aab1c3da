package dev.postrider.platforms;

import dev.postrider.api.http.Utf8;
import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Input;
import dev.postrider.fuzz.Platforms;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Reading;
import dev.postrider.platform.Setting;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is sent of an event is JSON and is the event, but for whole members that the application
 * leaves out. An input is the name of a platform in one line, and a body.
 */
public final class EventHarness implements Harness {
  @Override
  public void tries(byte[] input) {
    Input in = new Input(input);
    Platform platform = Platforms.named(in.line());
    byte[] body = in.rest();
    if (Utf8.valid(body)) {
      read(platform, body, Map.of());
      Map<String, String> none = new HashMap<>();
      platform.settings().stream()
          .filter(setting -> setting.kind() instanceof Setting.Kind.Flag)
          .forEach(setting -> none.put(setting.name(), "false"));
      read(platform, body, none);
    }
  }

  private static void read(Platform platform, byte[] body, Map<String, String> settings) {
    switch (platform.reader().read(body, settings)) {
      case Reading.Refused(var faults) -> Property.holds(!faults.isEmpty(), "says what is wrong");
      case Reading.Event event -> {
        Property.holds(
            platform.events().stream().anyMatch(kind -> kind.name().equals(event.type())),
            "is of the catalogue");
        Whole.of(event.payload().bytes())
            .ifPresent(sent ->
                Whole.of(body)
                    .ifPresent(whole -> Property.holds(part(sent, whole), "nothing is changed")));
      }
    }
  }

  private static boolean part(JsonNode part, JsonNode whole) {
    if (part.isObject()) {
      return whole.isObject()
          && part.properties().stream()
              .allMatch(member ->
                  whole.has(member.getKey())
                      && part(member.getValue(), whole.get(member.getKey())));
    }
    return part.equals(whole);
  }
}
