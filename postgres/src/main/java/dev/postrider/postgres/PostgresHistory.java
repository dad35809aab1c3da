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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/** Messages and attempts, read back; every list walks an index from where the page begins. */
final class PostgresHistory implements History {
  /** Few enough to hold nobody up. */
  private static final int EXPUNGED_AT_ONCE = 500;

  /** Inboxes have copies of what is in the log, and receivers may have repeated it. */
  private static final String EXPUNGE =
      """
      with gone as (
        update message set payload = null, payload_sealed = null, headers = null
        where application = :application and %s
        returning application, id, event_id),
      copies as (
        update inbox set body = null
        from gone
        where inbox.application = gone.application and inbox.id = gone.event_id
          and inbox.message = gone.id),
      answers as (
        update attempt set response = :expunged
        from gone
        where attempt.message = gone.id and attempt.application = gone.application
          and attempt.id > :after and attempt.response is not null)
      select count(*) from gone
      """;

  private static final String PIECE =
      "id > :after and id <= :reached and (payload is not null or headers is not null)";

  /** Whoever changes inboxes has their contacts first, in this order, as the journal does. */
  private static final String CONTACTS =
      """
      select 1 from inbox_contact
      where application = :application
        and contact in (
          select inbox.contact
          from message join inbox on inbox.application = message.application
            and inbox.id = message.event_id and inbox.message = message.id
          where message.application = :application and message.id > :after
            and message.id <= :reached and message.payload is not null)
      order by contact
      for update
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final DataKeys keys;

  PostgresHistory(Jdbi jdbi, InstantSource clock, DataKeys keys) {
    this.jdbi = jdbi;
    this.keys = keys;
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
            .map((rs, _) -> HistoryReads.message(rs, clock.instant(), keys))
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
    return jdbi.withHandle(handle ->
        new MessagesRead(application, clock, keys).read(handle, filter, content, request));
  }

  @Override
  public List<StoredMessage> messagesWithoutPayloads(
      ApplicationId application, Collection<MessageId> ids) {
    return jdbi.withHandle(
        handle -> new MessagesRead(application, clock, keys).withoutPayloads(handle, ids));
  }

  @Override
  public Page<Attempt> attemptsOfMessage(
      ApplicationId application,
      MessageId message,
      AttemptFilter filter,
      Page.Request<AttemptId> request) {
    AttemptsRead read = new AttemptsRead(application, filter);
    return jdbi.withHandle(handle -> read.ofMessage(handle, message, request));
  }

  @Override
  public Page<Attempt> attemptsOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      AttemptFilter filter,
      Page.Request<AttemptId> request) {
    AttemptsRead read = new AttemptsRead(application, filter);
    return jdbi.withHandle(handle -> read.ofEndpoint(handle, endpoint.value(), request));
  }

  @Override
  public Optional<Attempt> attempt(ApplicationId application, MessageId message, AttemptId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select a.* from attempt a
                where a.message = :message and a.id = :id and a.application = :application
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
  public Page<EndpointMessage> messagesOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      MessageFilter filter,
      Predicate<Destination> where,
      Content content,
      Page.Request<MessageId> request) {
    EndpointMessagesRead read =
        new EndpointMessagesRead(
            endpoint, new MessagesRead(application, clock, keys), filter, where);
    return jdbi.withHandle(handle -> read.read(handle, content, request));
  }

  @Override
  public Standings standings(
      ApplicationId application, EndpointId endpoint, Instant since, Instant until) {
    return jdbi.withHandle(
        handle -> new StandingsRead(application, endpoint).read(handle, since, until));
  }

  @Override
  public Used usage(ApplicationId application, MessageId after, MessageId last) {
    return jdbi.withHandle(handle -> UsageRead.read(handle, application, after, last));
  }

  @Override
  public boolean expungePayload(ApplicationId application, MessageId message) {
    return jdbi.withHandle(handle ->
        handle
                .createQuery(EXPUNGE.formatted("id = :id"))
                .bind("application", application.value())
                .bind("id", message.value())
                .bind("after", message.value())
                .bind("expunged", EXPUNGED.bytes())
                .mapTo(Long.class)
                .one()
            > 0);
  }

  @Override
  public Expunged expungePayloads(ApplicationId application, MessageId after, MessageId last) {
    return jdbi.inTransaction(handle -> {
      MessageId reached = MessageWalk.reach(handle, application, after, last, EXPUNGED_AT_ONCE);
      piece(handle, CONTACTS, application, after, reached).mapTo(Integer.class).list();
      int payloads =
          piece(handle, EXPUNGE.formatted(PIECE), application, after, reached)
              .bind("expunged", EXPUNGED.bytes())
              .mapTo(Integer.class)
              .one();
      return new Expunged(reached, payloads);
    });
  }

  private static Query piece(
      Handle handle, String sql, ApplicationId application, MessageId after, MessageId reached) {
    return handle
        .createQuery(sql)
        .bind("application", application.value())
        .bind("after", after.value())
        .bind("reached", reached.value());
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
