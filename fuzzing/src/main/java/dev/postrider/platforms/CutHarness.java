package dev.postrider.platforms;

import dev.postrider.api.http.JsonReading;
import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Input;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A member that is cut out is gone, and nothing else is. An input is a JSON Pointer in one line,
 * and a body.
 */
public final class CutHarness implements Harness {
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  @Override
  public void tries(byte[] input) {
    Input in = new Input(input);
    String pointer = in.line();
    byte[] body = in.rest();
    if (pointer(pointer) && JsonReading.isObject(body) && everyNameOnce(body)) {
      byte[] rest = MemberCut.cut(body, pointer);
      Whole.of(body).ifPresent(whole -> check(pointer, body, rest, whole));
    }
  }

  private static void check(String pointer, byte[] body, byte[] rest, JsonNode whole) {
    JsonPointer place = JsonPointer.compile(pointer);
    Optional<JsonNode> holder =
        Optional.ofNullable(place.head()).map(whole::at).filter(JsonNode::isObject);
    if (holder.isEmpty() || whole.at(place).isMissingNode()) {
      Property.holds(Arrays.equals(rest, body), "there is nothing to cut");
    } else {
      ((ObjectNode) holder.get()).remove(place.last().getMatchingProperty());
      Property.same(Whole.of(rest).orElseThrow(), whole, "all but the member");
    }
  }

  private static boolean pointer(String text) {
    return text.startsWith("/");
  }

  private static boolean everyNameOnce(byte[] body) {
    try {
      STRICT.readTree(body);
      return true;
    } catch (JacksonException | NumberFormatException twice) {
      return false;
    }
  }
}
