package dev.postrider.platforms;

import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes policies as platform files have them, so that {@link PolicyNode} reads the same. */
final class PolicyWriter {
  private PolicyWriter() {}

  static ObjectNode write(PolicyOverrides o) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (o.timeout() != null) {
      node.put("timeout", DurationWords.write(o.timeout()));
    }
    success(node, o.onlyOk());
    if (o.refusals() != null) {
      refusals(node, o.refusals(), o.goodbyes());
    }
    if (o.goodbyes() != null) {
      statuses(node.putArray("goodbye"), o.goodbyes());
    }
    if (o.retries() != null) {
      retries(node.putObject("retry"), o.retries());
    }
    switch (o.lane()) {
      case null -> {}
      case LaneRule.Hold() -> node.put("order", "hold");
      case LaneRule.SkipAfter(int attempts) -> node.putObject("order").put("skipAfter", attempts);
    }
    if (o.concurrency() != null) {
      node.put("concurrency", o.concurrency());
    }
    if (o.failing() != null) {
      failing(node.putObject("failing"), o.failing());
    }
    return node;
  }

  private static void success(ObjectNode node, @Nullable Boolean onlyOk) {
    switch (onlyOk) {
      case null -> {}
      case Boolean only when only -> node.put("success", 200);
      case Boolean _ -> node.put("success", "2xx");
    }
  }

  /**
   * By what is refused or by what is not, whichever is shorter. What is in goodbye too can only be
   * said by what is not refused.
   */
  private static void refusals(ObjectNode node, StatusSet refusals, @Nullable StatusSet goodbyes) {
    StatusSet others = refusals.otherFailures();
    if (others.parts().size() < refusals.parts().size()
        || (goodbyes != null && goodbyes.meets(refusals))) {
      statuses(node.putArray("retryOnly"), others);
    } else {
      statuses(node.putArray("refuse"), refusals);
    }
  }

  private static void statuses(ArrayNode list, StatusSet statuses) {
    for (String part : statuses.parts()) {
      if (part.chars().allMatch(Character::isDigit)) {
        list.add(Integer.parseInt(part));
      } else {
        list.add(part);
      }
    }
  }

  private static void retries(ObjectNode node, RetrySchedule retries) {
    ArrayNode delays = node.putArray("delays");
    retries.delays().forEach(delay -> delays.add(DurationWords.write(delay)));
    if (retries.jitter() > 0) {
      node.put("jitter", retries.jitter());
    }
  }

  private static void failing(ObjectNode node, FailingRule failing) {
    switch (failing) {
      case FailingRule.Keep() -> node.put("action", "keep");
      case FailingRule.Disable(Duration after) ->
          node.put("action", "disable").put("after", DurationWords.write(after));
      case FailingRule.Delete(Duration after) ->
          node.put("action", "delete").put("after", DurationWords.write(after));
    }
  }

  static ObjectNode write(PolicyBounds bounds) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("timeoutMax", DurationWords.write(bounds.timeoutMax()));
    node.put("attemptsMax", bounds.attemptsMax());
    node.put("retryDelayMin", DurationWords.write(bounds.retryDelayMin()));
    node.put("retryTotalMax", DurationWords.write(bounds.retryTotalMax()));
    node.put("concurrencyMax", bounds.concurrencyMax());
    if (bounds.failingMax() != null) {
      node.put("failingMax", DurationWords.write(bounds.failingMax()));
    }
    return node;
  }
}
