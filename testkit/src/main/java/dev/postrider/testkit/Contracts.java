package dev.postrider.testkit;

import dev.postrider.message.Payload;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.Reading;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.time.Duration;
import java.util.List;

/** Platforms for tests that are not about their files. */
public final class Contracts {
  /** The standard platform alone. */
  public static final Platforms STANDARD =
      new Platforms(List.of(platform("standard", Policy.STANDARD)));

  /** Where the policy of {@link #OTHER} is not the standard one. */
  public static final PolicyOverrides OTHERS =
      new PolicyOverrides(
          Duration.ofSeconds(2),
          null,
          null,
          null,
          null,
          null,
          3,
          new FailingRule.Delete(Duration.ofDays(3)));

  /** The policy of {@link #OTHER}. */
  public static final Policy OTHERS_POLICY = OTHERS.on(Policy.STANDARD);

  /** The name of the second platform. */
  public static final String OTHER = "other";

  /** The standard platform, and another with a policy of its own. */
  public static final Platforms TWO =
      new Platforms(List.of(platform("standard", Policy.STANDARD), platform(OTHER, OTHERS_POLICY)));

  private Contracts() {}

  private static Platform platform(String name, Policy policy) {
    return new Platform(
        name,
        name,
        "For tests.",
        "application/json",
        true,
        Platform.PlainHttp.ALLOWED,
        policy,
        List.of(),
        null,
        List.of(),
        (body, _) -> new Reading.Event("anything", null, Payload.of(body), null));
  }
}
