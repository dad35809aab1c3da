package dev.postrider.postgres;

import dev.postrider.directory.Secret;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The jsonb columns of the directory, member by member, so that a renamed record component breaks
 * no stored row.
 */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static String map(Map<String, String> map) {
    ObjectNode node = MAPPER.createObjectNode();
    map.forEach(node::put);
    return node.toString();
  }

  static Map<String, String> map(String json) {
    Map<String, String> map = new LinkedHashMap<>();
    MAPPER.readTree(json).properties().forEach(e -> map.put(e.getKey(), e.getValue().asString()));
    return map;
  }

  static String secrets(List<Secret> secrets) {
    ArrayNode array = MAPPER.createArrayNode();
    for (Secret secret : secrets) {
      ObjectNode node = array.addObject().put("text", secret.text());
      if (secret.expires() != null) {
        node.put("expires", secret.expires().toString());
      }
    }
    return array.toString();
  }

  static List<Secret> secrets(String json) {
    List<Secret> secrets = new ArrayList<>();
    for (JsonNode node : MAPPER.readTree(json)) {
      JsonNode expires = node.get("expires");
      secrets.add(
          new Secret(
              node.path("text").asString(),
              expires == null ? null : Instant.parse(expires.asString())));
    }
    return secrets;
  }

  static String policy(Policy policy) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("timeout", policy.timeout().toString());
    node.put("onlyOk", policy.statuses().onlyOk());
    policy.statuses().refusals().forEach(node.putArray("refusals")::add);
    policy.statuses().goodbyes().forEach(node.putArray("goodbyes")::add);
    ArrayNode delays = node.putArray("delays");
    policy.retries().delays().forEach(d -> delays.add(d.toString()));
    node.put("jitter", policy.retries().jitter());
    switch (policy.lane()) {
      case LaneRule.Hold() -> {}
      case LaneRule.SkipAfter(int attempts) -> node.put("laneSkipsAfter", attempts);
    }
    node.put("concurrency", policy.concurrency());
    node.put("disableAfter", policy.disableAfter().toString());
    return node.toString();
  }

  static Policy policy(String json) {
    JsonNode node = MAPPER.readTree(json);
    List<Duration> delays = new ArrayList<>();
    node.path("delays").forEach(d -> delays.add(Duration.parse(d.asString())));
    JsonNode skip = node.get("laneSkipsAfter");
    return new Policy(
        Duration.parse(node.path("timeout").asString()),
        new StatusRules(
            node.path("onlyOk").asBoolean(),
            numbers(node.path("refusals")),
            numbers(node.path("goodbyes"))),
        new RetrySchedule(delays, node.path("jitter").asDouble()),
        skip == null ? new LaneRule.Hold() : new LaneRule.SkipAfter(skip.asInt()),
        node.path("concurrency").asInt(),
        Duration.parse(node.path("disableAfter").asString()));
  }

  private static Set<Integer> numbers(JsonNode array) {
    Set<Integer> numbers = new HashSet<>();
    array.forEach(n -> numbers.add(n.asInt()));
    return numbers;
  }
}
