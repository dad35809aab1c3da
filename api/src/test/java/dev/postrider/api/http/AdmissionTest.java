package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.MemoryIdempotencyKeys;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More requests at once than there may be, by real connections. */
final class AdmissionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MOST = 16;

  /** One of sixteen slots is not for POST. */
  private static final int MOST_POSTS = 15;

  private static final String BODY = "{\"a\":1}";

  private final CountDownLatch working = new CountDownLatch(MOST_POSTS);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final SlowClients slow = new SlowClients(SOON, () -> Instant.EPOCH);
  private final RouteTable routes =
      new RouteTable(
              AccessTable.of(
                  """
                  POST /other/work platform
                  GET /other/look platform
                  """))
          .area("/other", ErrorForm.NATIVE, Gate.OPEN)
          .foreign("POST", "/other/work", this::work)
          .foreign("GET", "/other/look", _ -> Answer.noContent());
  private final AtomicBoolean behind = new AtomicBoolean();
  private final AtomicInteger atWork = new AtomicInteger();
  private final Admission admission = new Admission(MOST, behind::get, routes);
  private final WebServer server =
      FrontServer.start(
          routes,
          new Caller.Nobody(),
          new MemoryIdempotencyKeys(() -> Instant.EPOCH),
          100_000,
          slow,
          admission);
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    ended.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
  }

  private Answer work(Request request) throws InterruptedException {
    assertThat(request.body()).hasSize(BODY.length());
    atWork.incrementAndGet();
    working.countDown();
    ended.await();
    atWork.decrementAndGet();
    return Answer.noContent();
  }

  private void fill() throws Exception {
    for (int i = 0; i < MOST_POSTS; i++) {
      post(connect());
    }
    assertThat(working.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) SOON.toMillis());
    sockets.add(socket);
    return socket;
  }

  private static void post(Socket socket) throws IOException {
    write(
        socket,
        "POST /other/work HTTP/1.1\r\nHost: x\r\nContent-Length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of one answer, whose body is read too. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) c);
    }
    String length = head.toString().replaceAll("(?s).*[Cc]ontent-[Ll]ength: *(\\d+).*", "$1");
    if (length.chars().allMatch(Character::isDigit)) {
      in.readNBytes(Integer.parseInt(length));
    }
    return head.toString();
  }

  @Test
  void oneMoreIsToldWhenToComeAgainAndKeepsItsConnection() throws Exception {
    fill();
    Socket late = connect();
    for (int i = 0; i < 3; i++) {
      post(late);
      assertThat(answer(late)).startsWith("HTTP/1.1 503").contains("Retry-After: 1\r\n");
    }
    assertThat(admission.shed()).isEqualTo(3);
    ended.countDown();
    for (Socket first : sockets.subList(0, MOST_POSTS)) {
      assertThat(answer(first)).startsWith("HTTP/1.1 204");
    }
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> {
          post(late);
          assertThat(answer(late)).startsWith("HTTP/1.1 204");
        });
  }

  @Test
  void whoeverLooksFindsRoomWhileTooMuchIsPosted() throws Exception {
    fill();
    Socket other = connect();
    write(other, "GET /other/look HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(answer(other)).startsWith("HTTP/1.1 204");
  }

  @Test
  void whileDeliveriesAreBehindPostsTakeTurns() throws Exception {
    behind.set(true);
    Socket first = connect();
    post(first);
    Awaitility.await().atMost(SOON).until(() -> atWork.get() == 1);
    Socket waiting = connect();
    post(waiting);
    // Nobody waits for ever: whoever had no turn is told so.
    assertThat(answer(waiting)).startsWith("HTTP/1.1 503").contains("Retry-After: 1\r\n");
    assertThat(atWork).hasValue(1);
    post(waiting);
    ended.countDown();
    assertThat(answer(first)).startsWith("HTTP/1.1 204");
    assertThat(answer(waiting)).startsWith("HTTP/1.1 204");
  }
}
