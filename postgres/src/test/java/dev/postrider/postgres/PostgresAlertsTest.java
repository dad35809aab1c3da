package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.alert.Alert;
import dev.postrider.alert.Alerts;
import dev.postrider.directory.Application;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told by e-mail is kept, apart for each application, and forgotten with it. */
final class PostgresAlertsTest {
  private static final Alert OPS =
      new Alert(Set.of("ops@example.com"), Set.of(OperationalEvent.ENDPOINT_DISABLED));
  private static final Alert TWO =
      new Alert(
          Set.of("a@example.com", "b@example.com"),
          Set.of(OperationalEvent.ENDPOINT_DELETED, OperationalEvent.ATTEMPT_EXHAUSTED));

  private final String url = Fixture.database(PostgresServers.embedded());
  private final PostgresEdges edges =
      PostgresEdges.open(url, () -> Instant.parse("2026-03-01T10:00:00Z"));
  private final Alerts alerts = edges.postgres().alerts();

  @AfterEach
  void close() {
    edges.close();
  }

  @Test
  void everyoneHasTheirOwn() {
    Application application = edges.application();
    assertThat(alerts.of(Edges.ORGANISATION, null)).isEqualTo(Alert.NOBODY);
    alerts.put(Edges.ORGANISATION, null, OPS);
    alerts.put(Edges.ORGANISATION, application.id(), OPS);
    alerts.put(Edges.ORGANISATION, application.id(), TWO);
    assertThat(alerts.of(Edges.ORGANISATION, null)).isEqualTo(OPS);
    assertThat(alerts.of(Edges.ORGANISATION, application.id())).isEqualTo(TWO);
    assertThat(alerts.of("org_other", null)).isEqualTo(Alert.NOBODY);
    assertThat(alerts.of(Edges.ORGANISATION, edges.application().id())).isEqualTo(Alert.NOBODY);
  }

  @Test
  void anApplicationThatGoesTakesItsAddressesWithIt() {
    Application application = edges.application();
    edges.endpoint(application);
    alerts.put(Edges.ORGANISATION, null, OPS);
    alerts.put(Edges.ORGANISATION, application.id(), TWO);
    assertThat(edges.directory().deleteApplication(application.id())).isTrue();
    assertThat(Fixture.query(url, "select emails::text from alert"))
        .containsExactly("{ops@example.com}");
  }

  /** Nobody would ever take them away. */
  @Test
  void nothingIsWrittenAsLongAsNobodySends() {
    Application application = edges.application();
    alerts.put(Edges.ORGANISATION, application.id(), TWO);
    edges.directory().deleteEndpoint(edges.endpoint(application).id());
    assertThat(Fixture.query(url, "select count(*) from alert_mail")).containsExactly("0");
    var _ = edges.postgres().mailing().apply(_ -> {});
    edges.directory().deleteEndpoint(edges.endpoint(application).id());
    assertThat(Fixture.query(url, "select recipient || count from alert_mail order by 1"))
        .containsExactly("a@example.com1", "b@example.com1");
  }
}
