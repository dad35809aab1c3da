package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.Destination;
import dev.postrider.history.History.EndpointMessage;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists what went or goes to an endpoint: walks the application's messages, a stretch at a time,
 * and looks up where those stand that the endpoint is among the targets of, or that were sent to it
 * later.
 *
 * <p>Where a delivery stands is the sum of rows that are never changed, so it has no index.
 */
record EndpointMessagesRead(
    EndpointId endpoint, MessagesRead messages, MessageFilter filter, Predicate<Destination> where) {
  /** The first stretch; the next one is larger, because what is sought is rare then. */
  private static final int FIRST = 250;

  private static final String STRETCH =
      """
      with walk as materialized (
        select m.id, %s as sought, m.targets @> array[cast(:endpoint as bigint)] as meant,
               row_number() over (%s) as place
        from message m
        where m.application = :application and %s and %s
        %s limit :bound),
      walked as (select min(id) as first, max(id) as last from walk),
      later as (
        select a.message from attempt a
        where a.endpoint = :endpoint and a.manual and a.id > (select first from walked)
          and a.message between (select first from walked) and (select last from walked)
        union
        select p.message from parked p
        where p.endpoint = :endpoint and p.manual
          and p.message between (select first from walked) and (select last from walked))
      select m.id, sought and (meant or id in (select message from later)) as sought, place
      from walk m
      where place = :bound or (sought and (meant or id in (select message from later)))
      %s
      """;

  private static final String ATTEMPTS =
      """
      select message, state, url <> '' as attempted from attempt
      where message = any (:ids) and id > :first and endpoint = :endpoint
      order by id
      """;

  private static final String PARKED =
      "select message, due from parked where endpoint = :endpoint and message = any (:ids)";

  Page<EndpointMessage> read(Handle handle, Content content, Page.Request<MessageId> request) {
    Map<MessageId, Destination> standing = new HashMap<>();
    Page<MessageId> found = find(handle, request, standing);
    List<StoredMessage> whole = messages.whole(handle, found.entries(), content, request);
    List<EndpointMessage> listed =
        whole.stream()
            .map(m -> new EndpointMessage(m, destination(standing, m.message().id())))
            .toList();
    return MessagesRead.cut(found, listed, request);
  }

  /** Walks until there is more than a page, or the bound is reached. */
  private Page<MessageId> find(
      Handle handle, Page.Request<MessageId> request, Map<MessageId, Destination> standing) {
    Walk whole = new Walk(request, MessagesRead.BOUND);
    List<Walk.Met<MessageId>> met = new ArrayList<>();
    MessageId from = request.after();
    int looked = 0;
    for (int bound = Math.max(FIRST, request.limit() + 1);
        looked < whole.bound();
        bound = whole.bound() - looked) {
      Page.Request<MessageId> stretch =
          new Page.Request<>(from, request.limit(), request.ascending(), request.backwards());
      List<Walk.Met<MessageId>> here = stretch(handle, stretch, bound);
      standing.putAll(standing(handle, here));
      for (Walk.Met<MessageId> one : here) {
        boolean sought = one.sought() && where.test(destination(standing, one.row()));
        met.add(new Walk.Met<>(one.row(), sought, looked + one.place()));
      }
      boolean end = here.isEmpty() || here.getLast().place() < bound;
      if (end || met.stream().filter(Walk.Met::sought).count() > request.limit()) {
        break;
      }
      looked += bound;
      from = here.getLast().row();
    }
    return whole.page(met, id -> id);
  }

  private List<Walk.Met<MessageId>> stretch(
      Handle handle, Page.Request<MessageId> request, int bound) {
    PageSql page = new PageSql("m.id", request);
    MessageSql sql = MessageSql.of(filter);
    try (Query query =
        handle.createQuery(
            STRETCH.formatted(
                sql.sought(),
                page.order(),
                page.where(),
                sql.within("m.id"),
                page.order(),
                page.order()))) {
      query.bind("application", messages.application().value());
      query.bind("endpoint", endpoint.value()).bind("bound", bound);
      MessageId after = request.after();
      if (after != null) {
        query.bind("after", after.value());
      }
      sql.bind(query);
      return query
          .map((rs, _) ->
              new Walk.Met<>(
                  new MessageId(rs.getLong("id")), rs.getBoolean("sought"), rs.getInt("place")))
          .list();
    }
  }

  private Map<MessageId, Destination> standing(Handle handle, List<Walk.Met<MessageId>> met) {
    Map<MessageId, Standing> standings = new HashMap<>();
    met.stream().filter(Walk.Met::sought).forEach(m -> standings.put(m.row(), new Standing()));
    if (standings.isEmpty()) {
      return Map.of();
    }
    add(handle, ATTEMPTS, standings, Standing::attempt);
    add(handle, PARKED, standings, Standing::parked);
    Map<MessageId, Destination> destinations = new HashMap<>();
    standings.forEach((message, standing) -> destinations.put(message, standing.at(endpoint)));
    return destinations;
  }

  @FunctionalInterface
  private interface Add {
    void row(Standing standing, ResultSet rs) throws SQLException;
  }

  private void add(Handle handle, String sql, Map<MessageId, Standing> standings, Add add) {
    try (Query query = handle.createQuery(sql)) {
      query.bind("endpoint", endpoint.value());
      query.bindArray("ids", Long.class, standings.keySet().stream().map(MessageId::value).toList());
      if (sql.equals(ATTEMPTS)) {
        // An attempt is younger than its message.
        query.bind(
            "first", standings.keySet().stream().mapToLong(MessageId::value).min().orElseThrow());
      }
      query
          .map((rs, _) -> {
            MessageId message = new MessageId(rs.getLong("message"));
            add.row(standings.computeIfAbsent(message, _ -> new Standing()), rs);
            return message;
          })
          .list();
    }
  }

  private Destination destination(Map<MessageId, Destination> standing, MessageId message) {
    return standing.computeIfAbsent(message, _ -> new Standing().at(endpoint));
  }
}
