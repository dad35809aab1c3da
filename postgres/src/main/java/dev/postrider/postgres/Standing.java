package dev.postrider.postgres;

import dev.postrider.history.History.Destination;
import dev.postrider.message.EndpointId;
import dev.postrider.record.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one delivery stands, added up from its rows: attempts in their order, then parked ones. */
final class Standing {
  /** Adds a row that it knows how to read. */
  @FunctionalInterface
  interface Add {
    void row(Standing standing, ResultSet rs) throws SQLException;
  }

  private Entry.State state = Entry.State.PENDING;
  private boolean attempted;
  private @Nullable Instant next;

  /** The last row says how it stands; but what was delivered once, stays delivered. */
  void attempt(ResultSet rs) throws SQLException {
    if (state != Entry.State.DELIVERED) {
      state = Numbers.state(rs.getInt("state"));
    }
    attempted |= rs.getBoolean("attempted");
  }

  void parked(ResultSet rs) throws SQLException {
    if (state != Entry.State.DELIVERED) {
      state = Entry.State.PENDING;
      Timestamp due = rs.getTimestamp("due");
      next = due == null ? next : due.toInstant();
    }
  }

  Destination at(EndpointId endpoint) {
    return new Destination(endpoint, state, attempted, next);
  }
}
