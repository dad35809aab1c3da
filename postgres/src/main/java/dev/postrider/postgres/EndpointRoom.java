package dev.postrider.postgres;

import dev.postrider.directory.Bulk;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the endpoints of an application within {@link Bulk#ENDPOINTS}, and the large ones of them
 * within {@link Bulk#MOST}. A new one is paid for with a count, a large one with a look at the
 * application's others.
 */
final class EndpointRoom {
  private EndpointRoom() {}

  /** Ends the transaction of what finds no room. */
  private static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoRoom() {
      super(null, null, false, false);
    }
  }

  /** Writes by this, in which endpoints are admitted. */
  static Stored<Endpoint> written(Supplier<Stored<Endpoint>> write) {
    try {
      return write.get();
    } catch (NoRoom noRoom) {
      return new Stored.TooLarge<>();
    }
  }

  /**
   * Ends the write of one endpoint more, unless there is room for it in number. Those that are
   * written at the same moment may all be the last.
   */
  static void admitOneMore(Handle handle, ApplicationId application) {
    int there =
        handle
            .createQuery(
                "select count(*) from endpoint where application = :application and status <> 2")
            .bind("application", application.value())
            .mapTo(Integer.class)
            .one();
    if (there >= Bulk.ENDPOINTS) {
      throw new NoRoom();
    }
  }

  /**
   * Ends the write of an endpoint that has so many bytes at rest, unless there is room. One after
   * the other, so that none is admitted by what another does not know yet.
   */
  static void admit(Handle handle, ApplicationId application, EndpointId id, int bytes) {
    if (bytes <= Bulk.LARGE) {
      return;
    }
    handle
        .createQuery("select 1 from pg_advisory_xact_lock(:application)")
        .bind("application", application.value())
        .mapTo(Integer.class)
        .one();
    long others =
        handle
            .createQuery(
                """
                select coalesce(sum(bytes), 0)
                from (
                  select octet_length(sealed) + octet_length(description)
                    + octet_length(metadata::text) + octet_length(array_to_string(event_types, ''))
                    + octet_length(array_to_string(channels || tags, '')) as bytes
                  from endpoint
                  where application = :application and status <> 2 and id <> :id) there
                where bytes > :large
                """)
            .bind("application", application.value())
            .bind("id", id.value())
            .bind("large", Bulk.LARGE)
            .mapTo(Long.class)
            .one();
    if (others + bytes > Bulk.MOST) {
      throw new NoRoom();
    }
  }
}
