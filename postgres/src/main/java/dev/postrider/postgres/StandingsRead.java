package dev.postrider.postgres;

import dev.postrider.history.History.Standings;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Counts where an endpoint's messages stand: its attempts, its parked rows, and what is new in
 * memory.
 *
 * <p>No counter is kept, because each would be a row that every commit updates, for every endpoint
 * in it; nor an index that has the states, because that would be paid on every attempt. So there is
 * a bound, and what is older than it is not counted.
 */
record StandingsRead(ApplicationId application, EndpointId endpoint) {
  /** So many attempts, and so many parked rows, are read at most. */
  static final int BOUND = 100_000;

  /** The attempt and the parked row just beyond the bound; null when there are not so many. */
  private static final String BEYOND =
      """
      select greatest(
        (select id from attempt where endpoint = :endpoint and id >= :since
         order by id desc offset :bound limit 1),
        (select message from parked where endpoint = :endpoint and message >= :since
         order by message desc offset :bound limit 1))
      """;

  /**
   * An attempt is younger than its message, so the attempts since a moment are all those of the
   * messages since then. What is above the checkpoint and nowhere else is in memory.
   */
  private static final String COUNT =
      """
      with tried as (
        select message, bool_or(state = 1) as delivered,
               coalesce(max(id) filter (where state = 0), 0) as failed,
               coalesce(max(id) filter (where state = 2), 0) as discarded,
               coalesce(max(id) filter (where state = 3), 0) as cancelled,
               true as attempted
        from attempt
        where endpoint = :endpoint and id >= :since and message >= :since and message < :until
        group by message),
      waiting as (
        select distinct message from parked
        where endpoint = :endpoint and message >= :since and message < :until),
      fresh as (
        select id from message m
        where application = :application and id >= :since and id < :until
          and id > (select min(checkpoint) from shard)
          and targets @> array[cast(:endpoint as bigint)]
          and not exists (select 1 from attempt a
                          where a.message = m.id and a.id > m.id and a.endpoint = :endpoint)
          and not exists (select 1 from parked p
                          where p.message = m.id and p.endpoint = :endpoint)),
      standing as (
        select case when delivered then 'delivered'
                    when w.message is not null or failed > greatest(discarded, cancelled)
                      then case when attempted then 'sending' else 'pending' end
                    when cancelled > discarded then 'cancelled'
                    else 'discarded' end as word
        from tried t full join waiting w using (message)
        union all
        select 'pending' from fresh)
      select count(*) filter (where word = 'delivered') as delivered,
             count(*) filter (where word = 'pending') as pending,
             count(*) filter (where word = 'sending') as sending,
             count(*) filter (where word = 'discarded') as discarded,
             count(*) filter (where word = 'cancelled') as cancelled
      from standing
      """;

  Standings read(Handle handle, Instant since, Instant until) {
    long from = Keys.floorOf(Numbers.microsUp(since));
    Long beyond =
        handle
            .createQuery(BEYOND)
            .bind("endpoint", endpoint.value())
            .bind("since", from)
            .bind("bound", BOUND)
            .mapTo(Long.class)
            .one();
    long first = beyond == null ? from : beyond + 1;
    return handle
        .createQuery(COUNT)
        .bind("application", application.value())
        .bind("endpoint", endpoint.value())
        .bind("since", first)
        .bind("until", Keys.floorOf(Numbers.microsUp(until)))
        .map((rs, _) ->
            new Standings(
                rs.getLong("delivered"),
                rs.getLong("pending"),
                rs.getLong("sending"),
                rs.getLong("discarded"),
                rs.getLong("cancelled"),
                beyond == null ? since : new MessageId(first).time()))
        .one();
  }
}
