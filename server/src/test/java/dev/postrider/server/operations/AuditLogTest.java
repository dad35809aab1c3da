package dev.postrider.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.RunningServer;
import dev.postrider.server.operations.Caller.Reply;
import dev.postrider.server.operations.Operations.Valid;
import dev.postrider.testkit.OpenApi.Operation;
import dev.postrider.testkit.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** No change is without its entry, on a real server; and no entry tells a secret. */
final class AuditLogTest {
  /** The permissions of paths that change something; none is that of portals alone. */
  private static final Set<String> CHANGING = Set.of("manage", "administer", "");

  /** What is there already is not changed, and a server that asks nobody asks no receiver. */
  private static final Set<String> CHANGING_NOTHING =
      Set.of(
          "v1.application.create 200",
          "v1.endpoint.verify 200",
          "v1.operational-webhook.endpoint.verify 200");

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static RunningServer server;
  private static Receiver receiver;
  private static Caller caller;

  @BeforeAll
  static void start() throws Exception {
    receiver = Receiver.start();
    server = new RunningServer();
    caller = new Caller(server.url());
  }

  @AfterAll
  static void stop() {
    caller.close();
    server.close();
    receiver.close();
  }

  /** What changes something, as the table of permissions has it. */
  static List<Valid> changes() {
    return Operations.all().stream()
        .filter(valid -> changes(operation(valid)))
        .filter(valid -> !CHANGING_NOTHING.contains(valid.toString()))
        .toList();
  }

  private static boolean changes(Operation operation) {
    return !operation.method().equals("GET")
        && !operation.method().equals("HEAD")
        && CHANGING.contains(operation.node().path("x-permission").asString(""));
  }

