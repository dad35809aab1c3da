package dev.postrider.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Pulse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The pulse in one table; every row is read by an index, whatever is stored beside it. */
final class PostgresPulse implements Pulse {
  private static final int PIECE = 10_000;

  /** Applications whose organisation is known without a look. */
  private static final int REMEMBERED = 10_000;

  private static final String RANGE =
      "p.organisation = :organisation and p.step = :step and p.at >= :from and p.at < :until";

  private static final String COUNTS =
      """
      sum(p.accepted) as accepted, sum(p.delivered) as delivered, sum(p.failed) as failed,
      sum(p.discarded) as discarded, sum(p.parked) as parked\
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Cache<Long, String> organisations =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  PostgresPulse(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public void add(Instant at, List<Beat> beats) {
    jdbi.useHandle(handle -> PulseRows.of(organisations(handle, beats), beats).add(handle, at));
  }

  /** Of whom each application is, which never changes: so most flushes are one statement. */
  private Map<Long, String> organisations(Handle handle, List<Beat> beats) {
    Set<Long> applications =
        beats.stream().map(beat -> beat.application().value()).collect(Collectors.toSet());
    return organisations.getAll(
        applications,
        unknown -> {
          Map<Long, String> found = new HashMap<>();
          handle
              .createQuery("select id, organisation from application where id = any (:ids)")
              .bindArray("ids", Long.class, unknown)
              .map((rs, _) -> found.put(rs.getLong(1), rs.getString(2)))
              .list();
          return found;
        });
  }

  @Override
  public List<Point> points(Whose whose, Range range) {
    return jdbi.withHandle(handle ->
        bound(
                handle,
                """
                select at, accepted, delivered, failed, discarded, parked, latencies
                from pulse p
                where %s and p.application = :application and p.endpoint = :endpoint
                order by at
                """
                    .formatted(RANGE),
                whose.organisation(),
                range)
            .bind("application", whose.application() == null ? 0 : whose.application().value())
            .bind("endpoint", whose.endpoint() == null ? 0 : whose.endpoint().value())
            .map((rs, _) ->
                new Point(
                    rs.getTimestamp("at").toInstant(),
                    counts(rs),
                    PulseRows.latencies((Long[]) rs.getArray("latencies").getArray())))
            .list());
  }

  @Override
  public List<OfEndpoint> endpoints(Whose whose, Range range, Order order, int most) {
    return jdbi.withHandle(handle -> {
      List<OfEndpoint> first = first(handle, whose, range, order, most);
      Map<EndpointId, Latencies> latencies = latencies(handle, whose.organisation(), range, first);
      return first.stream()
          .map(one ->
              new OfEndpoint(
                  one.application(),
                  one.endpoint(),
                  one.counts(),
                  latencies.getOrDefault(one.endpoint(), one.latencies())))
          .toList();
    });
  }

  /** By their counts alone, so that only those that are shown have their latencies read. */
  private static List<OfEndpoint> first(
      Handle handle, Whose whose, Range range, Order order, int most) {
    String by =
        switch (order) {
          case FAILING -> "sum(p.failed) desc, sum(p.discarded) desc";
          case SLOWEST -> "sum(p.micros) / nullif(sum(p.delivered + p.failed), 0) desc nulls last";
        };
    String whoseAlone = whose.application() == null ? "" : "and p.application = :application";
    try (Query query =
        bound(
            handle,
            """
            select p.application, p.endpoint, %s
            from pulse p
            where %s and p.endpoint <> 0 %s
            group by p.application, p.endpoint
            order by %s, p.endpoint
            limit :most
            """
                .formatted(COUNTS, RANGE, whoseAlone, by),
            whose.organisation(),
            range)) {
      if (whose.application() != null) {
        query.bind("application", whose.application().value());
      }
      return query
          .bind("most", most)
          .map((rs, _) ->
              new OfEndpoint(
                  new ApplicationId(rs.getLong("application")),
                  new EndpointId(rs.getLong("endpoint")),
                  counts(rs),
                  new Latencies()))
          .list();
    }
  }

  private static Map<EndpointId, Latencies> latencies(
      Handle handle, String organisation, Range range, List<OfEndpoint> endpoints) {
    Map<EndpointId, Latencies> found = new HashMap<>();
    if (endpoints.isEmpty()) {
      return found;
    }
    bound(
            handle,
            """
            select p.endpoint, v >> 40 as class, sum(v & 1099511627775) as count
            from unnest(:applications, :endpoints) as e (application, endpoint)
            join pulse p on p.application = e.application and p.endpoint = e.endpoint,
            unnest(p.latencies) v
            where %s
            group by 1, 2
            """
                .formatted(RANGE),
            organisation,
            range)
        .bindArray(
            "applications",
            Long.class,
            endpoints.stream().map(one -> one.application().value()).toList())
        .bindArray(
            "endpoints", Long.class, endpoints.stream().map(one -> one.endpoint().value()).toList())
        .map((rs, _) -> {
          found
              .computeIfAbsent(new EndpointId(rs.getLong("endpoint")), _ -> new Latencies())
              .add(rs.getInt("class"), rs.getLong("count"));
          return 0;
        })
        .list();
    return found;
  }

  private static Query bound(Handle handle, String sql, String organisation, Range range) {
    return handle
        .createQuery(sql)
        .bind("organisation", organisation)
        .bind("step", PulseRows.number(range.step()))
        .bind("from", range.from())
        .bind("until", range.until());
  }

  private static Counts counts(ResultSet rs) throws SQLException {
    return new Counts(
        rs.getLong("accepted"),
        rs.getLong("delivered"),
        rs.getLong("failed"),
        rs.getLong("discarded"),
        rs.getLong("parked"));
  }

  /** Deletes what is over, in pieces that hold nobody up. */
  void sweep() {
    for (Step step : Step.values()) {
      int deleted;
      do {
        deleted =
            jdbi.withHandle(handle ->
                handle
                    .createUpdate(
                        """
                        delete from pulse
                        where ctid = any (array(
                          select ctid from pulse where step = :step and at < :over limit :piece))
                        """)
                    .bind("step", PulseRows.number(step))
                    .bind("over", step.floor(clock.instant().minus(step.kept())))
                    .bind("piece", PIECE)
                    .execute());
      } while (deleted == PIECE);
    }
  }
}
