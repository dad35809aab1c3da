package dev.postrider.api;

import dev.postrider.testkit.OpenApi;
import dev.postrider.testkit.OpenApi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says in sentences where this API's document differs from Svix's: operation by operation, schema
 * by schema, member by member. For one use.
 */
final class SvixComparison {
  /** What Svix sends to its customers is no matter of requests and answers. */
  private static final Pattern SENT = Pattern.compile(".*Event(Data)?|MessageAttempetLast");

  /** What is called otherwise here. */
  private static final Map<String, String> NAMES = Map.of("ValidationErrorItem", "ValidationError");

  private static final List<String> BOUNDS =
      List.of(
          "format",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "uniqueItems",
          "maxProperties",
          "default");

  private final OpenApi svix;
  private final OpenApi ours;
  private final Set<String> differences = new TreeSet<>();

  SvixComparison(OpenApi svix, OpenApi ours) {
    this.svix = svix;
    this.ours = ours;
  }

  Set<String> differences() {
    svix.operations().forEach(this::operation);
    for (Map.Entry<String, JsonNode> schema : schemas(svix).properties()) {
      String name = NAMES.getOrDefault(schema.getKey(), schema.getKey());
      if (!SENT.matcher(name).matches()) {
        if (schemas(ours).has(name)) {
          schema(name, schema.getValue(), schemas(ours).path(name));
        } else {
          differ(name, "is missing");
        }
      }
    }
    return differences;
  }

  private static JsonNode schemas(OpenApi document) {
    return document.document().at("/components/schemas");
  }

  private void operation(Operation theirs) {
    String place = theirs.method() + " " + theirs.path();
    Optional<Operation> same =
        ours.operations().stream()
            .filter(one -> one.method().equals(theirs.method()) && one.path().equals(theirs.path()))
            .findFirst();
    same.ifPresentOrElse(
        one -> {
          parameters(place, theirs, one);
          body(
              place + " request",
              theirs.node().path("requestBody"),
              one.node().path("requestBody"));
          answers(place, theirs, one);
        },
        () -> differ(place, "is missing"));
  }

  private void parameters(String place, Operation theirs, Operation one) {
    Set<String> names = new TreeSet<>();
    theirs.parameters().forEach(parameter -> names.add(name(parameter)));
    one.parameters().forEach(parameter -> names.add(name(parameter)));
    for (String name : names) {
      JsonNode their = parameter(theirs, name);
      JsonNode our = parameter(one, name);
      if (their == null) {
        // Svix leaves out some of those that stand in the path itself.
        if (!name.startsWith("path ")) {
          differ(place + " " + name, "is additional");
        }
      } else if (our == null) {
        differ(place + " " + name, "is missing");
      } else {
        if (their.path("required").asBoolean(false) != our.path("required").asBoolean(false)) {
          differ(place + " " + name, "is not required alike");
        }
        schema(place + " " + name, their.path("schema"), our.path("schema"));
      }
    }
  }

  private static String name(JsonNode parameter) {
    return parameter.path("in").asString() + " " + parameter.path("name").asString();
  }

  private static @Nullable JsonNode parameter(Operation operation, String name) {
    return operation.parameters().stream()
        .filter(parameter -> name(parameter).equals(name))
        .findFirst()
        .orElse(null);
  }

  private void answers(String place, Operation theirs, Operation one) {
    JsonNode their = theirs.node().path("responses");
    JsonNode our = one.node().path("responses");
    Set<String> statuses = new TreeSet<>(their.propertyNames());
    statuses.addAll(our.propertyNames());
    for (String status : statuses) {
      if (!their.has(status)) {
        differ(place + " " + status, "is additional");
      } else if (!our.has(status)) {
        differ(place + " " + status, "is missing");
      } else {
        body(place + " " + status, their.path(status), our.path(status));
      }
    }
  }

  private void body(String place, JsonNode theirs, JsonNode our) {
    JsonNode their = svix.resolved(theirs).path("content").path("application/json").path("schema");
    JsonNode one = ours.resolved(our).path("content").path("application/json").path("schema");
    if (their.isMissingNode() && one.isMissingNode()) {
      return;
    }
    if (their.isMissingNode() || one.isMissingNode()) {
      differ(place, one.isMissingNode() ? "has no body" : "has a body");
    } else {
      schema(place, their, one);
    }
  }

