package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.directory.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no table says can be no path, and no table says what nobody understands. */
final class AccessTableTest {
  private static final String TEXT =
      """
      GET  /a        read
      POST /a        manage  ManageEndpoint
      GET  /other    platform
      POST /other    login
      GET  /open     everybody
      POST /end      portal
      """;

  private final RouteTable routes =
      new RouteTable(AccessTable.of(TEXT)).area("/other", ErrorForm.NATIVE, Gate.OPEN);

  @Test
  void aPathIsForWhomItsLineSays() {
    routes.get("/a", _ -> Answer.noContent()).post("/a", _ -> Answer.noContent());
    assertThat(routes.routes())
        .extracting(RouteTable.Route::access)
        .containsExactly(
            new Access.Organisation(Permission.READ),
            new Access.Portal(Permission.MANAGE, Capability.MANAGE_ENDPOINT));
  }

  @Test
  void aPathWithoutALineCannotBeAdded() {
    assertThatThrownBy(() -> routes.put("/a", _ -> Answer.noContent()))
        .hasMessage("PUT /a needs a line in the table of permissions");
    assertThatThrownBy(() -> routes.get("/b", _ -> Answer.noContent())).hasMessageContaining("/b");
    assertThat(routes.routes()).isEmpty();
  }

  /** Nobody's token would be asked for. */
  @Test
  void aPathOfAnotherApiIsNoneOfThisOneAndTheOtherWayRound() {
    assertThatThrownBy(() -> routes.get("/other", _ -> Answer.noContent()))
        .hasMessageContaining("/other");
    assertThatThrownBy(() ->
            new RouteTable(AccessTable.of("GET /other/x read"))
                .area("/other", ErrorForm.NATIVE, Gate.OPEN)
                .foreign("GET", "/other/x", _ -> Answer.noContent()))
        .hasMessageContaining("/other/x");
    assertThat(routes.routes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a",
        "GET /a nobody",
        "GET /a READ",
        "GET /a read Everything",
        "GET /a everybody ViewBase",
        "GET /a platform ViewBase",
        "GET /a read ViewBase more",
        "GET /a read\nGET /a manage"
      })
  void aLineThatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> AccessTable.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no line of a table of permissions: GET /a");
  }
}
