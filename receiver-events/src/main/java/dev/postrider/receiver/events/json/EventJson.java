package dev.postrider.receiver.events.json;

import dev.postrider.receiver.events.UnreadableEvent;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads bodies within bounds, and makes records of them.
 *
 * <p>A member has the type that the record says, and is there unless it may be absent: neither is
 * "7" the number 7, nor is nothing the number 0.
 */
public final class EventJson {
  /** A body may have that many bytes. */
  public static final int LARGEST = 1 << 20;

  /** A value may be in that many others. */
  public static final int DEEPEST = 100;

  /** A number may have that many characters. */
  public static final int LONGEST_NUMBER = 100;

  private static final int LONGEST_NAME = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LARGEST)
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(LONGEST_NAME)
                          .build())
                  // Another reader of the same bytes could take the other one.
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .annotationIntrospector(new Absence())
          .addModule(Times.TEXTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          // Or it would be null, where nothing may be.
          .withCoercionConfigDefaults(
              any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  List.of(
                          CoercionInputShape.Boolean,
                          CoercionInputShape.Float,
                          CoercionInputShape.Integer)
                      .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
          .build();

  private EventJson() {}

  /** The body as a JSON object. */
  public static JsonNode object(byte[] body) throws UnreadableEvent {
    if (body.length > LARGEST) {
      throw new UnreadableEvent("", "has more than " + LARGEST + " bytes");
    }
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException malformed) {
      throw new UnreadableEvent(
          "", "is not JSON, says a member twice, or is nested too deeply or has too long a number");
    }
    if (!root.isObject()) {
      throw new UnreadableEvent("", "is not a JSON object");
    }
    return root;
  }

  /** The text that must stand there; an empty one is none. */
  public static String text(JsonNode root, String pointer) throws UnreadableEvent {
    JsonNode value = root.at(pointer);
    if (value.isMissingNode()) {
      throw new UnreadableEvent(pointer, "is missing");
    }
    if (!value.isString() || value.stringValue().isEmpty()) {
      throw new UnreadableEvent(pointer, "is not a text");
    }
    return value.stringValue();
  }

  /** The record of the body; the body itself is its component {@code json}. */
  public static <E> E event(JsonNode root, Class<E> type) throws UnreadableEvent {
    ObjectNode members = ((ObjectNode) root).objectNode();
    root.properties().forEach(member -> members.set(member.getKey(), member.getValue()));
    members.putPOJO("json", root);
    try {
      return JSON.treeToValue(members, type);
    } catch (InvalidDefinitionException ours) {
      throw ours; // The record cannot be made of anything: a fault of this library.
    } catch (JacksonException unfit) {
      throw new UnreadableEvent(pointer(unfit), "is missing, or not what it should be");
    }
  }

  private static String pointer(JacksonException unfit) {
    return unfit.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
