package dev.postrider.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date: numbered SQL, run once each, by one process at a time. */
final class Schema {
  private Schema() {}

  static void migrate(DataSource database) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:dev/postrider/postgres/migration")
        .table("schema_version")
        .loggers("slf4j")
        .load()
        .migrate();
  }
}
