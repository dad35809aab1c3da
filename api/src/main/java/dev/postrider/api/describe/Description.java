package dev.postrider.api.describe;

import dev.postrider.api.http.Rule;
import dev.postrider.platform.Reading.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the events that an OpenAPI document describes: its {@code webhooks}, and {@code x-webhooks}
 * of documents before 3.1.
 *
 * @param events what was found; empty when anything is wrong
 * @param faults all that is wrong, as far as it was looked for; pointers begin in the document
 */
public record Description(List<DescribedEvent> events, List<Fault> faults) {
  private static final int MOST_EVENTS = 1_000;
  private static final int MOST_FAULTS = 20;
  private static final int MOST_EXAMPLES = 10;
  private static final int MOST_FLAGS = 100;
  private static final int LARGEST_SCHEMA = 512 * 1024;
  private static final int LARGEST_SCHEMAS = 8 * 1024 * 1024;
  private static final List<String> METHODS =
      List.of("post", "put", "patch", "get", "delete", "options", "head", "trace");
  private static final List<String> PLACES = List.of("webhooks", "x-webhooks");

  public Description {
    events = List.copyOf(events);
    faults = List.copyOf(faults);
  }

  /** Reads a document, in JSON or YAML. */
  public static Description of(String text) {
    List<Fault> faults = new ArrayList<>();
    JsonNode document = OpenApiText.read(text, faults);
    if (!faults.isEmpty()) {
      return new Description(List.of(), faults);
    }
    return new Reader(document, faults).read();
  }

  /** Reads one document. */
  private record Reader(JsonNode document, List<Fault> faults) {

