package dev.postrider.platforms;

import dev.postrider.platform.Reading.Fault;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds what endpoints have of their own against the operator's bounds. */
record BoundsCheck(PolicyBounds bounds) {

  /** The values that are out of bounds and did not stand so already. */
  List<Fault> faults(PolicyOverrides next, PolicyOverrides stood) {
    List<Fault> faults = new ArrayList<>();
    Duration timeout = anew(next.timeout(), stood.timeout());
    if (timeout != null && timeout.compareTo(bounds.timeoutMax()) > 0) {
      faults.add(atMost("/timeout", DurationWords.write(bounds.timeoutMax()), "timeoutMax"));
    }
    RetrySchedule retries = anew(next.retries(), stood.retries());
    if (retries != null) {
      delays(retries.delays(), faults);
    }
    Integer concurrency = anew(next.concurrency(), stood.concurrency());
    if (concurrency != null && concurrency > bounds.concurrencyMax()) {
      faults.add(atMost("/concurrency", bounds.concurrencyMax(), "concurrencyMax"));
    }
    FailingRule failing = anew(next.failing(), stood.failing());
    if (failing != null && bounds.failingMax() != null) {
      failing(failing, bounds.failingMax(), faults);
    }
    return faults;
  }

  private void delays(List<Duration> delays, List<Fault> faults) {
    int most = bounds.attemptsMax() - 1;
    if (delays.size() > most) {
      faults.add(
          new Fault(
              "/retry/delays",
              "must be at most %d, because %d attempts are allowed (policy.attemptsMax)"
                  .formatted(most, bounds.attemptsMax())));
    }
    Duration total = delays.stream().reduce(Duration.ZERO, Duration::plus);
    if (total.compareTo(bounds.retryTotalMax()) > 0) {
      faults.add(
          new Fault(
              "/retry/delays",
              "must together be at most %s (policy.retryTotalMax)"
                  .formatted(DurationWords.write(bounds.retryTotalMax()))));
    }
    for (int i = 0; i < delays.size(); i++) {
      boolean atOnce = i == 0 && delays.get(i).isZero();
      if (!atOnce && delays.get(i).compareTo(bounds.retryDelayMin()) < 0) {
        faults.add(
            new Fault(
                "/retry/delays/" + i,
                "must be at least %s (policy.retryDelayMin)%s"
                    .formatted(
                        DurationWords.write(bounds.retryDelayMin()),
                        i == 0 ? ", or 0s, because it is the first" : "")));
      }
    }
  }

  private static void failing(FailingRule failing, Duration longest, List<Fault> faults) {
    if (failing.patience().isEmpty()) {
      faults.add(
          new Fault(
              "/failing/action",
              "must not be keep: endpoints may fail for at most %s (policy.failingMax)"
                  .formatted(DurationWords.write(longest))));
    } else if (failing.patience().get().compareTo(longest) > 0) {
      faults.add(atMost("/failing/after", DurationWords.write(longest), "failingMax"));
    }
  }

  private static Fault atMost(String pointer, Object most, String key) {
    return new Fault(pointer, "must be at most %s (policy.%s)".formatted(most, key));
  }

  private static <T> @Nullable T anew(@Nullable T next, @Nullable T stood) {
    return next == null || next.equals(stood) ? null : next;
  }
}
