package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.AttemptId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/** Messages and attempts, read back; every list walks an index from where the page begins. */
final class PostgresHistory implements History {
  /** Payloads of a page together, because one page is in memory several times over. */
  private static final long PAGE_BYTES = 8L << 20;

  /** Few enough to hold nobody up. */
  private static final int EXPUNGED_AT_ONCE = 500;

  private final Jdbi jdbi;
  private final InstantSource clock;

  PostgresHistory(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public Optional<StoredMessage> message(ApplicationId application, String idOrEventId) {
    Optional<StoredMessage> byId =
        MessageId.parse(idOrEventId).flatMap(id -> message(application, id));
    return byId.isPresent()
        ? byId
        : holder(PublishKeys.Kind.EVENT_ID, application, idOrEventId)
            .flatMap(id -> message(application, id));
  }

  @Override
  public Optional<StoredMessage> messageOfKey(ApplicationId application, String idempotencyKey) {
    Instant oldest = clock.instant().minus(PublishKeys.IDEMPOTENCY);
    return holder(PublishKeys.Kind.IDEMPOTENCY_KEY, application, idempotencyKey)
        .filter(id -> id.value() >= Keys.floorOf(oldest))
        .flatMap(id -> message(application, id));
  }

  private Optional<StoredMessage> message(ApplicationId application, MessageId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select %s from message m where m.application = :application and m.id = :id"
                    .formatted(MessageRow.COLUMNS))
            .bind("application", application.value())
            .bind("id", id.value())
            .map((rs, _) -> HistoryReads.message(rs, clock.instant()))
            .findOne());
  }

  private Optional<MessageId> holder(
      PublishKeys.Kind kind, ApplicationId application, String text) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select message from publish_key where key = :key")
            .bind("key", PublishKeys.key(kind, application, text))
            .map((rs, _) -> new MessageId(rs.getLong(1)))
            .findOne());
  }

  @Override
  public Page<StoredMessage> messages(
      ApplicationId application,
      MessageFilter filter,
      Content content,
      Page.Request<MessageId> request) {
    PageSql page = new PageSql("m.id", request);
    List<String> conditions = new ArrayList<>(List.of(page.where()));
    if (filter.after() != null) {
      conditions.add("m.id >= :younger");
    }
    if (filter.before() != null) {
      conditions.add("m.id < :older");
    }
    if (filter.channel() != null) {
      conditions.add("m.channels @> array[cast(:channel as text)]");
    }
    if (filter.tag() != null) {
      conditions.add("m.tags @> array[cast(:tag as text)]");
    }
    if (!filter.eventTypes().isEmpty()) {
      conditions.add("m.event_type = any (:event_types)");
    }
    boolean whole = content == Content.WHOLE;
    List<Listed> listed =
        jdbi.withHandle(handle -> {
          Query query =
              handle
                  .createQuery(
                      """
                      select * from (
                        select %s, %s
                        from (select * from message m
                              where m.application = :application and %s %s %s) m
                        window walk as (%s)) page
                      where place = 1 or (place <= :limit and bytes_before < :bytes)
                      order by place
                      """
                          .formatted(
                              whole ? MessageRow.COLUMNS : MessageRow.COLUMNS_WITHOUT_PAYLOAD,
                              MessageRow.SIZES,
                              String.join(" and ", conditions),
                              page.order(),
                              page.limit(),
                              page.order()))
                  .bind("application", application.value())
                  .bind("limit", request.limit())
                  .bind("bytes", whole ? PAGE_BYTES : Long.MAX_VALUE);
          MessageId after = request.after();
          if (after != null) {
            query.bind("after", after.value());
          }
          AttemptSql.bindTimes(query, filter.before(), filter.after());
          if (filter.channel() != null) {
            query.bind("channel", filter.channel());
          }
          if (filter.tag() != null) {
            query.bind("tag", filter.tag());
          }
          if (!filter.eventTypes().isEmpty()) {
            query.bindArray("event_types", String.class, List.copyOf(filter.eventTypes()));
          }
          return query
              .map((rs, _) ->
                  new Listed(HistoryReads.message(rs, clock.instant()), rs.getInt("found")))
              .list();
        });
    boolean done = listed.isEmpty() || listed.size() == listed.getFirst().found();
    return page.page(listed.stream().map(Listed::message).toList(), done);
  }

  @Override
  public List<StoredMessage> messagesWithoutPayloads(
      ApplicationId application, Collection<MessageId> ids) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select %s from message m where m.application = :application and m.id = any (:ids)"
                    .formatted(MessageRow.COLUMNS_WITHOUT_PAYLOAD))
            .bind("application", application.value())
            .bindArray("ids", Long.class, ids.stream().map(MessageId::value).toList())
            .map((rs, _) -> HistoryReads.message(rs, clock.instant()))
            .list());
  }

  /** One of so many that were found, one more than the limit at most. */
  private record Listed(StoredMessage message, int found) {}

  @Override
  public Page<Attempt> attemptsOfMessage(
      ApplicationId application,
      MessageId message,
      AttemptFilter filter,
      Page.Request<AttemptId> request) {
    // An attempt is younger than its message: older days are not looked at.
    return attempts(
        "a.message = :subject and a.id > :subject", application, message.value(), filter, request);
  }

  @Override
  public Page<Attempt> attemptsOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      AttemptFilter filter,
      Page.Request<AttemptId> request) {
    return attempts("a.endpoint = :subject", application, endpoint.value(), filter, request);
  }

  private Page<Attempt> attempts(
      String which,
      ApplicationId application,
      long subject,
      AttemptFilter filter,
      Page.Request<AttemptId> request) {
    PageSql page = new PageSql("a.id", request);
    AttemptSql sql = new AttemptSql(filter);
    return page.page(
        jdbi.withHandle(handle -> {
          Query query =
              handle
                  .createQuery(
                      """
                      select a.* from attempt a
                      where %s and a.application = :application and %s and %s
                      %s %s
                      """
                          .formatted(which, page.where(), sql.where(), page.order(), page.limit()))
                  .bind("subject", subject)
                  .bind("application", application.value());
          AttemptId after = request.after();
          if (after != null) {
            query.bind("after", after.value());
          }
          sql.bind(query);
          return query.map((rs, _) -> HistoryReads.attempt(rs)).list();
        }));
  }

  @Override
  public Optional<Attempt> attempt(ApplicationId application, MessageId message, AttemptId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select a.* from attempt a
                where a.id = :id and a.message = :message and a.application = :application
                """)
            .bind("id", id.value())
            .bind("message", message.value())
            .bind("application", application.value())
            .map((rs, _) -> HistoryReads.attempt(rs))
            .findFirst());
  }

  @Override
  public List<Destination> destinations(ApplicationId application, MessageId message) {
    return jdbi.withHandle(handle -> DestinationsRead.read(handle, application, message));
  }

  @Override
  public boolean expungePayload(ApplicationId application, MessageId message) {
    return jdbi.withHandle(handle ->
        handle
                .createQuery(
                    """
                    with gone as (
                      update message set payload = null
                      where application = :application and id = :id
                      returning application, id, event_id),
                    copies as (
                      update inbox set body = null
                      from gone
                      where inbox.application = gone.application and inbox.id = gone.event_id
                        and inbox.message = gone.id)
                    select count(*) from gone
                    """)
                .bind("application", application.value())
                .bind("id", message.value())
                .mapTo(Long.class)
                .one()
            > 0);
  }

  @Override
  public Expunged expungePayloads(ApplicationId application, MessageId after, MessageId last) {
    return jdbi.withHandle(handle -> {
      MessageId reached = MessageWalk.reach(handle, application, after, last, EXPUNGED_AT_ONCE);
      int payloads =
          handle
              .createUpdate(
                  """
                  update message set payload = null
                  where application = :application and id > :after and id <= :reached
                    and payload is not null
                  """)
              .bind("application", application.value())
              .bind("after", after.value())
              .bind("reached", reached.value())
              .execute();
      return new Expunged(reached, payloads);
    });
  }

  @Override
  public boolean expungeResponse(ApplicationId application, MessageId message, AttemptId id) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    """
                    update attempt set response = :expunged
                    where id = :id and message = :message and application = :application
                    """)
                .bind("expunged", EXPUNGED.bytes())
                .bind("id", id.value())
                .bind("message", message.value())
                .bind("application", application.value())
                .execute()
            > 0);
  }

  @Override
  public boolean healthy() {
    try {
      return jdbi.withHandle(handle -> handle.getConnection().isValid(2));
    } catch (JdbiException | SQLException unreachable) {
      return false;
    }
  }
}
