package dev.postrider.platforms;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A platform file is refused in words, or gives a platform that reads its own examples as the
 * events that they are. An input is a file.
 */
public final class PlatformFileHarness implements Harness {
  @Override
  public void tries(byte[] input) {
    switch (PlatformFile.read("fuzz.yaml", input)) {
      case PlatformFile.Bad(var faults) -> {
        Property.holds(!faults.isEmpty(), "says what is wrong");
        faults.forEach(
            fault -> Property.holds(fault.toString().startsWith("fuzz.yaml"), "says where"));
      }
      case PlatformFile.Good(_, Platform platform) ->
          platform.events().forEach(kind -> example(platform, kind));
    }
  }

  private static void example(Platform platform, EventKind kind) {
    byte[] body = kind.example().getBytes(StandardCharsets.UTF_8);
    Property.holds(
        platform.reader().read(body, Map.of()) instanceof Reading.Event event
            && event.type().equals(kind.name()),
        "reads its example of " + kind.name());
  }
}
