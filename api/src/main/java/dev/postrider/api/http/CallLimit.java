package dev.postrider.api.http;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.InstantSource;

/** Turns away clients that call more often than the rule says. Safe for use by many threads. */
public final class CallLimit implements Gate {
  private final CallRule rule;
  private final ClientAddress clients;
  private final CallCounts counts;

  private CallLimit(CallRule rule, ClientAddress clients, InstantSource clock) {
    this.rule = rule;
    this.clients = clients;
    this.counts = new CallCounts(rule.calls(), rule.window(), clock);
  }

  /** The gate of a rule. */
  public static Gate of(CallRule rule, ClientAddress clients, InstantSource clock) {
    return rule.calls() == 0 ? OPEN : new CallLimit(rule, clients, clock);
  }

  @Override
  public void enter(ServerRequest request) {
    count(clients.network(request));
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
