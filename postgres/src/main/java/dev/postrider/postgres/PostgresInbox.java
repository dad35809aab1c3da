package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.InboxMessage.Status;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The inboxes on PostgreSQL. Reading costs what is read, from an index; counting one row.
 *
 * <p>A change has the contact's row before it touches a message, as the journal has, and is short:
 * the journal waits for it.
 */
final class PostgresInbox implements Inbox {
  /** A page ends where its bodies have so many bytes, because it is held in memory as a whole. */
  private static final int PAGE_BYTES = 4 << 20;

  /** Messages whose status one transaction changes. */
  private static final int PIECE = 1_000;

  private static final String OF_CONTACT = "application = :application and contact = :contact";

  /** Said, not bound, as the status is: an index of the kept ones serves no unknown value. */
  private static final String KEPT = "not fallen";

  private final Jdbi jdbi;
  private final DataKeys keys;

  PostgresInbox(Jdbi jdbi, DataKeys keys) {
    this.jdbi = jdbi;
    this.keys = keys;
  }

  @Override
  public Counts counts(Contact contact) {
    return jdbi.withHandle(handle ->
        bind(
                handle.createQuery(
                    """
                    select kept, unopened, fell_out from inbox_contact
                    where application = :application and contact = :contact
                    """),
                contact)
            .map((rs, _) -> new Counts(rs.getInt(1), rs.getInt(2), rs.getLong(3)))
            .findOne()
            .orElse(Counts.NONE));
  }

  @Override
  public Page<InboxMessage> messages(
      Contact contact, Filter filter, Page.Request<MessageId> request) {
    PageSql page = new PageSql("message", request);
    MessageId after = request.after();
    List<Listed> listed =
        jdbi.withHandle(handle -> {
          var query =
              bind(
                      handle.createQuery(
                          """
                          select * from (
                            select i.*,
                                   row_number() over walk as place,
                                   sum(coalesce(octet_length(body), 0)) over walk
                                     - coalesce(octet_length(body), 0) as bytes_before,
                                   count(*) over () as found
                            from (select * from inbox
                                  where %s and %s and %s and %s %s %s) i
                            window walk as (%s)) page
                          where place = 1 or (place <= :limit and bytes_before < :bytes)
                          order by place
                          """
                              .formatted(
                                  OF_CONTACT,
                                  filter.fallenOut() ? "fallen" : KEPT,
                                  status(filter.status()),
                                  page.where(),
                                  page.order(),
                                  page.limit(),
                                  page.order())),
                      contact)
                  .bind("limit", request.limit())
                  .bind("bytes", PAGE_BYTES);
          if (after != null) {
            query.bind("after", after.value());
          }
          return query.map((rs, _) -> new Listed(read(rs), rs.getInt("found"))).list();
        });
    boolean done = listed.isEmpty() || listed.size() == listed.getFirst().found();
    return page.page(listed.stream().map(Listed::message).toList(), done);
  }

  /** One of so many that were found, one more than the limit at most. */
  private record Listed(InboxMessage message, int found) {}

  /** What is skipped is skipped in the index; no row of it is fetched. */
  @Override
  public List<InboxMessage> newest(Contact contact, @Nullable Status status, int skip, int limit) {
    return jdbi.withHandle(handle ->
        bind(
                handle.createQuery(
                    """
                    select * from inbox
                    where %1$s and %2$s and message = any (array(
                      select message from inbox
                      where %1$s and %2$s and %3$s
                      order by message desc
                      limit :limit offset :skip))
                    order by message desc
                    """
                        .formatted(OF_CONTACT, KEPT, status(status))),
                contact)
            .bind("limit", limit)
            .bind("skip", skip)
            .map((rs, _) -> read(rs))
            .list());
  }

  private static Status other(Status status) {
    return switch (status) {
      case OPENED -> Status.UNOPENED;
      case UNOPENED -> Status.OPENED;
    };
  }

  /** Said, not bound, so that every plan can take the index that begins with it. */
  private static String status(@Nullable Status status) {
    return switch (status) {
      case null -> "true";
      case OPENED -> "opened";
      case UNOPENED -> "not opened";
    };
  }

  @Override
  public Optional<InboxMessage> mark(Contact contact, String id, Status status) {
    mark(contact, List.of(id), status);
    return jdbi.withHandle(handle ->
        bind(
                handle.createQuery(
                    "select * from inbox where id = :id and %s and %s".formatted(OF_CONTACT, KEPT)),
                contact)
            .bind("id", id)
            .map((rs, _) -> read(rs))
            .findOne());
  }

  @Override
  public void mark(Contact contact, Collection<String> ids, Status status) {
    jdbi.useTransaction(handle -> {
      if (has(handle, contact)) {
        change(handle, contact, "id = any (:ids)", status)
            .bindArray("ids", String.class, List.copyOf(ids))
            .execute();
      }
    });
  }

  /** In pieces, each of its own: what is read meanwhile may show some of them. */
  @Override
  public void markAll(Contact contact, Status status) {
    long newest = newest(contact);
    int changed;
    do {
      changed =
          jdbi.inTransaction(handle ->
              has(handle, contact)
                  ? change(
                          handle,
                          contact,
                          """
                          message = any (array(
                            select message from inbox
                            where %s and %s and %s and message <= :newest
                            limit :piece))
                          """
                              .formatted(OF_CONTACT, KEPT, status(other(status))),
                          status)
                      .bind("newest", newest)
                      .bind("piece", PIECE)
                      .execute()
                  : 0);
    } while (changed > 0);
  }

  private long newest(Contact contact) {
    return newest(contact, null, 0, 1).stream()
        .mapToLong(message -> message.message().value())
        .findFirst()
        .orElse(0);
  }

  /** Locks the contact's row; false when nothing was ever sent to it. */
  private static boolean has(Handle handle, Contact contact) {
    return bind(
            handle.createQuery(
                """
                select 1 from inbox_contact
                where application = :application and contact = :contact
                for update
                """),
            contact)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** Changes one row, the contact's, when it changes any message, else none. */
  private static Update change(Handle handle, Contact contact, String which, Status status) {
    return bind(
            handle.createUpdate(
                """
                with changed as (
                  update inbox set opened = :opened
                  where application = :application and contact = :contact and not fallen
                    and %s and %s
                  returning 1)
                update inbox_contact
                set unopened = unopened
                             + case when :opened then -1 else 1 end
                             * (select count(*)::integer from changed)
                where application = :application and contact = :contact
                  and exists (select from changed)
                """
                    .formatted(status(other(status)), which)),
            contact)
        .bind("opened", status == Status.OPENED);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Contact contact) {
    return statement
        .bind("application", contact.application().value())
        .bind("contact", contact.name());
  }

  private InboxMessage read(ResultSet rs) throws SQLException {
    MessageId message = new MessageId(rs.getLong("message"));
    byte[] body = rs.getBytes("body");
    if (body != null && rs.getBoolean("body_sealed")) {
      body = keys.open(body, InboxRows.body(message), rs.getStatement().getConnection());
    }
    return new InboxMessage(
        message,
        rs.getString("id"),
        rs.getTimestamp("created").toInstant(),
        rs.getBoolean("opened") ? Status.OPENED : Status.UNOPENED,
        body == null ? null : Payload.of(body));
  }
}
