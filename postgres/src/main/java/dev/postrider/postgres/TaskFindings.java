package dev.postrider.postgres;

import dev.postrider.message.ApplicationId;
import dev.postrider.task.Statistic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tasks find out, as JSON; member by member, so that a renamed component breaks no row. */
final class TaskFindings {
  private static final JsonMapper MAPPER = new JsonMapper();

  private TaskFindings() {}

  static String write(List<Statistic> found) {
    ArrayNode all = MAPPER.createArrayNode();
    for (Statistic statistic : found) {
      ObjectNode node = all.addObject().put("application", statistic.application().value());
      switch (statistic) {
        case Statistic.Usage usage ->
            node.put("uid", usage.uid()).put("destinations", usage.destinations());
        case Statistic.Subscriptions subscriptions -> {
          node.put("catchAll", subscriptions.catchAll());
          ArrayNode types = node.putArray("eventTypes");
          subscriptions.eventTypes().forEach(types::add);
        }
      }
    }
    return all.toString();
  }

  static Stream<Statistic> read(String json) {
    return MAPPER.readTree(json).valueStream().map(TaskFindings::statistic);
  }

  private static Statistic statistic(JsonNode node) {
    ApplicationId application = new ApplicationId(node.path("application").asLong());
    JsonNode types = node.path("eventTypes");
    if (types.isArray()) {
      return new Statistic.Subscriptions(
          application,
          types.valueStream().map(JsonNode::asString).collect(Collectors.toSet()),
          node.path("catchAll").asBoolean());
    }
    JsonNode uid = node.path("uid");
    return new Statistic.Usage(
        application, uid.isString() ? uid.asString() : null, node.path("destinations").asLong());
  }
}
