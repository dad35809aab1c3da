package dev.postrider.bench;

import dev.postrider.message.Keys;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes days of messages and attempts, as if they had been sent: one large application with four
 * endpoints and many small ones, retries, channels, tags, and values that nearly nothing has.
 *
 * @param large the endpoints of the large application: of all messages, of every second one, of one
 *     in a thousand, and one that mostly fails
 * @param small the applications with one endpoint each, in the same order as their endpoints
 */
record ListsFill(
    StoredLog log,
    long largeApplication,
    List<Long> large,
    List<Long> small,
    List<Long> smallEndpoints) {
  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;

  /** Attempts per message that come of the shares below. */
  private static final double ATTEMPTS_PER_MESSAGE = 1.35;

  /** Message i of the period: everything else is computed of its number, so runs are alike. */
  private static final String MESSAGES =
      """
      insert into message_fill (id, application, retention, event_type, channels, tags, targets, payload)
      select (:start + i * :step) << 11,
             case when large then :large else (:small)[1 + (h / 10) % :smalls] end, 90,
             case when large and i % 200000 = 7 then 'rare.event'
                  else 'type.' || (h / 100000) % 20 end,
             case when large and i % 200000 = 11 then array['rare-channel']
                  when (h / 1000) % 5 = 0 then array['channel-' || (h / 5000) % 5] end,
             case when large and i % 200000 = 13 then array['rare-tag']
                  when (h / 1000) % 5 = 1 then array['tag-' || (h / 5000) % 5] end,
             case when not large then array[(:ends)[1 + (h / 10) % :smalls]]
                  else array[(:four)[1]]
                       || case when (h / 10) % 2 = 0 then array[(:four)[2]] else '{}'::bigint[] end
                       || case when (h / 10) % 1000 = 3 then array[(:four)[3]] else '{}'::bigint[] end
                       || case when (h / 10) % 20 = 5 then array[(:four)[4]] else '{}'::bigint[] end end,
             convert_to('{"number":' || i || ',"text":"' || repeat('x', 200) || '"}', 'UTF8')
      from (select i, abs(hashint8(i)::bigint) as h, abs(hashint8(i)::bigint) % 10 < 4 as large
            from generate_series(cast(:from as bigint), cast(:until as bigint)) i) numbered
      """;

  /**
   * The attempts at each target: most are taken at once, some after retries, a few are given up.
   * What would be tried later than now waits.
   */
  private static final String ATTEMPTS =
      """
      insert into attempt_fill
        (id, message, endpoint, application, started, took_micros, number, state, status, manual, url, response)
      select m.id + ((delay::bigint * 1000000 + 5000) << 11) + ordinal, m.id, endpoint, m.application,
             to_timestamp((m.id >> 11) / 1e6 + delay), 12000, n,
             case when n < tries then 0 when tries = 8 then 2 else 1 end,
             case when n = tries and tries < 8 then 200 when h % 20000 = 9 then 404 else 503 end,
             false, 'https://receiver.example.com/hook', convert_to('{"answer":"ok"}', 'UTF8')
      from message m
      cross join lateral unnest(m.targets) with ordinality as target (endpoint, ordinal)
      cross join lateral (select abs(hashint8(m.id + endpoint)::bigint) as h) hashed
      cross join lateral (
        select case when endpoint = :failing
                    then case when h % 1000 < 300 then 1 when h % 1000 < 700 then 3 else 8 end
                    when h % 1000 < 960 then 1 when h % 1000 < 985 then 2
                    when h % 1000 < 998 then 3 else 8 end as tries) counted
      cross join lateral (
        select n, (array[0, 5, 305, 2105, 9305, 27305, 63305, 99305])[n] as delay
        from generate_series(1, tries) n) tried
      where m.id >= :from and m.id < :until
        and (m.id >> 11) / 1e6 + delay < :now
      """;

  private static final String PARKED =
      """
      insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
      select distinct on (endpoint, message) endpoint, message, application, 0,
             now() + interval '1 hour', 1, number, false
      from attempt a
      where state = 0 and id >= :since
        and not exists (select 1 from attempt later
                        where later.message = a.message and later.endpoint = a.endpoint
                          and later.number > a.number)
      """;

  /** What pages draw: minutes of two days and hours of all, of everything that there is. */
  private static final String PULSE =
      """
      insert into pulse (organisation, application, endpoint, step, at, accepted, delivered, failed,
                         discarded, parked, micros, latencies)
      select organisation, application, endpoint, step, at, 1 + h % 50, 1 + h % 45, h % 5, h % 2, h % 3,
             12000 * (1 + h % 50),
             array(select (class::bigint << 40) | (1 + h % 9) from generate_series(30, 44, 2) class)
      from (select organisation, id as application, 0 as endpoint from application
            union all
            select a.organisation, e.application, e.id from endpoint e join application a on a.id = e.application
            union all
            select distinct organisation, 0, 0 from application) subject
      cross join lateral (
        select 0 as step, at from generate_series(:minutes, :until, interval '1 minute') at
        union all
        select 1, at from generate_series(:hours, :until, interval '1 hour') at) point
      cross join lateral (
        select abs(hashint8(application + endpoint + extract(epoch from at)::bigint)::bigint) as h) hashed
      on conflict do nothing
      """;

  /** Writes it, and leaves the tables as their upkeep would: analyzed, with their maps. */
  void fill(int attempts, int days, Instant now) throws SQLException {
    long messages = Math.max(1, Math.round(attempts / ATTEMPTS_PER_MESSAGE));
    Instant end = now.minus(Duration.ofMinutes(1));
    Instant start = end.minus(Duration.ofDays(days)).plus(Duration.ofHours(1));
    long startMicros = Keys.floorOf(start) >> 11;
    long step = Math.max(1, ((Keys.floorOf(end) >> 11) - startMicros) / messages);
    log.execute("set synchronous_commit = off; set maintenance_work_mem = '256MB'");
    List<LocalDate> all =
        LocalDate.ofInstant(start, ZoneOffset.UTC)
            .datesUntil(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))
            .toList();
    for (LocalDate day : all) {
      Figures.progress("Filling " + day + ".");
      long from = first(key(day), startMicros, step);
      long until = Math.min(messages, first(key(day.plusDays(1)), startMicros, step)) - 1;
      begin("message");
      log.execute(
          MESSAGES
              .replace(":start", Long.toString(startMicros))
              .replace(":step", Long.toString(step))
              .replace(":smalls", Integer.toString(small.size()))
              .replace(":small", array(small))
              .replace(":ends", array(smallEndpoints))
              .replace(":four", array(large))
              .replace(":large", Long.toString(largeApplication))
              .replace(":from", Long.toString(from))
              .replace(":until", Long.toString(until)));
      attach("message", day);
    }
    log.execute("analyze message");
    attempts(all, now);
    log.execute(PARKED.replace(":since", Long.toString(key(all.getLast().minusDays(2)))));
    pulse(days, now);
    Figures.progress("Vacuuming.");
    log.execute("vacuum analyze message, attempt, parked, pulse");
    log.execute("checkpoint");
  }

  /** An attempt stands in its own day, which may be the one after its message's. */
  private void attempts(List<LocalDate> all, Instant now) throws SQLException {
    log.execute("create unlogged table attempt_fill (like attempt)");
    for (LocalDate day : all) {
      Figures.progress("Attempts of " + day + ".");
      log.execute(
          ATTEMPTS
              .replace(":failing", Long.toString(large.get(3)))
              .replace(":from", Long.toString(key(day)))
              .replace(":until", Long.toString(key(day.plusDays(1))))
              .replace(":now", Long.toString(now.getEpochSecond())));
      String name = "attempt_p" + NAME.format(day);
      log.execute(
          "create table if not exists %s (like attempt including defaults)".formatted(name));
      log.execute(
          """
          with moved as (delete from attempt_fill where id < %d returning *)
          insert into %s select * from moved order by id
          """
              .formatted(key(day.plusDays(1)), name));
      attachIfNew("attempt", day);
    }
    log.execute("drop table attempt_fill");
  }

  private void pulse(int days, Instant now) throws SQLException {
    Figures.progress("Counts over time.");
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    log.execute(
        PULSE
            .replace(":minutes", time(hour.minus(Duration.ofDays(2))))
            .replace(":hours", time(hour.minus(Duration.ofDays(days))))
            .replace(":until", time(now)));
  }

  private static String time(Instant at) {
    return "timestamptz '" + at + "'";
  }

  private void begin(String table) throws SQLException {
    log.execute(
        "create table %s_fill (like %1$s including defaults including storage)".formatted(table));
  }

  /** Rows come first and indexes after, which is faster. A day that the server made gives way. */
  private void attach(String table, LocalDate day) throws SQLException {
    String name = table + "_p" + NAME.format(day);
    log.execute("drop table if exists " + name);
    log.execute("alter table %s_fill rename to %s".formatted(table, name));
    attachIfNew(table, day);
  }

  private void attachIfNew(String table, LocalDate day) throws SQLException {
    String name = table + "_p" + NAME.format(day);
    if (log.number(
            "select count(*) from pg_inherits where inhrelid = '%s'::regclass".formatted(name))
        == 0) {
      log.execute(
          "alter table %s attach partition %s for values from (%d) to (%d)"
              .formatted(table, name, key(day), key(day.plusDays(1))));
    }
  }

  private static long first(long key, long startMicros, long step) {
    return Math.max(0, Math.ceilDiv((key >> 11) - startMicros, step));
  }

  private static long key(LocalDate day) {
    return Keys.floorOf(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static String array(List<Long> numbers) {
    return numbers.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "array[", "]::bigint[]"));
  }
}
