package dev.postrider.postgres;

import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Settles the parked deliveries of a deleted endpoint: removed and told in history in one
 * transaction per piece. Only for the process that owns the log: the attempts of a new owner may
 * still settle the same deliveries, and a former one knows nothing of them.
 */
final class CancelParked {
  static final int PIECE = 5_000;
  static final String REASON = "the endpoint was deleted";

  /** By place, because a join would read the whole table for every piece. */
  private static final String DELETE =
      """
      delete from parked p
      where p.ctid = any (array(
          select ctid from parked where endpoint = ? order by message limit ?))
        and p.endpoint = ?
      returning %s
      """
          .formatted(ParkedRows.COLUMNS);

  private final DataSource database;
  private final InstantSource clock;
  private final Keys keys;
  private final Partitions partitions;
  private final Shards shards;

  CancelParked(
      DataSource database, InstantSource clock, Keys keys, Partitions partitions, Shards shards) {
    this.database = database;
    this.clock = clock;
    this.keys = keys;
    this.partitions = partitions;
    this.shards = shards;
  }

  /** Cancels one piece; 0 means that none is left. */
  int cancel(EndpointId endpoint) throws SQLException, Shards.Fenced {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      List<Entry> entries = delete(connection, endpoint);
      if (!entries.isEmpty()) {
        write(connection, entries);
      }
      connection.commit();
      return entries.size();
    }
  }

  private List<Entry> delete(Connection connection, EndpointId endpoint) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setLong(1, endpoint.value());
      statement.setInt(2, PIECE);
      statement.setLong(3, endpoint.value());
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          Parked row = ParkedRows.read(rs);
          entries.add(
              new Entry(
                  0,
                  endpoint,
                  row.message(),
                  row.application(),
                  row.attempts(),
                  row.manual(),
                  null,
                  Entry.State.CANCELLED,
                  REASON,
                  new Entry.ParkedChange.Remove()));
        }
      }
    }
    return entries;
  }

  private void write(Connection connection, List<Entry> entries)
      throws SQLException, Shards.Fenced {
    Instant now = clock.instant();
    long[] ids = new long[entries.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = keys.next();
    }
    partitions.cover(ids[0], ids[ids.length - 1]);
    new CopyRows()
        .copy(
            connection,
            AttemptRow.COPY,
            out -> {
              for (int i = 0; i < ids.length; i++) {
                AttemptRow.write(out, ids[i], entries.get(i), now);
              }
            });
    shards.raise(connection, ids[ids.length - 1]);
  }
}
