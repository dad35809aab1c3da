package dev.postrider.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an OpenAPI document promises, to be compared with what a server does. Safe for use by many
 * threads.
 */
public final class OpenApi {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "head", "patch", "options", "trace");

  /**
   * One of its operations.
   *
   * @param parameters those of the operation and of its path
   */
  public record Operation(
      String id, String method, String path, JsonNode node, List<JsonNode> parameters) {
    /** Method and path, in which every parameter is called alike. */
    public String shape() {
      return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    /** The documented statuses that say it went well. */
    public List<Integer> successes() {
      return node.path("responses").propertyNames().stream()
          .map(Integer::valueOf)
          .filter(status -> status < 300)
          .sorted()
          .toList();
    }

    public boolean hasBody() {
      return node.has("requestBody");
    }

    @Override
    public String toString() {
      return id + " (" + method + " " + path + ")";
    }

    private boolean fits(String[] segments) {
      String[] pattern = path.split("/", -1);
      if (pattern.length != segments.length) {
        return false;
      }
      for (int i = 0; i < pattern.length; i++) {
        if (!pattern[i].startsWith("{") && !pattern[i].equals(segments[i])) {
          return false;
        }
      }
      return true;
    }

    private long variables() {
      return path.chars().filter(c -> c == '{').count();
    }
  }

  private final JsonNode document;
  private final JsonNode closed;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  public OpenApi(JsonNode document) {
    this.document = document;
    this.closed = document.deepCopy();
    close(closed);
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          operations.add(operation(path.getKey(), path.getValue(), member));
        }
      }
    }
  }

  private Operation operation(String path, JsonNode item, Map.Entry<String, JsonNode> member) {
    List<JsonNode> parameters =
        Stream.of(item, member.getValue())
            .flatMap(node -> node.path("parameters").valueStream())
            .map(this::resolved)
            .toList();
    return new Operation(
        member.getValue().path("operationId").asString(""),
        member.getKey().toUpperCase(Locale.ROOT),
        path,
        member.getValue(),
        parameters);
  }

  /** All of it. */
  public JsonNode document() {
    return document;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation that this path without its query belongs to. */
  public Optional<Operation> at(String method, String path) {
    String plain =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String[] segments = plain.split("/", -1);
    return operations.stream()
        .filter(operation -> operation.method().equals(method) && operation.fits(segments))
        .min(Comparator.comparingLong(Operation::variables));
  }

  /** What is at the reference, if it is one. */
  public JsonNode resolved(JsonNode node) {
    JsonNode at = node;
    while (at.path("$ref").isString()) {
      at = document.at(at.path("$ref").asString().substring(1));
    }
    return at;
  }

  /** Where an answer is not as documented; members that no schema names included. */
  public List<String> problems(Operation operation, int status, String type, String body) {
    JsonNode response = resolved(operation.node().path("responses").path(Integer.toString(status)));
    if (response.isMissingNode()) {
      return List.of(operation + " does not document " + status + ": " + body);
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode() || operation.method().equals("HEAD")) {
      return body.isEmpty()
          ? List.of()
          : List.of(operation + " documents no body for " + status + ": " + body);
    }
    String media = type.split(";", 2)[0].strip();
    if (!content.has(media)) {
      return List.of(operation + " does not document \"" + type + "\" for " + status);
    }
    JsonNode answer = parsed(body);
    if (answer.isMissingNode()) {
      return List.of(operation + " answered no JSON with " + status + ": " + body);
    }
    JsonNode schema = content.path(media).path("schema");
    return problems(operation + " " + status, closed, schema, answer);
  }

  /** Where the body of a request is not as documented. */
  public List<String> requestProblems(Operation operation, JsonNode body) {
    JsonNode schema =
        operation.node().at("/requestBody/content").path("application/json").path("schema");
    return problems(operation + " request", document, schema, body);
  }

  /** Where a value is not as a schema of the document has it. */
  public List<String> problems(JsonNode schema, JsonNode value) {
    return compiled(document, schema).validate(value).stream().map(OpenApi::said).toList();
  }

  private List<String> problems(String what, JsonNode whole, JsonNode schema, JsonNode value) {
    Schema schemaOf = compiled.computeIfAbsent(what, _ -> compiled(whole, schema));
    return schemaOf.validate(value).stream().map(error -> what + ": " + said(error)).toList();
  }

  private static String said(Error error) {
    return error.getInstanceLocation() + " " + error.getMessage();
  }

  private Schema compiled(JsonNode whole, JsonNode schema) {
    ObjectNode wrapped = JsonMapper.shared().createObjectNode();
    wrapped.set("components", whole.path("components"));
    wrapped.putArray("allOf").add(schema);
    return registry.getSchema(wrapped);
  }

  private static JsonNode parsed(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** Objects whose members are listed have no others. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.valueStream().forEach(OpenApi::close);
  }
}
