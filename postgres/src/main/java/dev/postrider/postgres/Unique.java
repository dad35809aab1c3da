package dev.postrider.postgres;

import dev.postrider.directory.Stored;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes what must be unique and says who has the name instead, when a unique index refuses. */
final class Unique {
  /** A holder may be deleted between the refusal and the look at it. */
  private static final int TRIES = 5;

  private Unique() {}

  static <T> Stored<T> write(Supplier<Optional<T>> holder, Supplier<Optional<T>> write) {
    UnableToExecuteStatementException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return write.get().<Stored<T>>map(Stored.Done::new).orElseGet(Stored.Missing::new);
      } catch (UnableToExecuteStatementException e) {
        if (!(e.getCause() instanceof SQLException cause && Trouble.duplicate(cause))) {
          throw e;
        }
        last = e;
        Optional<T> taken = holder.get();
        if (taken.isPresent()) {
          return new Stored.Taken<>(taken.get());
        }
      }
    }
    throw new IllegalStateException("a name is taken and free by turns", last);
  }
}
