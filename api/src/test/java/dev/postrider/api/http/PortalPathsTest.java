package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.directory.Application;
import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a path is bound to the one application that a portal has. */
final class PortalPathsTest {
  private static final ApplicationId ID = new ApplicationId(4711);
  private static final Application SHOP =
      new Application(
          ID,
          "org_x",
          "standard",
          new Application.Settings("Shop", "shop", null, Map.of(), Map.of()),
          Instant.EPOCH,
          Instant.EPOCH);

  private final RouteTable routes =
      new RouteTable(
              AccessTable.of(
                  """
                  GET /app/{app}/endpoint/{endpoint} read ViewBase
                  GET /event-type/{name} read
                  """))
          .get("/app/{app}/endpoint/{endpoint}", _ -> Answer.noContent())
          .get("/event-type/{name}", _ -> Answer.noContent());

  /** A uid may go to another application while a call is under way. */
  @Test
  void theHandlerHearsTheIdWhateverThePathSays() {
    for (String said : new String[] {"shop", ID.toString()}) {
      RouteTable.Match match = routes.match("GET", "/app/" + said + "/endpoint/shop").within(SHOP);
      assertThat(RouteTable.variable(match, "app")).hasValue(ID.toString());
      assertThat(RouteTable.variable(match, "endpoint")).hasValue("shop");
    }
  }

  @Test
  void anotherApplicationIsNotThere() {
    for (String said : new String[] {"Shop", "other", new ApplicationId(4712).toString(), ""}) {
      RouteTable.Match match = routes.match("GET", "/app/" + said + "/endpoint/e");
      assertThatThrownBy(() -> match.within(SHOP))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
    }
  }

  @Test
  void aPathWithoutAnApplicationStaysAsItIs() {
    RouteTable.Match match = routes.match("GET", "/event-type/a");
    assertThat(match.within(SHOP)).isEqualTo(match);
  }
}
