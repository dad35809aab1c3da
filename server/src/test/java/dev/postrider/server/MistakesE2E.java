package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's mistake is answered with one sentence that says what to do, and the right exit code. */
final class MistakesE2E {
  @TempDir Path directory;

  @Test
  void aPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      assertRefused(1, "Port " + port + " of 127.0.0.1 is taken", "serve", "--port", port);
    }
  }

  @Test
  void aDataDirectoryThatIsInUse() throws Exception {
    try (Program _ = Program.serve(directory)) {
      assertRefused(1, "is using the data directory " + directory, "serve", "--port", "0");
    }
  }

  @Test
  void aDataDirectoryThatIsAFile() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefused(1, "cannot be written to", "serve", "--port", "0", "--data", file.toString());
  }

  @Test
  void aDatabaseThatIsNotThere() throws Exception {
    for (String port : new String[] {"1", "99999"}) {
      String url = "postgresql://me:hush@127.0.0.1:" + port + "/name?sslpassword=hush";
      String said =
          assertRefused(1, "cannot be reached", "serve", "--port", "0", "--database-url", url);
      assertThat(said).doesNotContain("hush");
    }
  }

  @Test
  void aDatabaseOfANewerPostrider() throws Exception {
    try (Program _ = Program.serve(directory)) {
      Path cluster = directory.resolve("postgresql/cluster");
      String port = Files.readAllLines(cluster.resolve("postmaster.pid")).get(3).strip();
      String password = Files.readString(directory.resolve("postgresql-password")).strip();
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
      try (Connection connection = DriverManager.getConnection(url, "postrider", password);
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            insert into schema_version (installed_rank, version, description, type, script,
                                        checksum, installed_by, execution_time, success)
            values (1000, '1000', 'future', 'SQL', 'V1000__future.sql', 1, 'test', 1, true)
            """);
      }
    }
    String said =
        assertRefused(
            2,
            "the database has the schema of a newer Postrider (version 1000 of it",
            "serve",
            "--port",
            "0");
    assertThat(said).contains("start that Postrider or a newer one", "nothing was changed");
  }

  @Test
  void aDatabaseThatIsGone() throws Exception {
    Program.serve(directory).close();
    Path cluster = directory.resolve("postgresql/cluster");
    Files.move(cluster, directory.resolve("moved"));
    assertRefused(1, "The database is missing: there is no", "serve", "--port", "0");
    assertThat(cluster).doesNotExist();
    Files.move(directory.resolve("moved"), cluster);
    Files.delete(directory.resolve("jwt-secret"));
    assertRefused(1, "jwt-secret is missing in the data directory", "serve", "--port", "0");
    assertThat(directory.resolve("jwt-secret")).doesNotExist();
  }

  @Test
  void anUnknownOption() throws Exception {
    assertRefused(2, "Unknown option", "serve", "--prot", "1");
  }

  @Test
  void aValueOutOfItsBound() throws Exception {
    assertRefused(
        2,
        "port must be a whole number from 0 to 65535, not \"99999\"",
        "serve",
        "--port",
        "99999");
  }

  @Test
  void certificatesThatCannotBeRead() throws Exception {
    Path nothing = directory.resolve("nothing.pem");
    Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "no certificate");
    for (Path file : new Path[] {nothing, nonsense}) {
      assertRefused(
          2,
          "sender.trustedCertificates must be a PEM file that can be read, not " + file,
          "serve",
          "--port",
          "0",
          "--sender-trusted-certificates",
          file.toString());
    }
  }

  @Test
  void aPlatformFileThatIsWrongIsSaidByLineAndColumn() throws Exception {
    Path folder = Files.createDirectory(directory.resolve("platforms"));
    Path file =
        Files.writeString(
            folder.resolve("shop.yaml"),
            "platform: shop\ntitle: Shop\nabout: x\npolicy: {timeout: 3h}\nevents: {}\n");
    assertRefused(2, file + ":4:", "serve", "--port", "0", "--platforms", folder.toString());
    assertRefused(1, file + ":4:", "platform", "check", file.toString());
    Files.writeString(file, "platform: mluvii\ntitle: x\nabout: x\nevents: {}\n");
    assertRefused(
        2,
        "the name \"mluvii\" is taken by the platform in built-in mluvii.yaml",
        "serve",
        "--port",
        "0",
        "--platforms",
        folder.toString());
  }

  @Test
  void anUnknownVariable() throws Exception {
    try (Program program = Program.run(Map.of("POSTRIDER_PROT", "1"), "serve")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).contains("did you mean \"POSTRIDER_PORT\"?");
    }
  }

  @Test
  void aTokenBeforeThereIsASecret() throws Exception {
    assertRefused(2, "There is no secret in", "token");
  }

  @Test
  void everyCommandExplainsItself() throws Exception {
    for (String command : new String[] {"serve", "demo", "token", "listen", "platform"}) {
      try (Program program = Program.run(Map.of(), command, "--help")) {
        assertThat(program.exitCode()).isZero();
        assertThat(program.output()).contains("Usage: postrider " + command, "Examples:");
      }
    }
  }

  private String assertRefused(int exitCode, String sentence, String... arguments)
      throws Exception {
    String[] all = arguments;
    if (!arguments[0].equals("platform") && !String.join(" ", arguments).contains("--data ")) {
      all = Arrays.copyOf(arguments, arguments.length + 2);
      all[arguments.length] = "--data";
      all[arguments.length + 1] = directory.toString();
    }
    try (Program program = Program.run(Map.of(), all)) {
      assertThat(program.exitCode()).as(program.output()).isEqualTo(exitCode);
      assertThat(program.output()).contains(sentence).doesNotContain("\tat ");
      return program.output();
    }
  }
}
