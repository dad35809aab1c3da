package dev.postrider.receiver.spring;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.InboxCounts;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up when the store can be read, which a full disk does not keep it from; that some webhooks wait,
 * or were given up, is told and no reason to end the application.
 */
final class InboxHealth extends AbstractHealthIndicator {
  private final InboxLifecycle lifecycle;

  InboxHealth(InboxLifecycle lifecycle) {
    super("the store of webhooks cannot be read");
    this.lifecycle = lifecycle;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws Exception {
    Inbox inbox = lifecycle.open().orElse(null);
    if (inbox == null) {
      health.outOfService();
      return;
    }
    // Asks the store, which the counts would not say if it were away.
    inbox.deadLetters(1);
    InboxCounts counts = inbox.counts();
    health
        .up()
        .withDetail("waiting", counts.waiting())
        .withDetail("running", counts.running())
        .withDetail("overdue", counts.overdue())
        .withDetail("dead", counts.dead());
  }
}
