package dev.postrider.postgres;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.record.Recovered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what a dispatcher needs to go on: what waits, what is done, and the messages above the
 * checkpoint.
 */
final class Recovery {
  private static final int PAGE = 500;

  /** Payloads of a page together; one message comes whatever its size. */
  private static final long PAGE_BYTES = 8L << 20;

  private static final String MESSAGES =
      """
      select * from (
        select %s, m.targets, %s
        from (select * from message where id > ? and id <= ? order by id limit ?) m
        window walk as (order by m.id)) page
      where place = 1 or bytes_before < ?
      order by place
      """
          .formatted(MessageRow.COLUMNS, MessageRow.SIZES);

  /** Keys in a second. */
  private static final long SECOND = Keys.floorOf(Instant.EPOCH.plus(Duration.ofSeconds(1)));

  private final Directory directory;
  private final Shards shards;
  private final DataKeys keys;

  Recovery(Directory directory, Shards shards, DataKeys keys) {
    this.keys = keys;
    this.directory = directory;
    this.shards = shards;
  }

  /** What each shard begins with. Nobody writes meanwhile, so that the parts agree. */
  Map<Integer, Recovered> read(Connection connection, Map<Integer, Shards.Row> rows)
      throws SQLException {
    Map<Integer, Set<Recovered.Done>> done = done(connection, rows);
    Map<Integer, List<Recovered.Backlog>> backlogs =
        new BacklogRead(directory, shards).read(connection);
    Map<Integer, Recovered> result = new TreeMap<>();
    rows.forEach((shard, row) ->
        result.put(
            shard,
            new Recovered(
                row.checkpoint(),
                backlogs.getOrDefault(shard, List.of()),
                done.getOrDefault(shard, Set.of()))));
    return result;
  }

  private Map<Integer, Set<Recovered.Done>> done(
      Connection connection, Map<Integer, Shards.Row> rows) throws SQLException {
    Map<Integer, Set<Recovered.Done>> done = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select application, message, endpoint from attempt
            where id > ? and message > ? and state <> 0 and not manual
            union all
            select application, message, endpoint from parked
            where message > ? and not manual
            """)) {
      long lowest = lowest(rows).value();
      statement.setLong(1, lowest);
      statement.setLong(2, lowest);
      statement.setLong(3, lowest);
      statement.setFetchSize(10_000);
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          int shard = shards.of(new ApplicationId(rs.getLong(1)));
          MessageId message = new MessageId(rs.getLong(2));
          if (message.compareTo(checkpoint(rows, shard)) > 0) {
            done.computeIfAbsent(shard, _ -> new HashSet<>())
                .add(new Recovered.Done(message, new EndpointId(rs.getLong(3))));
          }
        }
      }
    }
    return done;
  }

  /**
   * Hands over the messages above the checkpoints. Walks the keys in ranges that grow and shrink
   * with what is found in them, so that each read is one short range of blocks and one page of
   * memory, whatever lies above the checkpoint and however large it is.
   */
  void replay(Connection connection, Map<Integer, Shards.Row> rows, LogConsumer consumer)
      throws SQLException {
    long end = rows.values().stream().mapToLong(Shards.Row::lastKey).max().orElseThrow();
    long after = lowest(rows).value();
    long width = SECOND;
    while (after < end) {
      long until = end - after < width ? end : after + width;
      Page page = page(connection, after, until);
      handOver(page.messages(), rows, consumer);
      if (page.more()) {
        after = page.messages().getLast().read().message().id().value();
        width = Math.max(SECOND / 1_000, width / 2);
      } else {
        after = until;
        width = Math.min(width * 2, Long.MAX_VALUE / 4);
      }
    }
  }

  private record Found(
      MessageRow.Read read, List<EndpointId> targets, Map<EndpointId, Endpoint> endpoints) {
    Routed routed() {
      return new Routed(
          read.message(), targets.stream().map(endpoints::get).filter(Objects::nonNull).toList());
    }
  }

  /** {@code more}: the range may hold messages behind these. */
  private record Page(List<Found> messages, boolean more) {}

  private Page page(Connection connection, long after, long until) throws SQLException {
    List<Found> page = new ArrayList<>();
    long found = 0;
    Map<EndpointId, Endpoint> endpoints = new HashMap<>();
    Set<EndpointId> named = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(MESSAGES)) {
      statement.setLong(1, after);
      statement.setLong(2, until);
      statement.setInt(3, PAGE);
      statement.setLong(4, PAGE_BYTES);
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          List<EndpointId> targets = new ArrayList<>();
          for (long id : MessageRow.bigints(rs.getArray("targets"))) {
            targets.add(new EndpointId(id));
          }
          named.addAll(targets);
          page.add(new Found(MessageRow.read(rs, keys), targets, endpoints));
          found = rs.getLong("found");
        }
      }
    }
    endpoints.putAll(directory.endpoints(named));
    return new Page(page, found > page.size() || found == PAGE);
  }

  private void handOver(List<Found> page, Map<Integer, Shards.Row> rows, LogConsumer consumer) {
    Map<Integer, List<Routed>> byShard = new TreeMap<>();
    for (Found found : page) {
      Routed routed = found.routed();
      int shard = shards.of(routed.message().application());
      if (routed.message().id().compareTo(checkpoint(rows, shard)) > 0) {
        byShard.computeIfAbsent(shard, _ -> new ArrayList<>()).add(routed);
      }
    }
    byShard.forEach(consumer::entries);
  }

  private static MessageId checkpoint(Map<Integer, Shards.Row> rows, int shard) {
    return Objects.requireNonNull(rows.get(shard)).checkpoint();
  }

  private static MessageId lowest(Map<Integer, Shards.Row> rows) {
    return rows.values().stream()
        .map(Shards.Row::checkpoint)
        .min(MessageId::compareTo)
        .orElseThrow();
  }
}
