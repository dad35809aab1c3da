package dev.postrider.bench;

import dev.postrider.message.ApplicationId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/**
 * Writes messages for later, all for the same second, as the server stores them when their time is
 * given with {@code deliverAt}: a message, and a parked row that is due then. The server has to be
 * started again to see them.
 *
 * @param applications those whose endpoints get them, in turn; one endpoint each
 */
record HerdFill(StoredLog log, List<String> applications, int size) {
  /** Keys are microseconds above a counter of 11 bits; one message a microsecond, just now. */
  private static final String MESSAGES =
      """
      insert into message (id, application, retention, event_type, deliver_at, targets, payload)
      select (:start + i) << 11, application, 90, 'message.created', to_timestamp(:due),
             array[endpoint],
             convert_to(:prefix || lpad(track::text, 6, '0') || lpad((i / :endpoints)::text, 9, '0')
                        || repeat('0', 19) || :rest, 'UTF8')
      from generate_series(0::bigint, :messages - 1) i
      join herd on track = i % :endpoints
      order by i
      """;

  private static final String PARKED =
      """
      insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
      select targets[1], id, application, 0, deliver_at, 1, 0, false
      from message where id >= :start << 11 and deliver_at is not null
      """;

  /** Writes so many; with fewer endpoints than messages, each endpoint gets several. */
  void fill(int messages, int endpoints, Instant due) throws SQLException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    String payload = new String(new Payloads(random).next(size), StandardCharsets.UTF_8);
    String rest = payload.substring(Stamp.PREFIX.length() + Stamp.LENGTH);
    log.execute("set synchronous_commit = off");
    log.execute(
        """
        create temporary table herd as
        select place - 1 as track, application, endpoint.id as endpoint
        from unnest(array[%s]::bigint[]) with ordinality subject (application, place)
             join endpoint using (application)
        """
            .formatted(
                applications.stream()
                    .map(id -> Long.toString(ApplicationId.parse(id).orElseThrow().value()))
                    .collect(Collectors.joining(","))));
    long start = log.number("select (extract(epoch from now()) * 1000000)::bigint") - messages;
    log.execute(
        MESSAGES
            .replace(":start", Long.toString(start))
            .replace(":due", Long.toString(due.getEpochSecond()))
            .replace(":prefix", literal(Stamp.PREFIX))
            .replace(":endpoints", Integer.toString(endpoints))
            .replace(":messages", Integer.toString(messages))
            .replace(":rest", literal(rest)));
    log.execute(PARKED.replace(":start", Long.toString(start)));
    // As if the server had taken and parked them.
    log.execute(
        "update shard set checkpoint = %1$d, last_key = greatest(last_key, %1$d)"
            .formatted((start + messages) << 11));
    log.execute("vacuum analyze message, parked");
    log.execute("checkpoint");
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
