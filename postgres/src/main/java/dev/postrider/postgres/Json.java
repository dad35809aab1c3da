package dev.postrider.postgres;

import dev.postrider.directory.Authentication;
import dev.postrider.directory.Secret;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return map(MAPPER.readTree(json));
  }

  private static Map<String, String> map(JsonNode node) {
    Map<String, String> map = new LinkedHashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asString()));
    return map;
  }

  private static void write(ArrayNode array, List<Secret> secrets) {
    for (Secret secret : secrets) {
      ObjectNode node = array.addObject().put("text", secret.text());
      if (secret.expires() != null) {
        node.put("expires", secret.expires().toString());
      }
    }
  }

  static List<Secret> secrets(String json) {
    return secrets(MAPPER.readTree(json));
  }

  private static List<Secret> secrets(JsonNode array) {
    List<Secret> secrets = new ArrayList<>();
    for (JsonNode node : array) {
      JsonNode expires = node.get("expires");
      secrets.add(
          new Secret(
              node.path("text").asString(),
              expires == null ? null : Instant.parse(expires.asString())));
    }
    return secrets;
  }

  static String endpointSecrets(EndpointSecrets kept) {
    ObjectNode node = MAPPER.createObjectNode().put("url", kept.url());
    ObjectNode headers = node.putObject("headers");
    kept.headers().forEach(headers::put);
    write(node.putArray("secrets"), kept.secrets());
    if (!kept.authentication().equals(Authentication.NONE)) {
      AuthenticationJson.write(node.putObject("authentication"), kept.authentication());
    }
    return node.toString();
  }

  static EndpointSecrets endpointSecrets(String json) {
    JsonNode node = MAPPER.readTree(json);
    return new EndpointSecrets(
        node.path("url").asString(),
        map(node.path("headers")),
        secrets(node.path("secrets")),
        AuthenticationJson.read(node.path("authentication")));
  }

  /** Only what is there: an endpoint that overrides nothing stores {@code {}}. */
  static String overrides(PolicyOverrides o) {
    ObjectNode node = MAPPER.createObjectNode();
    if (o.timeout() != null) {
      node.put("timeout", o.timeout().toString());
    }
    if (o.onlyOk() != null) {
      node.put("onlyOk", o.onlyOk());
    }
    if (o.refusals() != null) {
      node.put("refusals", o.refusals().toString());
    }
    if (o.goodbyes() != null) {
      node.put("goodbyes", o.goodbyes().toString());
    }
    if (o.retries() != null) {
      ObjectNode retries = node.putObject("retries");
      ArrayNode delays = retries.putArray("delays");
      o.retries().delays().forEach(d -> delays.add(d.toString()));
      retries.put("jitter", o.retries().jitter());
    }
    switch (o.lane()) {
      case null -> {}
      case LaneRule.Hold() -> node.put("laneSkipsAfter", 0);
      case LaneRule.SkipAfter(int attempts) -> node.put("laneSkipsAfter", attempts);
    }
    if (o.concurrency() != null) {
      node.put("concurrency", o.concurrency());
    }
    switch (o.failing()) {
      case null -> {}
      case FailingRule.Keep() -> node.put("failing", "keep");
      case FailingRule.Disable(Duration after) ->
          node.put("failing", "disable").put("after", after.toString());
      case FailingRule.Delete(Duration after) ->
          node.put("failing", "delete").put("after", after.toString());
    }
    return node.toString();
  }

  static PolicyOverrides overrides(String json) {
    JsonNode node = MAPPER.readTree(json);
    if (node.isEmpty()) {
      return PolicyOverrides.NONE;
    }
    return new PolicyOverrides(
        node.has("timeout") ? Duration.parse(node.path("timeout").asString()) : null,
        node.has("onlyOk") ? node.path("onlyOk").asBoolean() : null,
        node.has("refusals") ? StatusSet.parse(node.path("refusals").asString()) : null,
        node.has("goodbyes") ? StatusSet.parse(node.path("goodbyes").asString()) : null,
        node.has("retries") ? retries(node.path("retries")) : null,
        node.has("laneSkipsAfter") ? lane(node.path("laneSkipsAfter").asInt()) : null,
        node.has("concurrency") ? node.path("concurrency").asInt() : null,
        node.has("failing") ? failing(node) : null);
  }

  private static RetrySchedule retries(JsonNode node) {
    List<Duration> delays = new ArrayList<>();
    node.path("delays").forEach(d -> delays.add(Duration.parse(d.asString())));
    return new RetrySchedule(delays, node.path("jitter").asDouble());
  }

  private static LaneRule lane(int skipsAfter) {
    return skipsAfter == 0 ? new LaneRule.Hold() : new LaneRule.SkipAfter(skipsAfter);
  }

  private static FailingRule failing(JsonNode node) {
    String action = node.path("failing").asString();
    return switch (action) {
      case "keep" -> new FailingRule.Keep();
      case "disable" -> new FailingRule.Disable(Duration.parse(node.path("after").asString()));
      case "delete" -> new FailingRule.Delete(Duration.parse(node.path("after").asString()));
      default -> throw new IllegalStateException("endpoint.overrides is unknown: " + action);
    };
  }
}
