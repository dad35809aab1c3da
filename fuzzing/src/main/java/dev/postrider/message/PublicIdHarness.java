package dev.postrider.message;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One key has one public id and one kind: no other text is read as it. An input is a text; its
 * first 8 bytes are also a key.
 */
public final class PublicIdHarness implements Harness {
  @Override
  public void tries(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    MessageId.parse(text)
        .ifPresent(id -> Property.same(id.toString(), text, "an id has no other form"));
    long value = 0;
    for (int i = 0; i < Math.min(8, input.length); i++) {
      value = value << 8 | (input[i] & 0xff);
    }
    if (value > 0) {
      key(new MessageId(value), input[input.length - 1]);
    }
  }

  private static void key(MessageId id, byte choice) {
    String text = id.toString();
    Property.same(MessageId.parse(text), Optional.of(id), "written and read again");
    Property.holds(EndpointId.parse(text).isEmpty(), "is of one kind");
    char[] other = text.toCharArray();
    int at = Math.floorMod(choice, other.length);
    other[at] = other[at] == 'z' ? 'y' : (char) (other[at] + 1);
    Property.holds(
        MessageId.parse(new String(other)).isEmpty(), "a slip names nothing: " + id.value());
  }
}
