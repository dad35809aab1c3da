package dev.postrider.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON whole and from characters, which is another parser than the one over bytes that the
 * product streams through, with wider bounds.
 */
public final class Whole {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(1_000)
                          .maxNumberLength(10_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Whole() {}

  /**
   * What the bytes say; empty when they have a number whose exponent is beyond all that Java holds.
   *
   * @throws AssertionError when they are not one JSON value
   */
  public static Optional<JsonNode> of(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
      Property.holds(node != null && !node.isMissingNode(), "is not empty");
      return Optional.of(node);
    } catch (JacksonException noJson) {
      throw new AssertionError("is no JSON", noJson);
    } catch (NumberFormatException beyond) {
      return Optional.empty();
    }
  }

  /** The same of bytes that may be anything. */
  public static Optional<JsonNode> maybe(byte[] json) {
    try {
      return of(json);
    } catch (AssertionError noJson) {
      return Optional.empty();
    }
  }
}
