package dev.postrider.platforms;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** JSON Schema (draft 2020-12), and YAML whose every value knows its line. */
final class Schemas {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final NodeReader YAML =
      NodeReader.builder()
          .yamlMapper(
              YAMLMapper.builder(
                      YAMLFactory.builder()
                          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                          .build())
                  .build())
          .locationAware()
          .build();

  private static final JsonNode FILE = ofResource("/platforms/platform.schema.json");

  /** What every platform file must look like. */
  static final Schema PLATFORM_FILE = compile(FILE);

  /** What the policy of one must look like. */
  static final Schema POLICY =
      compile(
          JsonNodeFactory.instance
              .objectNode()
              .put("$ref", "#/$defs/policy")
              .set("$defs", FILE.get("$defs")));

  /** Whatever the value is, its numbers have 64 bits. */
  private static final Schema NUMBERS =
      compile(
          YAML.readTree(
              """
              {
                "if": {"type": "number"},
                "then": {"minimum": -9.2e18, "maximum": 9.2e18},
                "additionalProperties": {"$ref": "#"},
                "items": {"$ref": "#"}
              }
              """,
              InputFormat.JSON));

  private Schemas() {}

  /**
   * What is wrong with the value. A number beyond 64 bits is, where the schema wants an integer
   * within bounds, because the library cannot compare it.
   */
  static List<Error> errors(Schema schema, JsonNode value) {
    try {
      return schema.validate(value);
    } catch (JsonNodeException beyond) {
      List<Error> errors = NUMBERS.validate(value);
      if (errors.isEmpty()) {
        throw beyond;
      }
      return errors;
    }
  }

  /** Reads a YAML document. */
  static JsonNode yaml(byte[] yaml) {
    return YAML.readTree(new ByteArrayInputStream(yaml), InputFormat.YAML);
  }

  /** Compiles a schema now, so that what is wrong with it shows now. */
  static Schema compile(JsonNode schema) {
    Schema compiled = REGISTRY.getSchema(schema);
    compiled.initializeValidators();
    return compiled;
  }

  /** Where the value stands in the file that it was read from. */
  static PlatformFault fault(String file, JsonNode at, String message) {
    TokenStreamLocation place = JsonNodes.tokenStreamLocationOf(at);
    return place == null
        ? new PlatformFault(file, 0, 0, message)
        : new PlatformFault(file, place.getLineNr(), place.getColumnNr(), message);
  }

  /** The value that an error is about: the member itself where there must be none of its name. */
  static JsonNode wrong(Error error) {
    JsonNode value = error.getInstanceNode();
    boolean unknown = error.getKeyword().equals("additionalProperties");
    return unknown && value.has(error.getProperty()) ? value.get(error.getProperty()) : value;
  }

  /** Where in the document an error is, as a JSON Pointer (RFC 6901). */
  static String pointer(Error error) {
    NodePath path = error.getInstanceLocation();
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      String name = String.valueOf(path.getElement(i));
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return missing(error) == null ? pointer.toString() : pointer + "/" + missing(error);
  }

  /** The error in words, without the path that some of the library's messages begin with. */
  static String message(Error error) {
    if (missing(error) != null) {
      return "is missing";
    }
    JsonNode together = error.getSchemaNode().path("required");
    return error.getKeyword().equals("not") && together.isArray()
        ? "must not have "
            + String.join(" and ", together.valueStream().map(JsonNode::asString).toList())
        : error.getMessage();
  }

  /** The same for an error of {@link #POLICY}, with what the schema says that the value is. */
  static String explained(Error error) {
    NodePath keyword = error.getSchemaLocation().getFragment();
    JsonNode schema = FILE;
    for (int i = 0; i < keyword.getNameCount() - 1; i++) {
      Object step = keyword.getElement(i);
      schema = step instanceof Integer at ? schema.path(at) : schema.path(String.valueOf(step));
    }
    String value = schema.path("description").asString("");
    String message = error.getKeyword().equals("pattern") ? "does not fit" : message(error);
    return value.isEmpty() || missing(error) != null
        ? message(error)
        : message + " (" + value + ")";
  }

  static boolean knowsOfPolicies(String member) {
    return FILE.at("/$defs/policy/properties").has(member);
  }

  private static @Nullable String missing(Error error) {
    return error.getKeyword().equals("required") ? error.getProperty() : null;
  }

  private static JsonNode ofResource(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its " + name);
      }
      return YAML.readTree(in, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
