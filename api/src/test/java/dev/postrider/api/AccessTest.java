package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.http.Access;
import dev.postrider.api.http.Capability;
import dev.postrider.api.http.Permissions;
import dev.postrider.api.http.RouteTable.Route;
import dev.postrider.directory.ApiKeyText;
import dev.postrider.directory.Permission;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
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
  private static TestApi api;
  private static HttpClient client;

  /** Made once, because an organisation has so many and no more. */
  private static final Map<Who, String> KEYS = new EnumMap<>(Who.class);

  /** Who calls; nothing but what it is. */
  enum Who {
    NO_TOKEN,
    GARBAGE,
    FORGED,
    EXPIRED,
    EXPIRED_KEY,
    REVOKED_KEY,
    WRONG_KEY,
    MISTYPED_KEY,
    FOREIGN_ORGANISATION,
    FOREIGN_KEY,
    ORGANISATION,
    PUBLISH_KEY,
    READ_KEY,
    MANAGE_KEY,
    ADMINISTER_KEY,
    ALL_BUT_PUBLISH_KEY,
    ALL_BUT_READ_KEY,
    ALL_BUT_MANAGE_KEY,
    ALL_BUT_ADMINISTER_KEY,
    PORTAL,
    PORTAL_BY_UID,
    PORTAL_OF_ANOTHER,
    PORTAL_OF_ANOTHER_BY_UID,
    READ_ONLY_PORTAL,
    ENDED_PORTAL,
    CREDENTIAL;

    /** True for those whose token is none. */
    private boolean isNobody() {
      return Set.of(
              NO_TOKEN,
              GARBAGE,
              FORGED,
              EXPIRED,
              EXPIRED_KEY,
              REVOKED_KEY,
              WRONG_KEY,
              MISTYPED_KEY,
              ENDED_PORTAL)
          .contains(this);
    }

    private boolean isPortal() {
      return name().contains("PORTAL");
    }

    private boolean isForeign() {
      return this == FOREIGN_ORGANISATION || this == FOREIGN_KEY;
    }

    private boolean may(Permission needed) {
      return permissions().contains(needed);
    }

    /** What its name says. */
    private Set<Permission> permissions() {
      if (this == ORGANISATION || isForeign()) {
        return EnumSet.allOf(Permission.class);
      }
      Set<Permission> named =
          Arrays.stream(Permission.values())
              .filter(one -> name().endsWith(one.name() + "_KEY"))
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
      return name().startsWith("ALL_BUT_") ? EnumSet.complementOf(EnumSet.copyOf(named)) : named;
    }

    private boolean isStranger() {
      return this == PORTAL_OF_ANOTHER || this == PORTAL_OF_ANOTHER_BY_UID;
    }

    private @Nullable String token(Things things) {
      return name().endsWith("_KEY") ? KEYS.computeIfAbsent(this, _ -> made(things)) : made(things);
    }

    private @Nullable String made(Things things) {
      return switch (this) {
        case NO_TOKEN -> null;
        case GARBAGE -> "garbage";
        case FORGED ->
            new Tokens("a secret that is another's, and long enough", api.now::get)
                .mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(1));
        case EXPIRED ->
            new Tokens(TestApi.SECRET, () -> api.now.get().minus(Duration.ofHours(2)))
                .mint(Tokens.DEFAULT_ORGANISATION, Duration.ofHours(1));
        case EXPIRED_KEY -> things.expiredKey();
        case REVOKED_KEY -> things.revoked();
        case WRONG_KEY -> ApiKeyText.generate(new SecureRandom());
        case MISTYPED_KEY -> things.key(EnumSet.allOf(Permission.class)).text() + "x";
        case FOREIGN_KEY -> things.foreignKey();
        case PUBLISH_KEY,
            READ_KEY,
            MANAGE_KEY,
            ADMINISTER_KEY,
            ALL_BUT_PUBLISH_KEY,
            ALL_BUT_READ_KEY,
            ALL_BUT_MANAGE_KEY,
            ALL_BUT_ADMINISTER_KEY ->
            things.key(permissions()).text();
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
    KEYS.clear();
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
        case Access.Everybody() -> assertThat(status).as(what).isEqualTo(open(route));
        case Access.Organisation(Permission needed) ->
            organisation(who, route, needed, status, what);
        case Access.Portal(Permission needed, Capability capability) -> {
          if (who.isPortal()) {
            portal(who, route, capability, status, what);
          } else {
            organisation(who, route, needed, status, what);
          }
        }
        case Access.PortalAlone() ->
            assertThat(status)
                .as(what)
                .isEqualTo(who.isNobody() ? 401 : who.isPortal() ? opened(route) : 403);
        // None of these tokens is a credential of the platform's, and the form is no login's.
        case Access.Platform() -> assertThat(status).as(what).isEqualTo(401);
        case Access.Login() -> assertThat(status).as(what).isIn(400, 422);
      }
    }
  }

  private static int opened(Route route) {
    return route.method().equals("GET") ? 200 : 204;
  }

  private static int open(Route route) {
    return route.path().endsWith("/ping") ? 204 : 200;
  }

  private static void organisation(
      Who who, Route route, Permission needed, int status, String what) {
    if (who.isNobody()) {
      assertThat(status).as(what).isEqualTo(401);
    } else if (!who.may(needed)) {
      assertThat(status).as(what).isEqualTo(403);
    } else if (who.isForeign()) {
      foreign(route, status, what);
    } else {
      reached(route, status, what);
    }
  }

  private static void portal(Who who, Route route, Capability needed, int status, String what) {
    if (who.isNobody()) {
      assertThat(status).as(what).isEqualTo(401);
    } else if (who == Who.READ_ONLY_PORTAL && !Capability.READING.contains(needed)) {
      assertThat(status).as(what).isEqualTo(403);
    } else if (who.isStranger() && route.path().contains("{app}")) {
      assertThat(status).as(what).isEqualTo(404);
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
        .filteredOn(route ->
            route.access() instanceof Access.Portal(_, Capability needed)
                && Capability.READING.contains(needed))
        .isNotEmpty()
        .allMatch(route -> route.method().equals("GET"));
  }

  @Test
  void thePageTellsAllThatAPortalOpens() throws IOException {
    String table =
        api.api.routes().routes().stream()
            .flatMap(route ->
                switch (route.access()) {
                  case Access.Portal(_, Capability needed) -> Stream.of(line(route, needed));
                  case Access.PortalAlone() -> Stream.of(line(route, Capability.VIEW_BASE));
                  case Access.Everybody(),
                      Access.Organisation _,
                      Access.Platform(),
                      Access.Login() ->
                      Stream.of();
                })
            .sorted()
            .collect(Collectors.joining("\n", "|---|---|\n", "\n\n"));
    assertThat(Files.readString(Path.of("..", "docs", "portal-access.md"))).contains(table);
  }

  @Test
  void thePageTellsWhichPermissionAPathNeeds() throws IOException {
    String table =
        api.api.routes().routes().stream()
            .flatMap(route ->
                route.access().permission().stream()
                    .map(needed ->
                        "| `%s %s` | `%s` |"
                            .formatted(route.method(), route.path(), needed.word())))
            .sorted()
            .collect(Collectors.joining("\n", "|---|---|\n", "\n"));
    assertThat(Files.readString(Path.of("..", "docs", "security.md"))).contains(table);
  }

  private static String line(Route route, Capability needed) {
    return "| `%s %s` | `%s` |".formatted(route.method(), route.path(), needed.word());
  }

  /** A line that no path has would be believed. */
  @Test
  void everyLineOfTheTableIsAPath() {
    assertThat(api.api.routes().routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactlyInAnyOrderElementsOf(Permissions.TABLE.paths());
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
      if (route.access() instanceof Access.Portal(_, Capability needed)) {
        int status = status(route, things.path(route, Who.PORTAL), token);
        assertThat(status == 403)
            .as(route.method() + " " + route.path() + ": " + status)
            .isNotEqualTo(held.contains(needed));
      }
    }
  }
}
