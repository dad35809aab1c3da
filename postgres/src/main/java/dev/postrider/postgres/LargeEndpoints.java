package dev.postrider.postgres;

import dev.postrider.directory.Bulk;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the large endpoints of an application within {@link Bulk#MOST}. Only who writes a large one
 * pays for it, with a look at the application's others.
 */
final class LargeEndpoints {
  private LargeEndpoints() {}

  /** Ends the transaction of what finds no room. */
  private static final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoRoom() {
      super(null, null, false, false);
    }
  }

  /** Writes by this, in which {@link #admit} was called. */
  static Stored<Endpoint> written(Supplier<Stored<Endpoint>> write) {
    try {
      return write.get();
    } catch (NoRoom noRoom) {
      return new Stored.TooLarge<>();
    }
  }

  /**
   * Ends the write of an endpoint that has this sealed, unless there is room. One after the other,
   * so that none is admitted by what another does not know yet.
   */
  static void admit(Handle handle, ApplicationId application, EndpointId id, byte[] sealed) {
    if (sealed.length <= Bulk.LARGE) {
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
                select coalesce(sum(octet_length(sealed)), 0) from endpoint
                where application = :application and status <> 2 and id <> :id
                  and octet_length(sealed) > :large
                """)
            .bind("application", application.value())
            .bind("id", id.value())
            .bind("large", Bulk.LARGE)
            .mapTo(Long.class)
            .one();
    if (others + sealed.length > Bulk.MOST) {
      throw new NoRoom();
    }
  }
}
