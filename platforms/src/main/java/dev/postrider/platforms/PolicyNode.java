package dev.postrider.platforms;

import dev.postrider.platform.Reading.Fault;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a policy that has the right shape, and says what its shape cannot show, by JSON Pointer. A
 * value with a fault is read as another; the policy is not used then. For one thread.
 */
final class PolicyNode {
  private static final Duration DAY = Duration.ofDays(1);

  private final JsonNode node;
  private final List<Fault> faults;

  private PolicyNode(JsonNode node, List<Fault> faults) {
    this.node = node;
    this.faults = faults;
  }

  static PolicyOverrides read(JsonNode node, List<Fault> faults) {
    return new PolicyNode(node, faults).read();
  }

  private PolicyOverrides read() {
    return new PolicyOverrides(
        node.has("timeout")
            ? duration("/timeout", Duration.ofMillis(100), Duration.ofMinutes(1))
            : null,
        node.has("success") ? node.get("success").asString().equals("200") : null,
        refusals(),
        node.has("goodbye") ? statuses("goodbye") : null,
        node.has("retry") ? retries() : null,
        node.has("order") ? lane(node.get("order")) : null,
        node.has("concurrency") ? node.get("concurrency").asInt() : null,
        node.has("failing") ? failing() : null);
  }

  /** The schema allows one of the two. */
  private @Nullable StatusSet refusals() {
    if (node.has("retryOnly")) {
      return statuses("retryOnly").otherFailures();
    }
    return node.has("refuse") ? statuses("refuse") : null;
  }

  private StatusSet statuses(String name) {
    List<String> parts = new ArrayList<>();
    for (JsonNode part : node.get(name)) {
      String pointer = "/" + name + "/" + parts.size();
      parts.add(part.asString());
      try {
        StatusSet.parse(part.asString());
      } catch (IllegalArgumentException none) {
        faults.add(new Fault(pointer, "goes from a higher status to a lower"));
      }
    }
    return faults.isEmpty() ? StatusSet.parse(String.join(",", parts)) : StatusSet.NONE;
  }

  private RetrySchedule retries() {
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < node.at("/retry/delays").size(); i++) {
      delays.add(duration("/retry/delays/" + i, Duration.ZERO, DAY.multipliedBy(7)));
    }
    return new RetrySchedule(delays, node.at("/retry/jitter").asDouble(0));
  }

  private static LaneRule lane(JsonNode order) {
    return order.isObject()
        ? new LaneRule.SkipAfter(order.path("skipAfter").asInt())
        : new LaneRule.Hold();
  }

  private FailingRule failing() {
    String action = node.at("/failing/action").asString();
    if (action.equals("keep")) {
      return new FailingRule.Keep();
    }
    Duration after = duration("/failing/after", Duration.ofMinutes(1), DAY.multipliedBy(365));
    return action.equals("delete") ? new FailingRule.Delete(after) : new FailingRule.Disable(after);
  }

  private Duration duration(String pointer, Duration shortest, Duration longest) {
    Duration duration = DurationWords.read(node.at(pointer).asString());
    if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
      faults.add(
          new Fault(
              pointer,
              "must be from %s to %s"
                  .formatted(DurationWords.write(shortest), DurationWords.write(longest))));
      return shortest;
    }
    return duration;
  }
}
