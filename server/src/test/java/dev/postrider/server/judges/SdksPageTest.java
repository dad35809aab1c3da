package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.RunningServer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/sdks.md do what the page says, as they stand there. */
final class SdksPageTest {
  private static final Path PAGE = Path.of("..", "docs", "sdks.md");
  private static final Duration SOON = Duration.ofSeconds(30);

  /** A block that has the name of a file beside its language. */
  private static final Pattern PROGRAM =
      Pattern.compile("^```\\w+ (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static RunningServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void java() throws Exception {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"));
    goesAllTheWay(java, "Receive.java", "Send.java", "{\"order\": \"o-17\", \"total\": 24.90}");
  }

  @Test
  void javaScript() throws Exception {
    List<String> node = List.of(JavaScript.node());
    Files.createSymbolicLink(
        folder.resolve("node_modules"), JavaScript.FOLDER.resolve("node_modules").toRealPath());
    goesAllTheWay(node, "receive.mjs", "send.mjs", "{\"order\":\"o-17\",\"total\":24.9}");
  }

  @Test
  void curl() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      Map<String, String> environment = new HashMap<>(environment(receiver.port()));
      try (Run send = new Run(folder, environment, List.of("sh", program("send.sh")))) {
        send.succeed(SOON);
      }
      Received received = receiver.awaitCount(1, SOON).getFirst();
      environment.put("id", received.header("webhook-id").orElseThrow());
      environment.put("timestamp", received.header("webhook-timestamp").orElseThrow());
      environment.put("body", received.body().text());
      try (Run verify = new Run(folder, environment, List.of("sh", program("verify.sh")))) {
        assertThat(verify.succeed(SOON).text())
            .isEqualTo(received.header("webhook-signature").orElseThrow());
      }
    }
  }

  private void goesAllTheWay(List<String> command, String receiver, String sender, String body)
      throws Exception {
    Map<String, String> environment = environment(freePort());
    try (Run receive = new Run(folder, environment, with(command, program(receiver)))) {
      receive.awaitLine("listening", SOON);
      try (Run send = new Run(folder, environment, with(command, program(sender)))) {
        send.awaitLine("accepted msg_", SOON);
        send.succeed(SOON);
      }
      assertThat(receive.awaitLine("genuine: ", SOON)).isEqualTo("genuine: " + body);
    }
  }

  private static List<String> with(List<String> command, String argument) {
    return Stream.concat(command.stream(), Stream.of(argument)).toList();
  }

  /** Writes a program of the page into the folder, and returns its name. */
  private String program(String name) throws IOException {
    String text =
        PROGRAM
            .matcher(Files.readString(PAGE))
            .results()
            .filter(block -> block.group(1).equals(name))
            .map(block -> block.group(2))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no " + name + " in " + PAGE));
    Files.writeString(folder.resolve(name), text);
    return name;
  }

  private static Map<String, String> environment(int port) {
    return Map.of(
        "POSTRIDER_URL",
        server.url().toString(),
        "POSTRIDER_TOKEN",
        server.token("org_page"),
        "WEBHOOK_URL",
        "http://127.0.0.1:" + port + "/",
        "WEBHOOK_SECRET",
        "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
