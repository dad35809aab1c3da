package dev.postrider.api.http;

import java.time.Duration;
import java.time.InstantSource;

/** Turns away clients that call more often than the rule says. Safe for use by many threads. */
public final class CallLimit implements Gate {
  private final CallRule rule;
  private final CallCounts counts;

  private CallLimit(CallRule rule, InstantSource clock) {
    this.rule = rule;
    this.counts = new CallCounts(rule.calls(), rule.window(), clock);
  }

  /** The gate of a rule. */
  public static Gate of(CallRule rule, InstantSource clock) {
    return rule.calls() == 0 ? OPEN : new CallLimit(rule, clock);
  }

  @Override
  public void enter(Incoming request) {
    count(ClientAddress.network(request.client()));
  }

  void count(String client) {
    Duration wait = counts.count(client);
    if (wait.isPositive()) {
      throw Refusal.tooOften(
          rule.status(),
          "Too many calls: one address may make %d in %d seconds"
              .formatted(rule.calls(), rule.window().toSeconds()),
          wait);
    }
  }

  int remembered() {
    return counts.remembered();
  }
}
