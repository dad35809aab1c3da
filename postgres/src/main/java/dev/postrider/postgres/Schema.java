package dev.postrider.postgres;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the schema up to date: numbered SQL, run once each, by one process at a time. */
final class Schema {
  private Schema() {}

  /**
   * Applies what the database does not have yet, each step in a transaction of its own.
   *
   * @param database its connections have no limit of time: an index on months of attempts takes as
   *     long as it takes
   * @throws UnsuitableDatabase when its schema is not an older one of ours
   * @throws IllegalStateException when a step fails; the schema is that of the step before
   */
  static void migrate(DataSource database) {
    Flyway flyway = flyway(database);
    try {
      requireOlder(flyway.info().all());
      requireSame(flyway);
      flyway.migrate();
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  static Flyway flyway(DataSource database) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:" + Steps.FOLDER)
        .table(Steps.TABLE)
        // Flyway passes over steps that it does not know as long as they are newer than its own.
        .ignoreMigrationPatterns("*:pending")
        .loggers("slf4j")
        .load();
  }

  private static void requireOlder(MigrationInfo[] steps) {
    for (MigrationInfo newest : Arrays.asList(steps).reversed()) {
      MigrationState state = newest.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw new UnsuitableDatabase(
            "the database has the schema of a newer Postrider (version %s of it, this one knows those up to %s); start that Postrider or a newer one, or restore the backup from before the upgrade, as docs/operations.md says"
                .formatted(newest.getVersion(), newestOfOurs(steps)));
      }
    }
  }

  private static String newestOfOurs(MigrationInfo[] steps) {
    return Arrays.stream(steps)
        .filter(step -> step.getResolvedChecksum() != null)
        .map(step -> step.getVersion().toString())
        .reduce("0", (_, last) -> last);
  }

  /** Steps that were run from other files than ours have made other tables than ours. */
  private static void requireSame(Flyway flyway) {
    String wrong =
        flyway.validateWithResult().invalidMigrations.stream()
            .map(step -> String.valueOf(step.version))
            .collect(Collectors.joining(", "));
    if (!wrong.isEmpty()) {
      throw new UnsuitableDatabase(
          "the schema of the database was made by another build of Postrider (version %s of it is not this one's); start the Postrider that made it, and upgrade from there to a release"
              .formatted(wrong));
    }
  }

  private static IllegalStateException failed(FlywayException e) {
    if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new UnsuitableDatabase(
          "the database has tables that are not Postrider's; give it a database of its own with --database-url");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException database) {
        return new IllegalStateException(
            "cannot bring the schema of the database up to date: " + Trouble.say(database), e);
      }
    }
    return new IllegalStateException(
        "cannot bring the schema of the database up to date: " + e.getMessage(), e);
  }
}
