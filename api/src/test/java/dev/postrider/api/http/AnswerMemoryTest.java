package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.MemoryIdempotencyKeys;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large answers that nobody reads fill no more memory than they may, and for so long only. */
final class AnswerMemoryTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int LARGE = 10 << 20;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final SlowClients slow = new SlowClients(Duration.ofSeconds(30), now::get);
  private final RouteTable routes =
      new RouteTable(
              AccessTable.of(
                  """
                  GET /other/large platform
                  GET /other/small platform
                  GET /other/stuck platform
                  POST /other/export platform
                  GET /health everybody
                  """))
          .area("/other", ErrorForm.NATIVE, Gate.OPEN)
          .foreign("GET", "/other/large", _ -> large())
          .foreign("GET", "/other/small", _ -> Answer.empty(204))
          .foreign("GET", "/other/stuck", _ -> stuck())
          .foreign("POST", "/other/export", new LargeAnswer(_ -> Answer.empty(204)))
          .get("/health", _ -> Answer.noContent());
  private final CountDownLatch reading = new CountDownLatch(3);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final WebServer server =
      FrontServer.start(
          routes, new Caller.Nobody(), new MemoryIdempotencyKeys(now::get), 2_048, slow);
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
  }

  private static Answer large() {
    JsonWriter json = new JsonWriter().beginObject().name("text").value("x".repeat(LARGE));
    return Answer.json(200, json.endObject());
  }

  private Answer stuck() throws InterruptedException {
    reading.countDown();
    ended.await();
    return Answer.noContent();
  }

  /** The first line of the answer; nothing else of it is read. */
  private String status(String path) throws IOException {
    return line(asked(path));
  }

  private Socket asked(String path) throws IOException {
    return asked("GET", path);
  }

  private Socket asked(String method, String path) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout((int) SOON.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Test
  void healthWaitsForNoList() throws Exception {
    for (int i = 0; i < 3; i++) {
      asked("/other/stuck");
    }
    assertThat(reading.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(status("/health")).startsWith("HTTP/1.1 204");
    Socket list = asked("/other/small");
    ended.countDown();
    assertThat(line(list)).startsWith("HTTP/1.1 204");
  }

  @Test
  void whatAnswersMuchTakesTurnsWhateverItsMethod() throws Exception {
    assertThat(line(asked("POST", "/other/export"))).startsWith("HTTP/1.1 204");
    for (int i = 0; i < 3; i++) {
      asked("/other/stuck");
    }
    assertThat(reading.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(line(asked("POST", "/other/export"))).startsWith("HTTP/1.1 503");
    ended.countDown();
  }

  @Test
  void whatNobodyReadsIsBounded() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(status("/other/large")).startsWith("HTTP/1.1 200");
    }
    assertThat(status("/other/large")).startsWith("HTTP/1.1 503");
    assertThat(status("/other/small")).startsWith("HTTP/1.1 204");
    now.set(now.get().plusSeconds(31));
    slow.sweep();
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(status("/other/large")).startsWith("HTTP/1.1 200"));
  }
}
