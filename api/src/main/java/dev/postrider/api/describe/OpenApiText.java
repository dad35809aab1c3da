package dev.postrider.api.describe;

import dev.postrider.platform.Reading.Fault;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads the text of an OpenAPI document, JSON or YAML, within bounds. In YAML, an alias would stand
 * for any number of copies of what it names, so there must be none.
 */
final class OpenApiText {
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100)
          .maxNumberLength(1_000)
          .maxNameLength(16_384)
          .build();

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(BOUNDS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(BOUNDS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private OpenApiText() {}

  /** The document; a missing node, and a fault, when the text is none. */
  static JsonNode read(String text, List<Fault> faults) {
    boolean json = text.stripLeading().startsWith("{");
    try {
      if (!json && hasAlias(text)) {
        faults.add(new Fault("", "has a YAML alias (*name); say in full what it stands for"));
        return JSON.missingNode();
      }
      JsonNode document = (json ? JSON : YAML).readTree(text);
      if (!document.isObject()) {
        faults.add(new Fault("", "must be an OpenAPI document, in JSON or YAML"));
      }
      return document;
    } catch (JacksonException malformed) {
      faults.add(new Fault("", "is no valid " + (json ? "JSON" : "YAML") + where(malformed)));
    } catch (NumberFormatException beyondAllExponents) {
      faults.add(new Fault("", "has a number whose exponent is too large"));
    }
    return JSON.missingNode();
  }

  private static boolean hasAlias(String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
          return true;
        }
      }
      return false;
    }
  }

  /** Nothing of the content. */
  private static String where(JacksonException malformed) {
    TokenStreamLocation at = malformed.getLocation();
    return at == null || at.getLineNr() < 1
        ? ", or nested too deeply"
        : ", or nested too deeply (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  static String write(JsonNode node) {
    return JSON.writeValueAsString(node);
  }
}
