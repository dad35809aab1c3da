package dev.postrider.postgres;

import dev.postrider.alert.Alert;
import dev.postrider.alert.Alerts;
import dev.postrider.message.ApplicationId;
import dev.postrider.operational.OperationalEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of who is told by e-mail. */
final class PostgresAlerts implements Alerts {
  private final Jdbi jdbi;
  private final OperationalEvents events;
  private final Audit audit;

  PostgresAlerts(Jdbi jdbi, OperationalEvents events, Audit audit) {
    this.jdbi = jdbi;
    this.events = events;
    this.audit = audit;
  }

  @Override
  public Alert of(String organisation, @Nullable ApplicationId application) {
    return jdbi.withHandle(handle -> of(handle, organisation, application));
  }

  private static Alert of(Handle handle, String organisation, @Nullable ApplicationId application) {
    return handle
        .createQuery(
            """
            select * from alert
            where organisation = :organisation and coalesce(application, 0) = :application
            """)
        .bind("organisation", organisation)
        .bind("application", application == null ? 0 : application.value())
        .map((rs, _) -> read(rs))
        .findOne()
        .orElse(Alert.NOBODY);
  }

  private static Alert read(ResultSet rs) throws SQLException {
    Set<String> types = Set.copyOf(MessageRow.texts(rs.getArray("event_types")));
    return new Alert(
        Set.copyOf(MessageRow.texts(rs.getArray("emails"))),
        Arrays.stream(OperationalEvent.values())
            .filter(event -> types.contains(event.type()))
            .collect(Collectors.toSet()));
  }

  @Override
  public void put(String organisation, @Nullable ApplicationId application, Alert alert) {
    jdbi.useTransaction(handle -> {
      Alert before = of(handle, organisation, application);
      handle
          .createUpdate(
              """
              insert into alert (organisation, application, emails, event_types)
              values (:organisation, :application, :emails, :types)
              on conflict (organisation, coalesce(application, 0))
                do update set emails = excluded.emails, event_types = excluded.event_types
              """)
          .bind("organisation", organisation)
          .bind("application", application == null ? null : application.value())
          .bindArray("emails", String.class, alert.emails().stream().sorted().toList())
          .bindArray(
              "types",
              String.class,
              alert.events().stream().map(OperationalEvent::type).sorted().toList())
          .execute();
      audit.changed(
          handle,
          "alert",
          application == null ? organisation : application,
          AuditJson.of(before),
          AuditJson.of(alert));
      events.alerted();
    });
  }
}
