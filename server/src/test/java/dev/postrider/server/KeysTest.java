package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.ApiClient.Answer;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.Sources;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The master key is changed by command, under a server that goes on. */
final class KeysTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final String database = TurnedServer.freshDatabase();
  private final Receiver receiver = Receiver.start();
  private Path file;
  private Path configuration;
  private TurnedServer server;

  private record Said(int code, String text) {}

  @BeforeEach
  void start() throws Exception {
    file = directory.resolve("master-keys");
    configuration = directory.resolve("postrider.yaml");
    Files.writeString(
        configuration, "database: {url: \"%s\"}\nkeys: {file: %s}\n".formatted(database, file));
    server = new TurnedServer(database, Map.of("keys.file", file.toString()));
    server.api().createApplication("shop");
    server.api().createEndpoint("shop", "hook", receiver.url());
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  private Said keys(String command) {
    var text = new StringWriter();
    CommandLine line = Commands.line().setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
    int code = line.execute("keys", command, "--config", configuration.toString());
    return new Said(code, text.toString());
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(file);
  }

  private List<String> query(String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private List<String> sealedBy(String table) throws Exception {
    return query(
        "select distinct encode(substring(sealed from 2 for 4), 'hex') from %s order by 1"
            .formatted(table));
  }

  private void assertDelivers(int count) throws Exception {
    server.api().post("/api/v1/app/shop/msg", "{\"eventType\":\"a\",\"payload\":{}}").require(202);
    Received last = receiver.awaitCount(count, SOON).getLast();
    assertThat(last.header("webhook-signature")).isNotEmpty();
  }

  private Answer secret() throws Exception {
    return server.api().get("/api/v1/app/shop/endpoint/hook/secret");
  }

  @Test
  void theFirstStartMakesAKeyThatOnlyItsOwnerReads() throws Exception {
    assertThat(lines()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    server.restart();
    assertThat(lines()).hasSize(1);
    assertDelivers(1);
  }

  @Test
  void aRotationUnderARunningServer() throws Exception {
    String old = lines().getFirst();
    String key = secret().require(200).path("key").asString();
    assertDelivers(1);
    assertThat(keys("prune").text()).contains("Nothing is removed");
    Said said = keys("rotate");
    assertThat(said.text()).contains("1 endpoints were sealed anew").doesNotContain(old);
    assertThat(said.code()).isZero();
    assertThat(lines()).hasSize(2).last().isEqualTo(old);
    assertThat(said.text()).doesNotContain(lines().getFirst());
    assertThat(sealedBy("endpoint")).containsExactly("00000002");
    assertThat(sealedBy("data_key")).hasSize(1);

    // The server has not heard of it: it opens the new, and seals by the new, by itself.
    assertThat(secret().require(200).path("key").asString()).isEqualTo(key);
    assertDelivers(2);
    server.turn(Duration.ofSeconds(10));
    server.api().createEndpoint("shop", "other", receiver.url());
    assertThat(sealedBy("endpoint")).containsExactly("00000002");

    assertThat(keys("prune").code()).isZero();
    assertThat(lines()).hasSize(1).doesNotContain(old);
    assertThat(secret().require(200).path("key").asString()).isEqualTo(key);
    server.restart();
    assertThat(secret().require(200).path("key").asString()).isEqualTo(key);
    assertThat(keys("rotate").code()).isZero();
    assertThat(lines()).hasSize(2);
    assertThat(secret().require(200).path("key").asString()).isEqualTo(key);
  }

  /**
   * The key is in the file, and nothing is under it yet: as a command that was killed leaves it.
   */
  @Test
  void aRotationThatWasInterruptedGoesOn() throws Exception {
    String old = lines().getFirst();
    String made = TurnedServer.MASTER_KEY;
    Files.writeString(file, made + "\n" + old + "\n");
    assertThat(keys("prune").text()).contains("Nothing is removed");
    assertThat(keys("rotate").code()).isZero();
    assertThat(lines()).containsExactly(made, old);
    keys("prune");
    assertThat(lines()).containsExactly(made);
    server.restart();
    assertDelivers(1);
  }

  @Test
  void aKeyThatIsLostIsSaidAndNotMadeAnew() throws Exception {
    String old = lines().getFirst();
    for (String wrong : new String[] {"", TurnedServer.MASTER_KEY}) {
      Files.delete(file);
      if (!wrong.isEmpty()) {
        Files.writeString(file, wrong);
      }
      Complaint complaint = catchThrowableOfType(Complaint.class, server::restart);
      assertThat(complaint.exitCode()).isEqualTo(1);
      assertThat(complaint.sentence())
          .startsWith(
              "Postrider does not start: the secrets in the database are sealed by the master key ")
          .contains("the file " + file + " has not got it; put it back from a backup")
          .doesNotContain(old);
      assertThat(Files.exists(file)).isEqualTo(!wrong.isEmpty());
      Files.writeString(file, old);
    }
    Files.writeString(file, old.substring(1));
    Complaint damaged = catchThrowableOfType(Complaint.class, server::restart);
    assertThat(damaged.sentence())
        .contains(file + " does not hold 1 to 100 master keys")
        .doesNotContain(old.substring(1));
    Files.writeString(file, old);
    server.restart();
    assertDelivers(1);
  }

  @Test
  void whoKeepsNothingOnThisMachineHasToGiveAKey() {
    Complaint complaint =
        catchThrowableOfType(
            Complaint.class,
            () ->
                new Home(
                        Config.of(
                            Sources.read(
                                null,
                                Map.of(
                                    "POSTRIDER_DATABASE_URL",
                                    "postgresql://db/name",
                                    "POSTRIDER_JWT_SECRET",
                                    TurnedServer.SECRET),
                                Map.of()),
                            "test"),
                        new Parts(),
                        new SecureRandom())
                    .masterKeys());
    assertThat(complaint.sentence()).contains("POSTRIDER_KEYS_MASTER", "keys.file");
    assertThat(complaint.exitCode()).isEqualTo(2);
  }
}
