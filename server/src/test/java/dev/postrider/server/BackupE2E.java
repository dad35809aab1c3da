package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.Tokens;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * pg_dump while everything runs; then the database is lost, and Postrider goes on from the dump:
 * nothing that was acknowledged before the dump began is missing, what is sent again is the same,
 * and what comes after collides with nothing that the lost database had seen.
 */
final class BackupE2E {
  private static final int LANES = 8;
  private static final String SECRET = "a secret that is long enough to sign with";
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String APPLICATION = "{\"name\":\"keyed\",\"uid\":\"keyed\"}";

  @TempDir Path directory;

  private final PostgresServer postgres = PostgresServers.newInstalled();
  private final Path programs = PostgresServers.installedPrograms();
  private final String token =
      new Tokens(SECRET, InstantSource.system())
          .mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(1));
  private final Receiver receiver = Receiver.start();
  private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();
  private final CountDownLatch dumped = new CountDownLatch(1);

  /** What a lost database cannot tell any more. */
  private record Before(List<Integer> acknowledged, String held, String keyed) {}

  @Test
  void goesOnFromADumpThatWasMadeUnderLoad() throws Exception {
    receiver.answer(this::answer);
    String lost = database("lost");
    String restored = database("restored");
    Path dump = directory.resolve("postrider.dump");
    Load load = new Load(token, "load", LANES);
    Before before;
    try (Program program = Program.serve(url(lost), SECRET);
        var api = new ApiClient(program.url(), token)) {
      before = prepare(api, load, program);
      int began = load.acknowledged();
      run("pg_dump", "--no-owner", "--format=custom", "--file=" + dump, "--dbname=" + pgUrl(lost));
      dumped.countDown();
      int done = load.acknowledged();
      Awaitility.await().atMost(SOON).until(() -> load.acknowledged() >= done + 200);
      System.out.printf(
          "%d messages acknowledged before the dump began, %d while it ran%n", began, done - began);
      // What was held while the dump was made arrives at last, and the dump knows nothing of it.
      Awaitility.await().atMost(SOON).until(() -> delivered(api, before.held()));
      load.server(null);
      load.stop();
      program.kill();
    }
    List<Received> old = receiver.received();
    run(
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--dbname=" + pgUrl(restored),
        dump.toString());
    assertEverythingAcknowledgedIsThere(restored, before);
    try (Program program = Program.serve(url(restored), SECRET);
        var api = new ApiClient(program.url(), token)) {
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(unsettled(restored)).isEmpty());
      List<Received> again = newer(old);
      assertSentAgainTheSame(old, again, before.held());
      assertLanesInOrder(again);
      assertKeysHold(api, before);
      assertPublishedOnce(api, load, restored, old);
    }
    receiver.close();
    postgres.kill();
  }

  private Before prepare(ApiClient api, Load load, Program program) throws Exception {
    for (String application : List.of("load", "held")) {
      api.createApplication(application);
      api.createEndpoint(application, "hook", receiver.url("127.0.0.1", "/" + application));
    }
    String keyed = api.post("/api/v1/app", APPLICATION, "key").require(201).toString();
    String held =
        api.post("/api/v1/app/held/msg", "{\"eventType\":\"held\",\"payload\":{\"n\": 1}}")
            .require(202)
            .path("id")
            .asString();
    Awaitility.await()
        .atMost(SOON)
        .until(() -> receiver.received().stream().anyMatch(r -> r.messageId().equals(held)));
    load.server(program.url());
    Awaitility.await().atMost(SOON).until(() -> load.acknowledged() >= 400);
    return new Before(
        IntStream.range(0, LANES).map(load::acknowledged).boxed().toList(), held, keyed);
  }

  /** One message in fifty fails at first, so that lanes are parked when the dump is made. */
  private Answer answer(Received request) {
    if (request.target().equals("/held")) {
      return wire -> {
        dumped.await();
        Answer.status(204).write(wire);
      };
    }
    return request.messageId().hashCode() % 50 == 0 && failedOnce.add(request.messageId())
        ? Answer.status(500)
        : Answer.status(204);
  }

  private static boolean delivered(ApiClient api, String message) throws Exception {
    return api.all("/api/v1/app/held/attempt/msg/" + message).stream()
        .anyMatch(attempt -> attempt.path("responseStatusCode").asInt() == 204);
  }

  private void assertEverythingAcknowledgedIsThere(String database, Before before)
      throws SQLException {
    Set<String> events = new HashSet<>(query(database, "select event_id from message"));
    for (int lane = 0; lane < LANES; lane++) {
      assertThat(before.acknowledged().get(lane)).isPositive();
      for (int n = 0; n < before.acknowledged().get(lane); n++) {
        assertThat(events).contains("lane%d-%d".formatted(lane, n));
      }
    }
  }

  /** Messages with a target that has no row of history to settle it, or one that waits. */
  private List<String> unsettled(String database) throws SQLException {
    return query(
        database,
        """
        select m.id from message m cross join unnest(m.targets) t
        where not exists (select from attempt a
                          where a.message = m.id and a.endpoint = t and a.state > 0)
        union all
        select message from parked
        """);
  }

  private List<Received> newer(List<Received> old) {
    List<Received> all = receiver.received();
    return all.subList(old.size(), all.size());
  }

  private static void assertSentAgainTheSame(
      List<Received> old, List<Received> again, String held) {
    Map<String, Received> first = new HashMap<>();
    old.forEach(request -> first.putIfAbsent(request.messageId(), request));
    List<Received> repeated =
        again.stream().filter(request -> first.containsKey(request.messageId())).toList();
    assertThat(repeated).extracting(Received::messageId).contains(held);
    assertThat(repeated)
        .allSatisfy(request -> {
          Received before = Objects.requireNonNull(first.get(request.messageId()));
          assertThat(request.body()).isEqualTo(before.body());
          assertThat(request.target()).isEqualTo(before.target());
        });
    System.out.printf(
        "%d requests after the restoration, %d of them repeated%n", again.size(), repeated.size());
  }

  private static void assertLanesInOrder(List<Received> again) {
    Map<String, Integer> last = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Received request : again) {
      if (request.target().equals("/load") && seen.add(request.messageId())) {
        String[] body = request.body().text().replaceAll("[^0-9,]", "").split(",", -1);
        int n = Integer.parseInt(body[1]);
        assertThat(n).as("lane %s", body[0]).isGreaterThan(last.getOrDefault(body[0], -1));
        last.put(body[0], n);
      }
    }
  }

  /** Directory and idempotency keys go on, too: the same answer, and new ids for what is new. */
  private static void assertKeysHold(ApiClient api, Before before) throws Exception {
    assertThat(api.post("/api/v1/app", APPLICATION, "key").require(201))
        .hasToString(before.keyed());
    api.createApplication("new");
    api.createEndpoint("new", "hook", "https://example.com/hook");
    Set<String> ids =
        api.all("/api/v1/app").stream()
            .map(application -> application.path("id").asString())
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(4);
  }

  /** Producers that publish everything once more lose nothing and repeat nothing. */
  private void assertPublishedOnce(ApiClient api, Load load, String database, List<Received> old)
      throws Exception {
    Set<String> events = new HashSet<>(query(database, "select event_id from message"));
    Set<String> used = old.stream().map(Received::messageId).collect(Collectors.toSet());
    List<String> made = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      for (int n = 0; n < load.acknowledged(lane); n++) {
        ApiClient.Answer answer = api.post("/api/v1/app/load/msg", Lanes.message(lane, n));
        boolean known = events.contains("lane%d-%d".formatted(lane, n));
        assertThat(answer.status()).as("lane %d, %d", lane, n).isEqualTo(known ? 409 : 202);
        if (!known) {
          made.add(answer.body().path("id").asString());
        }
      }
    }
    assertThat(made).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(used);
    Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(unsettled(database)).isEmpty());
    Set<String> arrived = newer(old).stream().map(Received::messageId).collect(Collectors.toSet());
    assertThat(arrived).containsAll(made);
  }

  private String database(String name) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + " encoding 'UTF8' template template0");
    }
    return name;
  }

  /** As it is given to Postrider, which takes it with and without {@code jdbc:}. */
  private String url(String database) {
    return postgres.url(database) + "?user=" + PostgresServer.USER;
  }

  private String pgUrl(String database) {
    return url(database).substring("jdbc:".length());
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(postgres.url(database), PostgresServer.USER, "");
  }

  private List<String> query(String database, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(arguments));
    Path output = directory.resolve(program + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }
}
