package dev.postrider.postgres;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.record.Recovered;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the parked deliveries of every endpoint: one walk over the table, at start only. */
final class BacklogRead {
  private static final Logger log = LoggerFactory.getLogger(BacklogRead.class);

  /**
   * Rows that wait for room are counted together, because there may be as many lanes among them as
   * rows; the lanes that hold or are held are few.
   */
  static final String COUNT =
      """
      select endpoint, case when kind = 0 then 0 else lane end as lane,
             count(*) filter (where kind = 0) as room,
             count(*) filter (where kind = 1) as due,
             count(*) filter (where kind = 2) as held,
             bool_or(kind = 1 and not manual) as blocked,
             min(due) as next_due
      from parked
      group by 1, 2
      order by 1, 2
      """;

  private final Directory directory;
  private final Shards shards;

  BacklogRead(Directory directory, Shards shards) {
    this.directory = directory;
    this.shards = shards;
  }

  /** Adds up the lanes of one endpoint. */
  private static final class Sum {
    long room;
    long due;
    @Nullable Instant nextDue;
    final List<Recovered.LaneBacklog> lanes = new ArrayList<>();

    void add(ResultSet rs) throws SQLException {
      room += rs.getLong("room");
      due += rs.getLong("due");
      Timestamp next = rs.getTimestamp("next_due");
      if (next != null && (nextDue == null || next.toInstant().isBefore(nextDue))) {
        nextDue = next.toInstant();
      }
      long lane = rs.getLong("lane");
      boolean blocked = rs.getBoolean("blocked");
      long held = rs.getLong("held");
      if (lane != Lane.NONE && (blocked || held > 0)) {
        lanes.add(new Recovered.LaneBacklog(lane, blocked, held));
      }
    }
  }

  /** The backlogs of each shard. */
  Map<Integer, List<Recovered.Backlog>> read(Connection connection) throws SQLException {
    Map<EndpointId, Sum> sums = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10_000);
      try (ResultSet rs = statement.executeQuery(COUNT)) {
        while (rs.next()) {
          sums.computeIfAbsent(new EndpointId(rs.getLong("endpoint")), _ -> new Sum()).add(rs);
        }
      }
    }
    Map<EndpointId, Endpoint> endpoints = directory.endpoints(sums.keySet());
    Map<Integer, List<Recovered.Backlog>> backlogs = new HashMap<>();
    sums.forEach((id, sum) -> {
      Endpoint endpoint = endpoints.get(id);
      if (endpoint == null) {
        log.error("deliveries are parked for {}, which never existed; they are left alone", id);
        return;
      }
      backlogs
          .computeIfAbsent(shards.of(endpoint.application()), _ -> new ArrayList<>())
          .add(new Recovered.Backlog(endpoint, sum.room, sum.due, sum.nextDue, sum.lanes));
    });
    return backlogs;
  }
}
