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
      faults.add(atMost("/timeout", bounds.timeoutMax(), "timeoutMax"));
    }
    RetrySchedule retries = anew(next.retries(), stood.retries());
    if (retries != null) {
      delays(retries.delays(), faults);
    }
    Integer concurrency = anew(next.concurrency(), stood.concurrency());
    if (concurrency != null && concurrency > bounds.concurrencyMax()) {
      String message = "must be at most %d (policy.concurrencyMax)";
      faults.add(new Fault("/concurrency", message.formatted(bounds.concurrencyMax())));
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
      String message = "must be at most %d, because %d attempts are allowed (policy.attemptsMax)";
      faults.add(new Fault("/retry/delays", message.formatted(most, bounds.attemptsMax())));
    }
    Duration total = delays.stream().reduce(Duration.ZERO, Duration::plus);
    if (total.compareTo(bounds.retryTotalMax()) > 0) {
      String message = "must together be at most %s (policy.retryTotalMax)";
      String longest = DurationWords.write(bounds.retryTotalMax());
      faults.add(new Fault("/retry/delays", message.formatted(longest)));
    }
    for (int i = 0; i < delays.size(); i++) {
      boolean atOnce = i == 0 && delays.get(i).isZero();
      if (!atOnce && delays.get(i).compareTo(bounds.retryDelayMin()) < 0) {
        String message = "must be at least %s (policy.retryDelayMin)%s";
        String shortest = DurationWords.write(bounds.retryDelayMin());
        String more = i == 0 ? ", or 0s, because it is the first" : "";
        faults.add(new Fault("/retry/delays/" + i, message.formatted(shortest, more)));
      }
    }
  }

  private static void failing(FailingRule failing, Duration longest, List<Fault> faults) {
    if (failing.patience().isEmpty()) {
      String message = "must not be keep: endpoints may fail for at most %s (policy.failingMax)";
      faults.add(new Fault("/failing/action", message.formatted(DurationWords.write(longest))));
    } else if (failing.patience().get().compareTo(longest) > 0) {
      faults.add(atMost("/failing/after", longest, "failingMax"));
    }
  }

  private static Fault atMost(String pointer, Duration most, String key) {
    return new Fault(
        pointer, "must be at most %s (policy.%s)".formatted(DurationWords.write(most), key));
  }

  private static <T> @Nullable T anew(@Nullable T next, @Nullable T stood) {
    return next == null || next.equals(stood) ? null : next;
  }
}
