package dev.postrider.server;

import dev.postrider.postgres.JournalListener;
import dev.postrider.server.observe.Metrics;
import dev.postrider.server.terminal.Complaint;
import java.time.Duration;

/**
 * What the journal says of the database, for the metrics and for the decision to stop. It logs by
 * itself.
 */
record JournalLog(Metrics metrics, Commits commits, Stop stop) implements JournalListener {
  @Override
  public void committed(int messages, int entries, long bytes, Duration took) {
    metrics.committed(messages, entries, bytes, took);
    commits.committed(messages, entries, bytes, took);
  }

  @Override
  public void outage(String reason) {
    metrics.outage(reason);
    commits.outage(reason);
  }

  @Override
  public void recovered(Duration outage) {
    metrics.recovered(outage);
    commits.recovered(outage);
  }

  @Override
  public void lost(String reason) {
    stop.because(
        Complaint.failure(
            "Postrider stopped, because it can write to its database no more: %s. Nothing that it acknowledged is lost; start it again, unless another one runs on that database."
                .formatted(reason)));
  }
}