  private static Operation operation(Valid valid) {
    return caller.document.operations().stream()
        .filter(operation -> operation.id().equals(valid.operation()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the document has no " + valid.operation()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyChangeHasItsEntry(Valid valid) throws Exception {
    Operation operation = operation(valid);
    World world = new World(server, caller, receiver);
    Call call = valid.call().apply(world);
    int before = entries(world, operation).size();
    Reply reply = world.send(operation, call);
    assertThat(reply.status()).as(reply.body()).isEqualTo(valid.status());
    List<JsonNode> written = entries(world, operation);
    assertThat(written.size()).as(valid.toString()).isGreaterThan(before);
    for (JsonNode entry : written.subList(0, written.size() - before)) {
      assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
      assertThat(entry.at("/object/id").asString()).isNotEmpty();
      if (call.token() == null) {
        assertThat(entry.at("/actor/type").asString()).isEqualTo("token");
        assertThat(entry.at("/actor/id").asString()).isEqualTo("org_" + world.name);
      } else {
        assertThat(entry.at("/actor/type").asString()).isEqualTo("portal");
      }
      assertThat(entry.path("before").isNull() && entry.path("after").isNull()).isFalse();
    }
  }

  /** Those that came by this operation; what it speaks of is made when it is called. */
  private static List<JsonNode> entries(World world, Operation operation) throws Exception {
    List<JsonNode> entries = entries(world, "");
    entries.removeIf(entry -> !shape(entry).equals(operation.shape()));
    return entries;
  }

  private static String shape(JsonNode entry) {
    return entry.path("operation").asString().replaceAll("\\{[^}]*}", "{}");
  }

  private static List<JsonNode> entries(World world, String query) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    JsonNode page;
    String iterator = "";
    do {
      Reply reply =
          caller.send(
              "GET",
              "/api/v1/audit-log?limit=250" + query + iterator,
              null,
              null,
              "Authorization",
              "Bearer " + world.token);
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      page = reply.json();
      page.path("data").forEach(found::add);
      iterator = "&iterator=" + page.path("iterator").asString("");
    } while (!page.path("done").asBoolean());
    return found;
  }

  private static JsonNode call(World world, String method, String path, String body)
      throws Exception {
    Reply reply =
        caller.send(
            method,
            "/api/v1" + path,
            body.getBytes(StandardCharsets.UTF_8),
            "application/json",
            "Authorization",
            "Bearer " + world.token);
    assertThat(reply.status()).as(reply.body()).isLessThan(300);
    return reply.body().isEmpty() ? MissingNode.getInstance() : reply.json();
  }

  @Test
  void aChangeTellsWhatIsOtherAndNothingElse() throws Exception {
    World world = new World(server, caller, receiver);
    call(world, "PATCH", "/app/" + world.app(), "{\"name\":\"Other\"}");
    JsonNode entry = entries(world, "&object=" + world.app()).getFirst();
    assertThat(entry.path("before").toString()).isEqualTo("{\"name\":\"Shop\"}");
    assertThat(entry.path("after").toString()).isEqualTo("{\"name\":\"Other\"}");
    assertThat(entry.path("operation").asString()).isEqualTo("PATCH /api/v1/app/{app}");
  }

  @Test
  void howAnEndpointProvesItselfIsToldWithoutItsSecret() throws Exception {
    World world = new World(server, caller, receiver);
    String endpoints = "/app/" + world.app() + "/endpoint";
    String body =
        """
        {"url":"https://example.com/","authentication":{"oauth2":{
         "tokenUrl":"https://example.org/token","clientId":"me","clientSecret":"swordfish",
         "scope":"%s"}}}\
        """;
    String id = call(world, "POST", endpoints, body.formatted("a")).path("id").asString();
    call(world, "PATCH", endpoints + "/" + id, body.formatted("b"));
    List<JsonNode> entries = entries(world, "&object=" + id);
    assertThat(entries.getFirst().at("/before/authentication/oauth2/scope").asString())
        .isEqualTo("a");
    assertThat(entries.getFirst().at("/after/authentication/oauth2/scope").asString())
        .isEqualTo("b");
    assertThat(entries.toString()).contains("whsec_***").doesNotContain("swordfish", "Secret[");
  }

  @Test
  void whatChangesNothingHasNoEntry() throws Exception {
    World world = new World(server, caller, receiver);
    world.app();
    int before = entries(world, "").size();
    call(world, "PATCH", "/app/" + world.app(), "{\"name\":\"Shop\"}");
    assertThat(entries(world, "")).hasSize(before);
  }

  @Test
  void noEntryTellsASecret() throws Exception {
    World world = new World(server, caller, receiver);
    String endpoints = "/app/" + world.app() + "/endpoint";
    String id =
        call(
                world,
                "POST",
                endpoints,
                """
                {"url":"https://ann:swordfish@example.com/hook?token=swordfish","secret":"%s",
                 "headers":{"Authorization":"Bearer swordfish"}}\
                """
                    .formatted(SECRET))
            .path("id")
            .asString();
    call(world, "PATCH", endpoints + "/" + id, "{\"url\":\"https://bob:swordfish@example.com/\"}");
    call(
        world, "PUT", endpoints + "/" + id + "/headers", "{\"headers\":{\"X-Key\":\"swordfish\"}}");
    call(world, "POST", endpoints + "/" + id + "/secret/rotate", "{}");
    String rotated =
        caller
            .send(
                "GET",
                "/api/v1" + endpoints + "/" + id + "/secret",
                null,
                null,
                "Authorization",
                "Bearer " + world.token)
            .json()
            .path("key")
            .asString();
    call(
        world,
        "POST",
        "/app/" + world.app() + "/credential",
        "{\"secret\":\"swordfish swordfish swordfish\"}");
    String key =
        call(world, "POST", "/api-key", "{\"name\":\"n\",\"permissions\":[\"read\"]}")
            .path("key")
            .asString();
    world.portal();
    String all = entries(world, "").toString();
    assertThat(all)
        .contains("\"X-Key\":\"***\"", "https://***@example.com/hook?***", key.substring(0, 12))
        .doesNotContain("swordfish", SECRET.substring(6), rotated.substring(6), key)
        .doesNotContain(world.portal());
  }

  @Test
  void whatIsLongIsCutWithAMark() throws Exception {
    World world = new World(server, caller, receiver);
    String description = "d".repeat(4_000);
    call(
        world,
        "POST",
        "/event-type",
        "{\"name\":\"long\",\"description\":\"%s\"}".formatted(description));
    JsonNode entry = entries(world, "&object=long").getFirst();
    assertThat(entry.at("/after/description").asString())
        .startsWith("ddd")
        .endsWith("… (4000 characters)")
        .hasSizeLessThan(600);
  }

  @Test
  void aKeyIsNamedAndEntriesAreFiltered() throws Exception {
    World world = new World(server, caller, receiver);
    JsonNode made =
        call(world, "POST", "/api-key", "{\"name\":\"billing\",\"permissions\":[\"manage\"]}");
    Reply reply =
        caller.send(
            "POST",
            "/api/v1/app",
            "{\"name\":\"by key\"}".getBytes(StandardCharsets.UTF_8),
            "application/json",
            "Authorization",
            "Bearer " + made.path("key").asString());
    assertThat(reply.status()).isEqualTo(201);
    String id = made.path("id").asString();
    List<JsonNode> byKey = entries(world, "&actor=" + id);
    assertThat(byKey).hasSize(1);
    assertThat(byKey.getFirst().at("/actor").toString())
        .isEqualTo("{\"type\":\"key\",\"id\":\"%s\",\"name\":\"billing\"}".formatted(id));
    assertThat(entries(world, "&operation=POST%20/api/v1/api-key")).hasSize(1);
    assertThat(entries(world, "&object=" + id)).hasSize(1);
    String at = byKey.getFirst().path("at").asString();
    assertThat(entries(world, "&before=" + at))
        .extracting(entry -> entry.at("/object/id").asString())
        .containsExactly(id);
    assertThat(entries(world, "&after=" + at)).isEmpty();
  }

  @Test
  void anotherOrganisationSeesNothingOfIt() throws Exception {
    World world = new World(server, caller, receiver);
    world.app();
    assertThat(entries(new World(server, caller, receiver), "")).isEmpty();
  }

  /** By the rights of an administrator alone. */
  @Test
  void aWrongPermissionReadsNothing() throws Exception {
    World world = new World(server, caller, receiver);
    for (String permission : List.of("publish", "read", "manage")) {
      String key =
          call(
                  world,
                  "POST",
                  "/api-key",
                  "{\"name\":\"n\",\"permissions\":[\"%s\"]}".formatted(permission))
              .path("key")
              .asString();
      Reply reply =
          caller.send("GET", "/api/v1/audit-log", null, null, "Authorization", "Bearer " + key);
      assertThat(reply.status()).isEqualTo(403);
    }
  }
}
