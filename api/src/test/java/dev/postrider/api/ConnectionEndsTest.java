package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How connections end: for whom at once, for whom in a moment, and for whom not yet. */
final class ConnectionEndsTest extends OverRawSockets {
  @Test
  void silentConnectionsAreClosed() throws IOException {
    ApiConfig c = TestApi.CONFIG;
    Duration second = Duration.ofSeconds(1);
    try (TestApi impatient =
        new TestApi(
            new ApiConfig(
                c.host(),
                0,
                c.bodyLimit(),
                c.bodiesBytes(),
                c.maxConnections(),
                c.maxRequests(),
                second,
                second,
                c.gracePeriod(),
                c.urls(),
                c.comm100Calls(),
                c.portal(),
                c.door()))) {
      String whole = "GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\n\r\n";
      for (String start : new String[] {"", "POST /api/v1/a", whole, whole + "GET /"}) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.api.port())) {
          socket.getOutputStream().write(bytes(start));
          Awaitility.await(start)
              .atMost(Duration.ofSeconds(10))
              .pollInterval(Duration.ofMillis(200))
              .until(() -> {
                impatient.now.updateAndGet(t -> t.plusSeconds(1));
                return closed(socket);
              });
        }
      }
    }
  }

  @Test
  void whoeverIsStillSendingGetsToReadTheAnswer() throws IOException {
    byte[] tooMuch = bytes("x".repeat(8 * 1024 * 1024));
    for (String start :
        new String[] {
          head("POST", "Content-Length: " + tooMuch.length + "\r\n"),
          head("POST", "Transfer-Encoding: chunked\r\n")
              + Integer.toHexString(tooMuch.length)
              + "\r\n",
          "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: " + tooMuch.length + "\r\n\r\n",
          "GET /api/v1/app HTTP/1.1\r\nHost: x\r\nX: ",
        }) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        out.write(bytes(start));
        out.write(tooMuch);
        String answer = readUntil(socket, "\"}");
        assertThat(answer).as(start).matches("(?s)HTTP/1.1 4.. .*");
        assertJson(answer);
      }
    }
    assertThat(api.log.entries()).isEmpty();
  }

  /** Without a byte more from the caller, and without time passing. */
  @Test
  void whoeverWantsTheConnectionClosedIsNotKeptWaiting() throws IOException {
    for (String request :
        new String[] {
          "GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          head("POST", "Connection: close\r\nContent-Length: " + MESSAGE.length() + "\r\n")
              + MESSAGE,
          "POST /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        }) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes(request));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
            .startsWith("HTTP/1.1 ");
      }
    }
  }

  @Test
  void aRefusedCallerWhoSaysNoMoreIsLetGoSoon() throws IOException {
    for (String request :
        new String[] {"NONSENSE\r\n\r\n", head("POST", "Content-Length: 99999999\r\n")}) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes(request));
        assertThat(readUntil(socket, "\"}")).startsWith("HTTP/1.1 4");
        Instant answered = api.now.get();
        Awaitility.await(request)
            .atMost(Duration.ofSeconds(15))
            .until(() -> {
              api.now.updateAndGet(t -> t.plusMillis(100));
              return closed(socket);
            });
        assertThat(Duration.between(answered, api.now.get())).isLessThan(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void slowRequestsAreCutOff() throws IOException {
    for (String start :
        new String[] {
          "POST /api/v1/app HTTP/1.1\r\nHost: x\r\nX-Slo",
          head("POST", "Content-Length: 100\r\n") + "{\"eventType\"",
          head("POST", "Transfer-Encoding: chunked\r\n") + "5\r\n{\"e",
          "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        }) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes(start));
        Awaitility.await(start)
            .atMost(Duration.ofSeconds(15))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> {
              api.now.updateAndGet(t -> t.plusSeconds(1));
              return closed(socket);
            });
      }
    }
    assertThat(api.get("/health/ping").status()).isEqualTo(204);
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void stopLetsGoOfIdleConnectionsAndTwiceIsHarmless() throws IOException {
    try (Socket idle = connect()) {
      idle.getOutputStream().write(bytes("GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\n\r\n"));
      assertThat(readUntil(idle, "\r\n\r\n")).startsWith("HTTP/1.1 204");
      api.api.stop();
      api.api.stop();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }
  }
}
