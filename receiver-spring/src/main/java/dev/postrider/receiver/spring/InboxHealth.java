package dev.postrider.receiver.spring;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.InboxCounts;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up when webhooks can be stored; that some wait, or were given up, is told and no reason to end
 * the application.
 */
final class InboxHealth extends AbstractHealthIndicator {
  private final InboxLifecycle lifecycle;

  InboxHealth(InboxLifecycle lifecycle) {
    super("webhooks cannot be stored");
    this.lifecycle = lifecycle;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws Exception {
    Inbox inbox = lifecycle.open().orElse(null);
    if (inbox == null) {
      health.outOfService();
      return;
    }
    inbox.check();
    InboxCounts counts = inbox.counts();
    health
        .up()
        .withDetail("waiting", counts.waiting())
        .withDetail("running", counts.running())
        .withDetail("overdue", counts.overdue())
        .withDetail("dead", counts.dead());
  }
}
