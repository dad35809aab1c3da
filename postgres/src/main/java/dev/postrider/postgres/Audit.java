package dev.postrider.postgres;

import dev.postrider.audit.Actor;
import dev.postrider.audit.AuditEntry;
import dev.postrider.audit.AuditEntry.Subject;
import dev.postrider.audit.AuditLog;
import dev.postrider.audit.Origin;
import dev.postrider.directory.Page;
import dev.postrider.message.AuditEntryId;
import dev.postrider.message.Keys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The audit log's table. Whoever changes something writes its entry here, with the handle of the
 * change's own transaction; what comes from no request and no command leaves none.
 */
final class Audit implements AuditLog {
  /** How many entries a filtered page looks at. */
  private static final int BOUND = 5_000;

  private static final int SWEPT_AT_ONCE = 10_000;

  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;
  private final Duration kept;

  Audit(Jdbi jdbi, InstantSource clock, Duration kept) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.kept = kept;
    this.keys =
        new Keys(
            clock,
            jdbi.withHandle(handle ->
                handle
                    .createQuery("select coalesce(max(id), 0) from audit_entry")
                    .mapTo(Long.class)
                    .one()));
  }

  void made(Handle handle, String kind, Object id, ObjectNode after) {
    write(handle, new Subject(kind, id.toString()), null, after);
  }

  void changed(Handle handle, String kind, Object id, ObjectNode before, ObjectNode after) {
    AuditBounds.difference(before, after);
    write(handle, new Subject(kind, id.toString()), before, after);
  }

  void removed(Handle handle, String kind, Object id, ObjectNode before) {
    write(handle, new Subject(kind, id.toString()), before, null);
  }

  @Override
  public void note(Subject subject, Map<String, String> deed) {
    jdbi.useHandle(handle -> write(handle, subject, null, AuditJson.of(deed)));
  }

  private void write(
      Handle handle, Subject subject, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    if (!Origin.CURRENT.isBound()) {
      return;
    }
    Origin origin = Origin.CURRENT.get();
    handle
        .createUpdate(
            """
            insert into audit_entry
              (id, organisation, actor, actor_id, actor_name, operation, kind, object, before,
               after, address)
            values (:id, :organisation, :actor, :actor_id, :actor_name, :operation, :kind, :object,
                    cast(:before as jsonb), cast(:after as jsonb), :address)
            """)
        .bind("id", keys.next())
        .bind("organisation", origin.organisation())
        .bind("actor", number(origin.actor().kind()))
        .bind("actor_id", origin.actor().id())
        .bind("actor_name", origin.actor().name())
        .bind("operation", origin.operation())
        .bind("kind", subject.kind())
        .bind("object", subject.id())
        .bind("before", AuditJson.text(AuditBounds.cut(before)))
        .bind("after", AuditJson.text(AuditBounds.cut(after)))
        .bind("address", origin.address())
        .execute();
  }

  @Override
  public Page<AuditEntry> list(
      String organisation, Filter filter, Page.Request<AuditEntryId> request) {
    String looked =
        """
        select e.*,
          (:object is null or object = :object) and (:actor is null or actor_id = :actor)
            and (:operation is null or operation = :operation) as sought
        from audit_entry e
        where organisation = :organisation and id between :first and :last
        %s limit :count
        """
            .formatted(new PageSql("id", request).order());
    String text = Walk.SIFTED.formatted(looked, new PageSql("id", request).order());
    Range range = Range.of(request, filter.after(), filter.before());
    boolean looks = filter.object() != null || filter.actor() != null || filter.operation() != null;
    return jdbi.withHandle(handle ->
        Walk.byDays(request, range, looks, BOUND)
            .atOnce()
            .page((here, count) -> {
              try (Query query = handle.createQuery(text)) {
                query
                    .bind("organisation", organisation)
                    .bindByType("object", filter.object(), String.class)
                    .bindByType("actor", filter.actor(), String.class)
                    .bindByType("operation", filter.operation(), String.class)
                    .bind("first", here.first())
                    .bind("last", here.last())
                    .bind("count", count);
                return Walk.met(
                    query.map((rs, _) -> Walk.row(rs, read(rs))).list(), AuditEntry::id);
              }
            }));
  }

  private static AuditEntry read(ResultSet rs) throws SQLException {
    return new AuditEntry(
        new AuditEntryId(rs.getLong("id")),
        new Actor(kind(rs.getInt("actor")), rs.getString("actor_id"), rs.getString("actor_name")),
        rs.getString("operation"),
        new Subject(rs.getString("kind"), rs.getString("object")),
        rs.getString("before"),
        rs.getString("after"),
        rs.getString("address"));
  }

  /** Removes what is over, in pieces that hold nobody up. */
  void sweep() {
    int removed;
    do {
      removed =
          jdbi.withHandle(handle ->
              handle
                  .createUpdate(
                      """
                      delete from audit_entry
                      where id in (
                        select id from audit_entry where id < :floor order by id limit :most)
                      """)
                  .bind("floor", Keys.floorOf(clock.instant().minus(kept)))
                  .bind("most", SWEPT_AT_ONCE)
                  .execute());
    } while (removed == SWEPT_AT_ONCE);
  }

  private static int number(Actor.Kind kind) {
    return switch (kind) {
      case KEY -> 0;
      case TOKEN -> 1;
      case PORTAL -> 2;
      case CREDENTIAL -> 3;
      case NOBODY -> 4;
      case OPERATOR -> 5;
    };
  }

  private static Actor.Kind kind(int number) {
    return switch (number) {
      case 0 -> Actor.Kind.KEY;
      case 1 -> Actor.Kind.TOKEN;
      case 2 -> Actor.Kind.PORTAL;
      case 3 -> Actor.Kind.CREDENTIAL;
      case 4 -> Actor.Kind.NOBODY;
      case 5 -> Actor.Kind.OPERATOR;
      default -> throw new IllegalStateException("audit_entry.actor is unknown: " + number);
    };
  }
}
