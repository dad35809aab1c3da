package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.AccessTest.Who;
import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.http.Access;
import dev.postrider.api.http.Capability;
import dev.postrider.api.http.RouteTable.Route;
import dev.postrider.directory.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks all that can be read, and looks for what endpoints are called by. */
final class HiddenCredentialsTest {
  private static final String ENDPOINT =
      """
      {"url": "https://planted-user:planted-password@example.com:8443/hook?token=planted-a#planted-b",
       "authentication": {"oauth2": {"tokenUrl": "https://example.com/token?key=planted-e",
                                     "clientId": "client", "clientSecret": "planted-f"}}}
      """;
  private static final String HEADERS =
      """
      {"headers": {"X-Token": "planted-1", "Cookie": "planted-2", "Authorization": "planted-3"}}
      """;

  private static final String OPERATIONAL =
      """
      {"url": "https://planted-user@example.com:8443/hook?token=planted-a"}
      """;

  /** What the URL of an endpoint is to those who may only read. */
  private static final String MASKED = "https://***@example.com:8443/hook?***";

  private final TestApi api = new TestApi();
  private Things things;

  @BeforeEach
  void plant() {
    things = new Things(api);
    done(change("PATCH", "/api/v1/app/{app}/endpoint/{endpoint}", ENDPOINT));
    done(change("PUT", "/api/v1/app/{app}/endpoint/{endpoint}/headers", HEADERS));
    done(change("PUT", "/api/v1/operational-webhook/endpoint/{endpoint}", OPERATIONAL));
    done(change("PUT", "/api/v1/operational-webhook/endpoint/{endpoint}/headers", HEADERS));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply change(String method, String path, String body) {
    Route route =
        api.api.routes().routes().stream()
            .filter(one -> one.method().equals(method) && one.path().equals(path))
            .findFirst()
            .orElseThrow();
    return call(route, api.token, body);
  }

  private static void done(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
  }

  private Reply call(Route route, String token, @Nullable String body) {
    String path = things.path(route, Who.ORGANISATION).substring("/api/v1".length());
    return api.call(route.method(), path, body, "Authorization", "Bearer " + token);
  }

  /** All that is read: by GET, or by what needs no more than that. */
  private List<Reply> read(String token) {
    return api.api.routes().natives().stream()
        .filter(route ->
            route.method().equals("GET")
                || route.access().permission().equals(Optional.of(Permission.READ)))
        .filter(route -> !(route.access() instanceof Access.Everybody))
        .map(route -> call(route, token, route.method().equals("GET") ? null : "{}"))
        .toList();
  }

  private void hidden(String token, int masked) {
    List<Reply> replies = read(token);
    assertThat(replies)
        .allSatisfy(reply ->
            assertThat(reply.text()).as(reply.http().uri().toString()).doesNotContain("planted"));
    assertThat(replies.stream().filter(reply -> reply.text().contains(MASKED)))
        .as("an endpoint by itself, in a list, as a destination")
        .hasSize(masked);
    assertThat(replies)
        .anyMatch(reply ->
            reply
                .text()
                .equals(
                    "{\"headers\":{},\"sensitive\":[\"Authorization\",\"Cookie\",\"X-Token\"]}"));
  }

  @Test
  void whoMayOnlyReadSeesNone() {
    hidden(things.key(Set.of(Permission.READ)).text(), 5);
  }

  @Test
  void whoLooksAtAPortalSeesNone() {
    hidden(things.portal("{\"capabilities\":[\"ViewBase\"]}"), 3);
  }

  @Test
  void whoMayChangeThemSeesThem() {
    for (String token :
        List.of(
            things.key(Set.of(Permission.READ, Permission.MANAGE)).text(),
            api.token,
            things.portal("{}"),
            capable(Capability.MANAGE_ENDPOINT),
            capable(Capability.VIEW_ENDPOINT_SECRET))) {
      List<Reply> replies = read(token);
      for (String planted : List.of("planted-password", "planted-a", "planted-e", "planted-1")) {
        assertThat(replies).anyMatch(reply -> reply.text().contains(planted));
      }
      assertThat(replies).noneMatch(reply -> reply.text().contains("planted-3"));
    }
  }

  private String capable(Capability capability) {
    return things.portal("{\"capabilities\":[\"ViewBase\",\"%s\"]}".formatted(capability.word()));
  }
}
