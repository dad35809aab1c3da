package dev.postrider.platforms;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platform.PlainHttp;
import dev.postrider.platform.Reading;
import dev.postrider.policy.Policy;
import dev.postrider.policy.StatusRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a platform of a file that has the right shape, and says what its shape cannot show: a
 * schema that is none, an example that its schema refuses, two events that one body would be.
 */
final class PlatformReader {
  private final String file;
  private final JsonNode root;
  private final List<PlatformFault> faults = new ArrayList<>();

  PlatformReader(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  PlatformFile read() {
    Policy policy = policy();
    List<EventShape> shapes = new ArrayList<>();
    List<EventKind> kinds = new ArrayList<>();
    for (Map.Entry<String, JsonNode> event : root.path("events").properties()) {
      event(event.getKey(), event.getValue(), shapes, kinds);
    }
    SettingsNode settings = new SettingsNode(root, this::fault);
    EventBodies bodies = new EventBodies(shapes, settings.omissions(), settings.inbox());
    checkExamples(bodies);
    if (!faults.isEmpty()) {
      return new PlatformFile.Bad(faults);
    }
    return new PlatformFile.Good(
        file,
        new Platform(
            root.path("platform").asString(),
            root.path("title").asString(),
            root.path("about").asString(),
            root.path("contentType").asString("application/json"),
            root.path("signing").asString("standard").equals("standard"),
            PlainHttp.valueOf(root.path("http").asString("refused").toUpperCase(Locale.ROOT)),
            policy,
            settings.all(),
            settings.inboxMaximum(),
            kinds,
            bodies));
  }

  private Policy policy() {
    JsonNode node = root.path("policy");
    List<Reading.Fault> wrong = new ArrayList<>();
    Policy policy = PolicyNode.read(node, wrong).on(Policy.STANDARD);
    StatusRules statuses = policy.statuses();
    if (node.has("refuse") && statuses.refusals().meets(statuses.goodbyes())) {
      wrong.add(new Reading.Fault("/refuse", "has a status that is in goodbye too"));
    }
    for (Reading.Fault fault : wrong) {
      String words = "/policy" + fault.pointer() + " " + fault.message();
      faults.add(Schemas.fault(file, node.at(fault.pointer()), words));
    }
    return policy;
  }

  private void event(String name, JsonNode event, List<EventShape> shapes, List<EventKind> kinds) {
    JsonNode whole = withDefinitions(event.path("schema"));
    Schema schema;
    try {
      schema = Schemas.compile(whole);
    } catch (SchemaException | IllegalArgumentException noSchema) {
      fault(event.path("schema"), name, "schema: " + noSchema.getMessage());
      return;
    }
    Map<String, List<JsonNode>> when =
        EventShape.when(name, event, root.path("typeAt").asString(""));
    if (when.isEmpty() && !event.has("when")) {
      fault(event, name, "needs \"when\", because the platform has no \"typeAt\"");
      return;
    }
    shapes.add(new EventShape(name, when, EventShape.orderingKey(event), schema));
    kinds.add(
        new EventKind(
            name,
            event.path("title").asString(),
            whole.toString(),
            event.path("example").toString()));
  }

  private JsonNode withDefinitions(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    if (root.has("definitions")) {
      whole.set("$defs", root.get("definitions"));
    }
    return whole;
  }

  private void checkExamples(EventBodies bodies) {
    for (Map.Entry<String, JsonNode> event : root.path("events").properties()) {
      JsonNode example = event.getValue().path("example");
      List<EventShape> fitting = bodies.fitting(example);
      if (fitting.stream().noneMatch(shape -> shape.name().equals(event.getKey()))) {
        fault(example, event.getKey(), "its example is not recognised by its \"when\"");
      } else if (fitting.size() > 1) {
        fault(example, event.getKey(), "its example is recognised as another event too");
      } else {
        List<Error> errors = Schemas.errors(fitting.getFirst().schema(), example);
        for (Error error : errors) {
          String words = Schemas.pointer(error) + " " + Schemas.message(error);
          fault(error.getInstanceNode(), event.getKey(), "its example breaks its schema: " + words);
        }
        if (errors.isEmpty()) {
          checkUse(bodies, event.getKey(), example);
        }
      }
    }
  }

  /** The file's pointers lead somewhere. */
  private void checkUse(EventBodies bodies, String event, JsonNode example) {
    byte[] body = example.toString().getBytes(StandardCharsets.UTF_8);
    if (bodies.read(body, Map.of()) instanceof Reading.Refused(List<Reading.Fault> refusals)) {
      for (Reading.Fault refusal : refusals) {
        fault(example, event, "its example: " + refusal.pointer() + " " + refusal.message());
      }
    }
  }

  private void fault(JsonNode at, String message) {
    faults.add(Schemas.fault(file, at, message));
  }

  private void fault(JsonNode at, String event, String message) {
    faults.add(Schemas.fault(file, at, "event " + event + ": " + message));
  }
}
