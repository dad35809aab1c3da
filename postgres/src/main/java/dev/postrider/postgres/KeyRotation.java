package dev.postrider.postgres;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings a database under another master key, while a Postrider runs on it or not: it opens what is
 * sealed by either key, and takes the new one as soon as it meets it.
 */
public final class KeyRotation {
  private final Jdbi jdbi;

  public KeyRotation(PostgresConfig config) {
    this.jdbi = Connections.jdbi(new Connections(config).patient());
  }

  /**
   * Has all data keys sealed under the first of the master keys, with a new one among them, and
   * seals with it what endpoints keep secret. Whoever is interrupted begins again and goes on.
   *
   * @return how many endpoints were sealed anew
   */
  public int run(KeySource source, InstantSource clock) {
    return told(() -> {
      DataKeys keys = new DataKeys(jdbi, source, clock);
      keys.prepare();
      return new Resealing(jdbi, keys).run(Resealing.Which.OLD);
    });
  }

  /**
   * Tells the numbers of the master keys without which something would not open. They stay the same
   * meanwhile, and nobody else is told: so this is where the keys are changed.
   */
  public void needed(Consumer<Set<Integer>> masters) {
    told(() -> {
      jdbi.useTransaction(handle -> {
        DataKeyRows.lock(handle);
        masters.accept(DataKeyRows.masters(handle));
      });
      return 0;
    });
  }

  private interface Step<T> {
    T run();
  }

  private static <T> T told(Step<T> step) {
    try {
      return step.run();
    } catch (JdbiException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException database) {
          throw new IllegalStateException(
              "42P01".equals(database.getSQLState())
                  ? "the database has no sealed secrets yet; start this version of Postrider on it once"
                  : "the database does not do it: " + Trouble.say(database),
              e);
        }
      }
      throw e;
    }
  }
}
