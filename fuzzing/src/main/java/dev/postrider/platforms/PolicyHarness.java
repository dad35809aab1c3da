package dev.postrider.platforms;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import dev.postrider.platform.PolicyWords.Said;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.policy.PolicyOverrides;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A policy that is taken is within the operator's bounds, can be used, and is written and read as
 * the same. An input is a JSON object in the words of platform files.
 */
public final class PolicyHarness implements Harness {
  private static final PolicyBounds BOUNDS = PolicyBounds.DEFAULT;
  private static final PolicyText TEXT = new PolicyText(BOUNDS);

  @Override
  public void tries(byte[] input) {
    // The API hands over what it has parsed, written again.
    Whole.maybe(input).filter(node -> node.isObject()).ifPresent(node -> read(node.toString()));
  }

  private static Duration total(Policy policy) {
    return policy.retries().delays().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static void read(String json) {
    TEXT.readOfType(json, true, PolicyOverrides.NONE);
    switch (TEXT.read(json, true, PolicyOverrides.NONE, Policy.STANDARD)) {
      case Said.Wrong(var faults) -> Property.holds(!faults.isEmpty(), "says what is wrong");
      case Said.Good(PolicyOverrides said) -> {
        Property.holds(TEXT.outOfBounds(said).isEmpty(), "is within the bounds");
        Policy policy = said.on(Policy.STANDARD);
        Property.holds(total(policy).compareTo(BOUNDS.retryTotalMax()) <= 0, "ends in time");
        String written = TEXT.write(said);
        Property.holds(
            written.getBytes(StandardCharsets.UTF_8).length < 16_384, "is short when written");
        Property.same(
            TEXT.read(written, true, PolicyOverrides.NONE, Policy.STANDARD),
            new Said.Good(said),
            "written, read again");
      }
    }
  }
}
