package dev.postrider.server;

import dev.postrider.postgres.JournalListener;
import dev.postrider.server.observe.Metrics;
import dev.postrider.server.terminal.Complaint;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal says of the database, for the log, for the metrics, and for the decision to
 * stop.
 */
record JournalLog(Metrics metrics, Stop stop) implements JournalListener {
  private static final Logger log = LoggerFactory.getLogger(JournalLog.class);

  @Override
  public void committed(int messages, int entries, long bytes, Duration took) {
    metrics.committed(messages, entries, bytes, took);
  }

  @Override
  public void outage(String reason) {
    metrics.outage(reason);
    log.error(
        "the database takes no writes, messages are refused with 503 until it does: {}", reason);
  }

  @Override
  public void recovered(Duration outage) {
    metrics.recovered(outage);
    log.info("the database takes writes again, after {} ms", outage.toMillis());
  }

  @Override
  public void lost(String reason) {
    log.error("the log belongs to another process now: {}", reason);
    stop.because(
        Complaint.failure(
            "Postrider stopped, because another one has taken over its database: " + reason));
  }
}
