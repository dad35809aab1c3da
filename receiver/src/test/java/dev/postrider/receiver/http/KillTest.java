package dev.postrider.receiver.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Sender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that is killed again and again under load loses nothing that it answered 200. */
final class KillTest {
  private static final long SEED = 20_261_128;
  private static final int KILLS = 6;
  private static final int SENDERS = 16;

  @TempDir Path directory;

  private final Sender sender = new Sender(InstantSource.system());
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private volatile int port;
  private volatile boolean stop;

  @Test
  void whatWasAnsweredIsHandled() throws Exception {
    Random random = new Random(SEED);
    Process receiver = start();
    Thread[] senders = new Thread[SENDERS];
    try {
      for (int i = 0; i < SENDERS; i++) {
        senders[i] = Thread.ofPlatform().start(this::send);
      }
      for (int kill = 0; kill < KILLS; kill++) {
        int enough = acknowledged.size() + 100 + random.nextInt(900);
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .pollInterval(Duration.ofMillis(2))
            .until(() -> acknowledged.size() >= enough);
        receiver.destroyForcibly().waitFor();
        receiver = start();
      }
      stop = true;
      for (Thread each : senders) {
        each.join();
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(() -> assertThat(new HashSet<>(effects())).containsAll(acknowledged));
    } finally {
      stop = true;
      receiver.destroyForcibly().waitFor();
    }
    List<String> effects = effects();
    int repeated = effects.size() - new HashSet<>(effects).size();
    System.out.printf(
        "%d kills (seed %d): %d webhooks acknowledged, %d sent again for want of an answer; 0 lost, %d handled twice%n",
        KILLS, SEED, acknowledged.size(), again.get(), repeated);
    assertThat(new HashSet<>(effects))
        .as("senders sent until they were answered, so nothing else was handled")
        .isEqualTo(acknowledged);
    assertThat(repeated)
        .as("a kill repeats what runs, and what ended while a commit was on its way; seed %d", SEED)
        .isLessThanOrEqualTo(KILLS * 2 * KilledReceiver.HANDLERS);
  }

  private List<String> effects() throws IOException {
    return Files.readAllLines(directory.resolve("effects"));
  }

  private Process start() throws Exception {
    List<String> path =
        List.of(
            place(Inbox.class),
            "target/test-classes",
            place("org.sqlite.JDBC"),
            place("com.standardwebhooks.Webhook"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(System.getProperty("path.separator"), path),
                KilledReceiver.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = out.readLine();
    assertThat(line).as("it listens").isNotNull();
    listens(Integer.parseInt(line));
    return process;
  }

  private synchronized void listens(int newPort) {
    port = newPort;
    notifyAll();
  }

  /** Who has no answer waits for the next process, for which it would only take processor time. */
  private synchronized void awaitAnother(int asked) {
    try {
      // Or until the one that was asked has had another chance.
      for (int i = 0; port == asked && i < 10; i++) {
        wait(500);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String place(String name) throws Exception {
    return place(Class.forName(name));
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** One webhook after the other, each until it is answered 200. */
  private void send() {
    while (!stop) {
      String id = "msg_" + next.incrementAndGet();
      for (int asked = port; !acknowledged(id, asked); asked = port) {
        again.incrementAndGet();
        awaitAnother(asked);
      }
      acknowledged.add(id);
    }
  }

  private boolean acknowledged(String id, int asked) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + asked + "/").toURL().openConnection();
      connection.setConnectTimeout(20_000);
      connection.setReadTimeout(20_000);
      connection.setDoOutput(true);
      sender
          .headers(id, "{}")
          .forEach((name, values) -> connection.setRequestProperty(name, values.getFirst()));
      connection.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
      return connection.getResponseCode() == 200;
    } catch (IOException killed) {
      return false;
    }
  }
}