    Description read() {
      if (!document.path("openapi").asString("").startsWith("3.")) {
        faults.add(new Fault("/openapi", "must be a version 3.x of OpenAPI"));
      }
      if (PLACES.stream().noneMatch(document::has)) {
        faults.add(new Fault("", "has neither webhooks nor x-webhooks"));
      }
      if (PLACES.stream().mapToInt(place -> document.path(place).size()).sum() > MOST_EVENTS) {
        faults.add(new Fault("", "describes more than " + MOST_EVENTS + " webhooks"));
      }
      List<DescribedEvent> events = new ArrayList<>();
      if (faults.isEmpty()) {
        PLACES.forEach(place -> read(place, events));
      }
      return faults.isEmpty()
          ? new Description(events, faults)
          : new Description(List.of(), faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    private void read(String place, List<DescribedEvent> events) {
      JsonNode webhooks = document.path(place);
      if (!webhooks.isMissingNode() && !webhooks.isObject()) {
        faults.add(new Fault("/" + place, "must be an object"));
        return;
      }
      long size = events.stream().mapToLong(Reader::size).sum();
      for (Map.Entry<String, JsonNode> webhook : webhooks.properties()) {
        String pointer = "/" + place + "/" + References.escaped(webhook.getKey());
        if (events.stream().anyMatch(e -> e.name().equals(webhook.getKey()))) {
          faults.add(new Fault(pointer, "is in webhooks too"));
          continue;
        }
        DescribedEvent event = event(webhook.getKey(), webhook.getValue(), pointer);
        if (event == null) {
          if (faults.size() >= MOST_FAULTS) {
            return;
          }
          continue;
        }
        size += size(event);
        if (size > LARGEST_SCHEMAS) {
          faults.add(new Fault(pointer, "is too much: the schemas have more than 8 MiB together"));
          return;
        }
        events.add(event);
      }
    }

    private static long size(DescribedEvent event) {
      return event.schemas() == null ? 0 : event.schemas().length();
    }

    private @Nullable DescribedEvent event(String name, JsonNode webhook, String pointer) {
      int before = faults.size();
      rule(name, Rule.EVENT_TYPE, pointer);
      JsonNode item = new References(document, faults).followed(webhook, pointer);
      String method = METHODS.stream().filter(m -> item.path(m).isObject()).findFirst().orElse("");
      if (faults.size() == before && method.isEmpty()) {
        faults.add(new Fault(pointer, "has no operation"));
      }
      if (faults.size() > before) {
        return null;
      }
      String at = pointer + "/" + method;
      JsonNode operation = item.path(method);
      String schemas = schemas(operation.path("requestBody"), at + "/requestBody");
      String description = description(operation, item, at);
      Set<String> flags = flags(operation, item, at);
      String group = text(operation, item, "x-svix-group-name", Rule.EVENT_TYPE_GROUP, at);
      boolean deprecated = operation.path("deprecated").asBoolean(false);
      return faults.size() > before
          ? null
          : new DescribedEvent(name, description, deprecated, schemas, flags, group);
    }

    private @Nullable String description(JsonNode operation, JsonNode item, String pointer) {
      for (String member : List.of("description", "summary")) {
        String text = text(operation, item, member, Rule.DESCRIPTION, pointer);
        if (text != null && !text.isBlank()) {
          return text;
        }
      }
      return null;
    }

    /** Of the operation, else of its path item. */
    private @Nullable String text(
        JsonNode operation, JsonNode item, String member, Rule rule, String pointer) {
      JsonNode value = operation.hasNonNull(member) ? operation.get(member) : item.path(member);
      if (value.isMissingNode() || value.isNull()) {
        return null;
      }
      return text(value, rule, pointer + "/" + member);
    }

    private @Nullable String text(JsonNode value, Rule rule, String pointer) {
      if (!value.isString()) {
        faults.add(new Fault(pointer, "must be a string"));
        return null;
      }
      return rule(value.asString(), rule, pointer) ? value.asString() : null;
    }

    private boolean rule(String text, Rule rule, String pointer) {
      String problem = rule.problem(text);
      if (problem != null) {
        faults.add(new Fault(pointer, problem));
      }
      return problem == null;
    }

    private @Nullable Set<String> flags(JsonNode operation, JsonNode item, String pointer) {
      String member = "x-svix-feature-flags";
      JsonNode list = operation.hasNonNull(member) ? operation.get(member) : item.path(member);
      if (list.isMissingNode() || list.isNull()) {
        String one = text(operation, item, "x-svix-feature-flag", Rule.FEATURE_FLAG, pointer);
        return one == null ? null : Set.of(one);
      }
      if (!list.isArray() || list.size() > MOST_FLAGS) {
        faults.add(
            new Fault(
                pointer + "/" + member, "must be a list of at most " + MOST_FLAGS + " texts"));
        return null;
      }
      Set<String> flags = new LinkedHashSet<>();
      for (int i = 0; i < list.size(); i++) {
        String flag = text(list.get(i), Rule.FEATURE_FLAG, pointer + "/" + member + "/" + i);
        if (flag != null) {
          flags.add(flag);
        }
      }
      return flags;
    }

    /** The schema of the JSON body as that of version 1; null when no such body is described. */
    private @Nullable String schemas(JsonNode body, String pointer) {
      References references = new References(document, faults);
      JsonNode content = references.followed(body, pointer).path("content");
      String type = content.propertyNames().stream().filter(Reader::json).findFirst().orElse("");
      JsonNode media = content.path(type);
      if (!media.has("schema")) {
        return null;
      }
      String at = pointer + "/content/" + References.escaped(type) + "/schema";
      ObjectNode schema = references.resolved(media.path("schema"), at);
      if (schema == null) {
        return null;
      }
      String problem = PayloadSchema.problem(schema);
      if (problem != null) {
        faults.add(new Fault(at, problem));
        return null;
      }
      List<JsonNode> examples = examples(media, pointer);
      if (!examples.isEmpty() && !schema.has("examples")) {
        ArrayNode list = schema.putArray("examples");
        examples.forEach(list::add);
      }
      String text = OpenApiText.write(JsonNodeFactory.instance.objectNode().set("1", schema));
      if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_SCHEMA
          || Rule.unsayable(text) != null) {
        faults.add(
            new Fault(at, "must have at most " + LARGEST_SCHEMA + " bytes, all of them text"));
        return null;
      }
      return text;
    }

    private static boolean json(String mediaType) {
      String type = mediaType.replaceFirst(";.*", "").strip();
      return type.equals("application/json") || type.endsWith("+json") || type.equals("*/*");
    }

    private List<JsonNode> examples(JsonNode media, String pointer) {
      Stream<JsonNode> many =
          media
              .path("examples")
              .valueStream()
              .limit(MOST_EXAMPLES)
              .map(example ->
                  new References(document, faults).followed(example, pointer).path("value"));
      return Stream.concat(Stream.of(media.path("example")), many)
          .filter(example -> !example.isMissingNode())
          .limit(MOST_EXAMPLES)
          .toList();
    }
  }
}
