package dev.postrider.postgres;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Writes what a batch does to the parked deliveries: one statement for those put, one for those
 * removed.
 */
final class ParkedRows {
  /** What {@link #read} needs; the table is called p. */
  static final String COLUMNS =
      """
      p.endpoint, p.message, p.application as parked_application, p.lane, p.kind, p.due, p.attempts,
      p.manual\
      """;

  private static final String PUT =
      """
      insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
      select endpoint, message, application, lane,
             case when due <> 0 then timestamptz 'epoch' + due * interval '1 microsecond' end,
             kind, attempts, manual
      from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                  ?::smallint[], ?::smallint[], ?::boolean[])
           as put (endpoint, message, application, lane, due, kind, attempts, manual)
      on conflict (endpoint, message, manual) do update
      set lane = excluded.lane, due = excluded.due, kind = excluded.kind,
          attempts = excluded.attempts
      """;

  private static final String REMOVE =
      """
      delete from parked p
      using unnest(?::bigint[], ?::bigint[], ?::boolean[]) as gone (endpoint, message, manual)
      where p.endpoint = gone.endpoint and p.message = gone.message and p.manual = gone.manual
      """;

  private record Identity(EndpointId endpoint, MessageId message, boolean manual) {}

  private ParkedRows() {}

  /** Applies the changes; of one delivery's changes only the last is left to do. */
  static void apply(Connection connection, List<Batch.Recorded> entries) throws SQLException {
    Map<Identity, @Nullable Parked> last = HashMap.newHashMap(entries.size());
    for (Batch.Recorded recorded : entries) {
      Entry entry = recorded.entry();
      switch (entry.parked()) {
        case Entry.ParkedChange.None() -> {}
        case Entry.ParkedChange.Put(Parked row) ->
            last.put(new Identity(row.endpoint(), row.message(), row.manual()), row);
        case Entry.ParkedChange.Remove() ->
            last.put(new Identity(entry.endpoint(), entry.message(), entry.manual()), null);
      }
    }
    List<Parked> put = new ArrayList<>();
    List<Identity> gone = new ArrayList<>();
    last.forEach((identity, row) -> {
      if (row == null) {
        gone.add(identity);
      } else {
        put.add(row);
      }
    });
    if (!put.isEmpty()) {
      put(connection, put);
    }
    if (!gone.isEmpty()) {
      remove(connection, gone);
    }
  }

  private static void put(Connection connection, List<Parked> rows) throws SQLException {
    int n = rows.size();
    long[][] bigints = new long[5][n];
    short[][] smallints = new short[2][n];
    boolean[] manual = new boolean[n];
    for (int i = 0; i < n; i++) {
      Parked row = rows.get(i);
      bigints[0][i] = row.endpoint().value();
      bigints[1][i] = row.message().value();
      bigints[2][i] = row.application().value();
      bigints[3][i] = row.lane();
      bigints[4][i] = row.due() == null ? 0 : Numbers.epochMicros(row.due());
      smallints[0][i] = (short) Numbers.of(row.waitsFor());
      smallints[1][i] = (short) Math.min(row.attempts(), Short.MAX_VALUE);
      manual[i] = row.manual();
    }
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (int i = 0; i < bigints.length; i++) {
        statement.setArray(i + 1, array(connection, "int8", bigints[i]));
      }
      for (int i = 0; i < smallints.length; i++) {
        statement.setArray(bigints.length + i + 1, array(connection, "int2", smallints[i]));
      }
      statement.setArray(8, array(connection, "bool", manual));
      statement.executeUpdate();
    }
  }

  private static void remove(Connection connection, List<Identity> gone) throws SQLException {
    int n = gone.size();
    long[] endpoints = new long[n];
    long[] messages = new long[n];
    boolean[] manual = new boolean[n];
    for (int i = 0; i < n; i++) {
      endpoints[i] = gone.get(i).endpoint().value();
      messages[i] = gone.get(i).message().value();
      manual[i] = gone.get(i).manual();
    }
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      statement.setArray(1, array(connection, "int8", endpoints));
      statement.setArray(2, array(connection, "int8", messages));
      statement.setArray(3, array(connection, "bool", manual));
      statement.executeUpdate();
    }
  }

  /** The driver sends arrays of primitives in binary. */
  static Array array(Connection connection, String type, Object values) throws SQLException {
    return connection.unwrap(PGConnection.class).createArrayOf(type, values);
  }

  static Parked read(ResultSet rs) throws SQLException {
    Timestamp due = rs.getTimestamp("due");
    return new Parked(
        new EndpointId(rs.getLong("endpoint")),
        new MessageId(rs.getLong("message")),
        new ApplicationId(rs.getLong("parked_application")),
        rs.getLong("lane"),
        Numbers.wait(rs.getInt("kind")),
        due == null ? null : due.toInstant(),
        rs.getInt("attempts"),
        rs.getBoolean("manual"));
  }
}
