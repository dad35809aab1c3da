package dev.postrider.postgres;

import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Pulse.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What was counted, as rows: those of endpoints and applications, and one for each organisation.
 */
final class PulseRows {
  private static final int CLASS_SHIFT = 40;
  private static final long COUNT = (1L << CLASS_SHIFT) - 1;

  /**
   * Adds to what is there, so it does not matter how many processes and restarts write a minute.
   */
  private static final String ADD =
      """
      insert into pulse as p (organisation, application, endpoint, step, at, accepted, delivered, failed,
                              discarded, parked, micros, latencies)
      select b.organisation, b.application, b.endpoint, s.step, s.at, b.accepted, b.delivered, b.failed,
             b.discarded, b.parked, b.micros, b.latencies::bigint[]
      from unnest(:organisations, :applications, :endpoints, :accepted, :delivered, :failed, :discarded,
                  :parked, :micros, :latencies)
             as b (organisation, application, endpoint, accepted, delivered, failed, discarded, parked,
                   micros, latencies)
      cross join (values (0::smallint, cast(:minute as timestamptz)), (1::smallint, cast(:hour as timestamptz)))
             as s (step, at)
      -- Whoever else adds locks in the same order.
      order by 1, 2, 3, 4
      on conflict (organisation, application, endpoint, step, at) do update set
        accepted = p.accepted + excluded.accepted,
        delivered = p.delivered + excluded.delivered,
        failed = p.failed + excluded.failed,
        discarded = p.discarded + excluded.discarded,
        parked = p.parked + excluded.parked,
        micros = p.micros + excluded.micros,
        latencies = case
          when excluded.latencies = '{}' then p.latencies
          else (
            select array_agg(c.class << 40 | c.count order by c.class)
            from (
              select v >> 40 as class, sum(v & 1099511627775)::bigint as count
              from unnest(p.latencies || excluded.latencies) v group by 1) c)
          end
      """;

  private record Row(
      String organisation, long application, long endpoint, Counts counts, Latencies latencies) {}

  private final List<Row> rows;

  private PulseRows(List<Row> rows) {
    this.rows = rows;
  }

  /** Whose application is not there any more is left out. */
  static PulseRows of(Map<Long, String> organisations, List<Beat> beats) {
    List<Row> rows = new ArrayList<>();
    Map<String, Row> whole = new HashMap<>();
    for (Beat beat : beats) {
      long application = beat.application().value();
      String organisation = organisations.get(application);
      if (organisation != null) {
        long endpoint = beat.endpoint() == null ? 0 : beat.endpoint().value();
        rows.add(new Row(organisation, application, endpoint, beat.counts(), beat.latencies()));
        if (endpoint == 0) {
          whole.merge(
              organisation,
              new Row(organisation, 0, 0, beat.counts(), copy(beat.latencies())),
              PulseRows::plus);
        }
      }
    }
    rows.addAll(whole.values());
    return new PulseRows(rows);
  }

  private static Latencies copy(Latencies latencies) {
    Latencies copy = new Latencies();
    copy.add(latencies);
    return copy;
  }

  private static Row plus(Row before, Row more) {
    before.latencies.add(more.latencies);
    return new Row(before.organisation, 0, 0, before.counts.plus(more.counts), before.latencies);
  }

  void add(Handle handle, Instant at) {
    if (rows.isEmpty()) {
      return;
    }
    handle
        .createUpdate(ADD)
        .bindArray("organisations", String.class, each(Row::organisation))
        .bindArray("applications", Long.class, each(Row::application))
        .bindArray("endpoints", Long.class, each(Row::endpoint))
        .bindArray("accepted", Long.class, each(row -> row.counts.accepted()))
        .bindArray("delivered", Long.class, each(row -> row.counts.delivered()))
        .bindArray("failed", Long.class, each(row -> row.counts.failed()))
        .bindArray("discarded", Long.class, each(row -> row.counts.discarded()))
        .bindArray("parked", Long.class, each(row -> row.counts.parked()))
        .bindArray("micros", Long.class, each(row -> row.latencies.sum()))
        .bindArray("latencies", String.class, each(row -> text(row.latencies)))
        .bind("minute", Step.MINUTE.floor(at))
        .bind("hour", Step.HOUR.floor(at))
        .execute();
  }

  private <T> List<T> each(Function<Row, T> what) {
    return rows.stream().map(what).toList();
  }

  /** As PostgreSQL writes arrays; classes without attempts are left out. */
  private static String text(Latencies latencies) {
    List<String> packed = new ArrayList<>();
    for (int i = 0; i < Latencies.CLASSES; i++) {
      if (latencies.count(i) > 0) {
        packed.add(Long.toString((long) i << CLASS_SHIFT | latencies.count(i)));
      }
    }
    return "{" + String.join(",", packed) + "}";
  }

  static Latencies latencies(Long[] packed) {
    Latencies latencies = new Latencies();
    for (long one : packed) {
      latencies.add((int) (one >> CLASS_SHIFT), one & COUNT);
    }
    return latencies;
  }

  static int number(Step step) {
    return switch (step) {
      case MINUTE -> 0;
      case HOUR -> 1;
    };
  }
}
