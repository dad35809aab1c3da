package dev.postrider.platforms;

import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusRules;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the policy of a platform file; what it leaves out is as in Standard Webhooks. */
final class PolicyNode {
  private PolicyNode() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it cannot be kept, naming the value and its bound
   */
  static Policy read(JsonNode node) {
    return new PolicyOverrides(
            node.has("timeout") ? duration(node.get("timeout")) : null,
            statuses(node),
            node.has("retry") ? retries(node.get("retry")) : null,
            node.has("order") ? lane(node.get("order")) : null,
            node.has("concurrency") ? node.get("concurrency").asInt() : null,
            node.has("failing") ? failing(node.get("failing")) : null)
        .on(Policy.STANDARD);
  }

  private static @Nullable StatusRules statuses(JsonNode node) {
    if (!node.has("success")
        && !node.has("refuse")
        && !node.has("retryOnly")
        && !node.has("goodbye")) {
      return null;
    }
    if (node.has("refuse") && node.has("retryOnly")) {
      throw new IllegalArgumentException("has both refuse and retryOnly; one says it all");
    }
    StatusSet goodbyes =
        node.has("goodbye") ? set(node.get("goodbye")) : StatusRules.STANDARD.goodbyes();
    StatusSet refusals =
        node.has("retryOnly")
            ? set(node.get("retryOnly")).otherFailures()
            : node.has("refuse") ? set(node.get("refuse")) : StatusSet.NONE;
    if (!node.has("retryOnly") && goodbyes.meets(refusals)) {
      throw new IllegalArgumentException("has a status in both refuse and goodbye");
    }
    return new StatusRules(node.path("success").asString("2xx").equals("200"), refusals, goodbyes);
  }

  private static StatusSet set(JsonNode list) {
    List<String> parts = new ArrayList<>();
    list.forEach(status -> parts.add(status.asString()));
    return StatusSet.parse(String.join(",", parts));
  }

  private static RetrySchedule retries(JsonNode node) {
    List<Duration> delays = new ArrayList<>();
    node.path("delays").forEach(delay -> delays.add(duration(delay)));
    return new RetrySchedule(delays, node.path("jitter").asDouble(0));
  }

  private static LaneRule lane(JsonNode node) {
    return node.isObject()
        ? new LaneRule.SkipAfter(node.path("skipAfter").asInt())
        : new LaneRule.Hold();
  }

  private static FailingRule failing(JsonNode node) {
    return switch (node.path("action").asString()) {
      case "keep" -> new FailingRule.Keep();
      case "disable" -> new FailingRule.Disable(duration(node.path("after")));
      case "delete" -> new FailingRule.Delete(duration(node.path("after")));
      default -> throw new IllegalArgumentException("failing: an unknown action");
    };
  }

  /** A whole number and its unit; the file's schema has seen to its form. */
  private static Duration duration(JsonNode node) {
    String text = node.asString();
    int unit = text.endsWith("ms") ? text.length() - 2 : text.length() - 1;
    long number = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException("a duration with an unknown unit: " + text);
    };
  }
}