  private void schema(String place, JsonNode theirs, JsonNode our) {
    JsonNode one = withoutNull(our);
    String named = reference(theirs);
    if (named != null && NAMES.getOrDefault(named, named).equals(reference(one))) {
      nullable(place, theirs, our);
      return;
    }
    JsonNode their = svix.resolved(theirs);
    nullable(place, their, our);
    one = withoutNull(ours.resolved(one));
    compare(place, "type", type(their), type(one));
    compare(place, "enum", values(their), values(one));
    for (String bound : BOUNDS) {
      // What stands beside a reference goes before what stands behind it.
      JsonNode said = our.has(bound) ? our.path(bound) : one.path(bound);
      compare(place, bound, text(their.path(bound)), text(said));
    }
    members(place, their, one);
    inner(place + "[]", their.path("items"), one.path("items"));
    inner(place + "{}", their.path("additionalProperties"), one.path("additionalProperties"));
  }

  private void inner(String place, JsonNode theirs, JsonNode one) {
    if (theirs.isObject() && one.isObject()) {
      schema(place, theirs, one);
    } else if (theirs.isObject() || one.isObject()) {
      differ(place, one.isObject() ? "is additional" : "is missing");
    }
  }

  private void members(String place, JsonNode theirs, JsonNode one) {
    Set<String> names = new TreeSet<>(theirs.path("properties").propertyNames());
    names.addAll(one.path("properties").propertyNames());
    for (String name : names) {
      String member = place + "." + name;
      JsonNode their = theirs.path("properties").path(name);
      JsonNode our = one.path("properties").path(name);
      if (their.isMissingNode()) {
        differ(member, required(one, name) ? "is additional and required" : "is additional");
      } else if (our.isMissingNode()) {
        differ(member, "is missing");
      } else {
        if (required(theirs, name) != required(one, name)) {
          differ(member, required(one, name) ? "is required" : "is not required");
        }
        schema(member, their, our);
      }
    }
  }

  private static boolean required(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(one -> one.asString().equals(name));
  }

  private void nullable(String place, JsonNode theirs, JsonNode our) {
    boolean their = theirs.path("nullable").asBoolean(false);
    if (their != takesNull(our)) {
      differ(place, their ? "must not be null" : "may be null");
    }
  }

  private boolean takesNull(JsonNode our) {
    JsonNode one = ours.resolved(our);
    return one.path("type").asString("").equals("null")
        || one.path("type").valueStream().anyMatch(type -> type.asString().equals("null"))
        || one.path("enum").valueStream().anyMatch(JsonNode::isNull)
        || one.path("anyOf").valueStream().anyMatch(this::takesNull);
  }

  /** The other one of two when the second is null. */
  private static JsonNode withoutNull(JsonNode our) {
    List<JsonNode> others =
        our.path("anyOf")
            .valueStream()
            .filter(one -> !one.path("type").asString("").equals("null"))
            .toList();
    return others.size() == 1 ? others.getFirst() : our;
  }

  private static @Nullable String reference(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? null : reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static String type(JsonNode schema) {
    List<String> types = new ArrayList<>();
    schema.path("type").valueStream().forEach(type -> types.add(type.asString()));
    types.remove("null");
    String only = schema.path("type").asString("");
    return only.isEmpty() ? String.join(" or ", types) : only;
  }

  private static String values(JsonNode schema) {
    List<String> values = new ArrayList<>();
    schema
        .path("enum")
        .valueStream()
        .filter(value -> !value.isNull())
        .forEach(value -> values.add(value.toString()));
    if (schema.has("const")) {
      values.add(schema.path("const").toString());
    }
    return String.join(" ", values);
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "" : value.toString();
  }

  private void compare(String place, String what, String theirs, String our) {
    if (!theirs.equals(our)) {
      differ(place, what + " is " + said(our) + ", not " + said(theirs));
    }
  }

  private static String said(String text) {
    return text.isEmpty() ? "open" : text;
  }

  private void differ(String place, String how) {
    differences.add(place + ": " + how);
  }
}
