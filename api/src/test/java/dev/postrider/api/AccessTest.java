package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.http.Access;
import dev.postrider.api.http.Capability;
import dev.postrider.api.http.RouteTable.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks every path there is with every kind of caller there is. */
final class AccessTest {
  private static final String LOGOUT = "/api/v1/auth/logout";
  private static TestApi api;
  private static HttpClient client;

  /** Who calls; nothing but what it is. */
  enum Who {
    NO_TOKEN,
    GARBAGE,
    EXPIRED,
    FOREIGN_ORGANISATION,
    ORGANISATION,
    PORTAL,
    PORTAL_BY_UID,
    PORTAL_OF_ANOTHER,
    PORTAL_OF_ANOTHER_BY_UID,
    READ_ONLY_PORTAL,
    ENDED_PORTAL,
    CREDENTIAL;

    /** True for those whose token is none. */
    private boolean isNobody() {
      return Set.of(NO_TOKEN, GARBAGE, EXPIRED, ENDED_PORTAL).contains(this);
    }

    private boolean isStranger() {
      return this == PORTAL_OF_ANOTHER || this == PORTAL_OF_ANOTHER_BY_UID;
    }

    private @Nullable String token(Things things) {
      return switch (this) {
        case NO_TOKEN -> null;
        case GARBAGE -> "garbage";
        case EXPIRED ->
            new Tokens(TestApi.SECRET, () -> api.now.get().minus(Duration.ofHours(2)))
                .mint(Tokens.DEFAULT_ORGANISATION, Duration.ofHours(1));
        case FOREIGN_ORGANISATION -> api.tokens.mint("org_other", Duration.ofDays(1));
        case ORGANISATION -> api.token;
        case PORTAL, PORTAL_BY_UID -> things.portal("{}");
        case PORTAL_OF_ANOTHER, PORTAL_OF_ANOTHER_BY_UID -> new Things(api).portal("{}");
        case READ_ONLY_PORTAL -> things.portal("{\"readOnly\":true}");
        case ENDED_PORTAL -> things.ended();
        case CREDENTIAL -> things.credential();
      };
    }
  }

  @BeforeAll
  static void start() {
    api = new TestApi();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  static Stream<Route> routes() {
    try (TestApi other = new TestApi()) {
      return other.api.routes().routes().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isForWhomTheTableSays(Route route) throws Exception {
    for (Who who : Who.values()) {
      Things things = new Things(api);
      String token = who.token(things);
      int status = status(route, things.path(route, who), token);
      String what = who + " " + route.method() + " " + route.path() + ": " + status;
      switch (route.access()) {
        case Access.Everybody() -> assertThat(status).as(what).isNotIn(403, 500);
        case Access.Organisation() -> organisation(who, route, status, what);
        case Access.Portal(Capability needed) -> portal(who, route, needed, status, what);
      }
    }
  }

  private static void organisation(Who who, Route route, int status, String what) {
    if (who.isNobody()) {
      assertThat(status).as(what).isEqualTo(401);
    } else if (who == Who.ORGANISATION) {
      reached(route, status, what);
    } else if (who == Who.FOREIGN_ORGANISATION) {
      foreign(route, status, what);
    } else {
      assertThat(status).as(what).isEqualTo(403);
    }
  }

  private static void portal(Who who, Route route, Capability needed, int status, String what) {
    boolean readable = Capability.READING.contains(needed);
    if (who.isNobody()) {
      assertThat(status).as(what).isEqualTo(401);
    } else if (route.path().equals(LOGOUT)) {
      boolean portal = who.name().contains("PORTAL");
      assertThat(status).as(what).isEqualTo(portal ? 204 : 403);
    } else if (who == Who.CREDENTIAL || (who == Who.READ_ONLY_PORTAL && !readable)) {
      assertThat(status).as(what).isEqualTo(403);
    } else if (who.isStranger() && route.path().contains("{app}")) {
      assertThat(status).as(what).isEqualTo(404);
    } else if (who == Who.FOREIGN_ORGANISATION) {
      foreign(route, status, what);
    } else {
      reached(route, status, what);
    }
  }

  /** Its handler heard of it; it may find fault with the empty body. */
  private static void reached(Route route, int status, String what) {
    assertThat(status).as(what).isNotIn(401, 403, 405, 500);
    if (Things.allKnown(route)) {
      assertThat(status).as(what).isNotEqualTo(404);
    }
  }

  /** Others' things are not there; putting one, or a message, may make one of its own. */
  private static void foreign(Route route, int status, String what) {
    boolean made =
        (route.method() + " " + route.path())
            .matches(
                "PUT .*/(app|event-type|operational-webhook/endpoint)/\\{\\w+}|POST .*/app/\\{app}/msg");
    if (route.path().contains("{") && !made) {
      assertThat(status).as(what).isEqualTo(404);
    } else {
      assertThat(status).as(what).isNotIn(401, 403, 500);
    }
  }

  private static int status(Route route, String path, @Nullable String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.api.port() + path))
            .timeout(Duration.ofSeconds(20));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    boolean body = Set.of("POST", "PUT", "PATCH").contains(route.method());
    request.method(route.method(), body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whoeverMayOnlyReadGetsOnly() {
    assertThat(api.api.routes().routes())
        .filteredOn(route -> !route.path().equals(LOGOUT))
        .filteredOn(route ->
            route.access() instanceof Access.Portal(Capability needed)
                && Capability.READING.contains(needed))
        .isNotEmpty()
        .allMatch(route -> route.method().equals("GET"));
  }

  @Test
  void thePageTellsAllThatAPortalOpens() throws IOException {
    String table =
        api.api.routes().routes().stream()
            .flatMap(route ->
                route.access() instanceof Access.Portal(Capability needed)
                    ? Stream.of(
                        "| `%s %s` | `%s` |".formatted(route.method(), route.path(), needed.word()))
                    : Stream.of())
            .sorted()
            .collect(Collectors.joining("\n", "|---|---|\n", "\n\n"));
    assertThat(Files.readString(Path.of("..", "docs", "portal-access.md"))).contains(table);
  }

  /** The table of paths and this test know the same capabilities. */
  @ParameterizedTest
  @EnumSource(Capability.class)
  void aCapabilityOpensWhatNeedsItAndWhatItIncludes(Capability capability) throws Exception {
    Things things = new Things(api);
    Set<Capability> given = EnumSet.of(Capability.VIEW_BASE, capability);
    String words =
        given.stream().map(one -> '"' + one.word() + '"').collect(Collectors.joining(","));
    String token = things.portal("{\"capabilities\":[" + words + "]}");
    Set<Capability> held = Capability.withIncluded(given);
    for (Route route : api.api.routes().routes()) {
      if (route.access() instanceof Access.Portal(Capability needed)
          && !route.path().equals(LOGOUT)) {
        int status = status(route, things.path(route, Who.PORTAL), token);
        assertThat(status == 403)
            .as(route.method() + " " + route.path() + ": " + status)
            .isNotEqualTo(held.contains(needed));
      }
    }
  }
}
