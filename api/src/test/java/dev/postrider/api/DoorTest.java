package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.http.CallerRate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the door lets in, what it says to everybody, and what it keeps to itself. */
final class DoorTest extends OverRawSockets {

  /** What is logged by the web server, which is trouble or should not be there. */
  private static final class Lines extends Handler {
    final List<LogRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        records.add(line);
      }
    }

    @Override
    public void flush() {
      // Nothing is kept back.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static TestApi with(int connections, CallerRate caller, CallerRate organisation) {
    DoorConfig d = TestApi.DOOR;
    return new TestApi(
        TestApi.with(
            new DoorConfig(
                d.tls(),
                d.http2(),
                connections,
                d.origins(),
                caller,
                organisation,
                d.clients(),
                d.failedSignIns())));
  }

  @Test
  void everyAnswerTellsBrowsersToDoNothingWithIt() {
    String big = "x".repeat(TestApi.CONFIG.bodyLimit() + 1);
    List<Reply> replies =
        List.of(
            api.get("/app"),
            api.get("/health/ping"),
            api.get("/openapi.json"),
            api.get("/nothing"),
            api.delete("/app"),
            api.post("/app", "{}"),
            api.post("/app", big),
            api.call("GET", "/app", null, "Authorization", "Bearer nobody"));
    assertThat(replies)
        .extracting(Reply::status)
        .containsExactly(200, 204, 200, 404, 405, 422, 413, 401);
    for (Reply reply : replies) {
      assertGuarded(reply.http().headers().map().toString(), reply.status() + " " + reply.text());
      assertThat(reply.http().headers().allValues("content-security-policy"))
          .containsExactly("default-src 'none'; frame-ancestors 'none'");
    }
    for (String raw :
        new String[] {
          "NONSENSE\r\n\r\n",
          "GET /docs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /portal HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /v4/livechat/webhooks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        }) {
      assertGuarded(exchange(raw), raw);
    }
  }

  private static void assertGuarded(String headers, String what) {
    assertThat(headers)
        .as(what)
        .containsIgnoringCase("x-content-type-options")
        .contains("nosniff")
        .contains("frame-ancestors 'none'")
        .containsIgnoringCase("cache-control")
        .doesNotContainIgnoringCase("strict-transport-security")
        .doesNotContainIgnoringCase("server:")
        .doesNotContainIgnoringCase("x-powered-by")
        .doesNotContainIgnoringCase("helidon");
  }

  @Test
  void whoeverIsGoneInTheMiddleOfARequestIsNoTroubleOfOurs() throws IOException {
    Logger server = Logger.getLogger("io.helidon");
    Lines lines = new Lines();
    server.addHandler(lines);
    try {
      for (String half :
          new String[] {
            "GET",
            "GET /api/v1/app HTTP/1.1\r\n",
            "GET /api/v1/app HTTP/1.1\r\nHost",
            "GET /api/v1/app HTTP/1.1\r\nHost: x\r",
            "GET /api/v1/app HTTP/1.1\r\nHost: x\r\n",
            "GET /api/v1/app HTTP/1.1\r\nHost: x\r\n\r",
            head("POST", "Content-Length: 100\r\n") + "{\"eventType\"",
            head("POST", "Transfer-Encoding: chunked\r\n") + "5\r\n{\"e",
            head("POST", "Transfer-Encoding: chunked\r\n") + "5",
            "\u0016\u0003\u0001\u0002",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET /api/v1/app HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "GET /api/v1/app HTTP/1.1\r\nHost: \u0000\r\n\r\n",
            "GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n",
          }) {
        exchange(half);
        try (Socket gone = connect()) {
          gone.setSoLinger(true, 0);
          gone.getOutputStream().write(bytes(half));
        }
      }
      assertThat(api.get("/health/ping").status()).isEqualTo(204);
    } finally {
      server.removeHandler(lines);
    }
    assertThat(lines.records)
        .as("%s", lines.records.stream().map(LogRecord::getMessage).toList())
        .isEmpty();
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void aHundredHeadersAreEnough() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 97; i++) {
      many.append("X-").append(i).append(": 1\r\n");
    }
    String ninetyNine = "GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\n" + many;
    assertThat(exchange(ninetyNine + "Connection: close\r\n\r\n")).startsWith("HTTP/1.1 204");
    for (String two : new String[] {"A: 1\r\nB: 1\r\nC: 1\r\n", "X-1: 2\r\nX-1: 3\r\nX-1: 4\r\n"}) {
      String answer = exchange(ninetyNine + two + "\r\n");
      assertThat(answer).startsWith("HTTP/1.1 431").contains("100 headers");
      assertJson(answer);
    }
  }

  /** Whatever the method: one that has no body by custom may send one all the same. */
  @Test
  void slowSendersAreCut() throws IOException {
    for (String method : new String[] {"GET", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS", "ODD"}) {
      for (String rest : new String[] {"X-Slo", "Content-Length: 100\r\n\r\n{"}) {
        try (Socket socket = connect()) {
          socket
              .getOutputStream()
              .write(bytes(method + " /api/v1/app HTTP/1.1\r\nHost: x\r\n" + rest));
          Awaitility.await(method + " " + rest)
              .atMost(Duration.ofSeconds(15))
              .until(() -> {
                api.now.updateAndGet(t -> t.plusSeconds(1));
                return closed(socket);
              });
        }
      }
    }
    assertThat(api.log.entries()).isEmpty();
  }

  /** Each byte comes in time, and all of them never. */
  @Test
  void whoeverSendsAByteNowAndThenIsCut() throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes(head("POST", "Content-Length: 1000\r\n")));
      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> {
            api.now.updateAndGet(t -> t.plusMillis(300));
            try {
              out.write(' ');
            } catch (IOException closed) {
              return true;
            }
            return closed(socket);
          });
    }
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void soManyConnectionsOfOneAddressAreTaken() throws IOException {
    CallerRate none = DoorConfig.DEFAULTS.caller();
    try (TestApi narrow = with(3, none, none)) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), narrow.api.port());
        open.add(socket);
        assertThat(ping(socket)).isTrue();
      }
      try (Socket more = new Socket(InetAddress.getLoopbackAddress(), narrow.api.port())) {
        assertThat(ping(more)).isFalse();
      }
      assertThat(narrow.api.refusedConnections()).isEqualTo(1);
      assertThat(ping(open.getFirst())).as("those that are open go on").isTrue();
      open.getFirst().close();
      Awaitility.await()
          .until(() -> {
            try (Socket next = new Socket(InetAddress.getLoopbackAddress(), narrow.api.port())) {
              return ping(next);
            }
          });
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static boolean ping(Socket socket) {
    try {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes("GET /api/v1/health/ping HTTP/1.1\r\nHost: x\r\n\r\n"));
      StringBuilder read = new StringBuilder();
      for (int b = 0; b >= 0 && read.indexOf("\r\n\r\n") < 0; ) {
        b = socket.getInputStream().read();
        read.append((char) b);
      }
      return read.toString().startsWith("HTTP/1.1 204");
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void aCallerWhoCallsTooOftenIsToldWhenToComeAgain() {
    CallerRate none = DoorConfig.DEFAULTS.organisation();
    try (TestApi slow = with(0, new CallerRate(1, 3), none)) {
      String shop = slow.application();
      String other = slow.tokens.mint("org_other", Duration.ofDays(1));
      assertThat(slow.get("/app").status()).isEqualTo(200);
      assertThat(slow.get("/app").status()).isEqualTo(200);
      String message = "{\"eventType\":\"a\",\"payload\":{}}";
      Reply refused = slow.post("/app/" + shop + "/msg", message);
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.at("/code")).isEqualTo("rate_limit");
      assertThat(refused.at("/detail"))
          .isEqualTo("Too many calls: one caller may make 1 in a second, and 3 at once");
      assertThat(refused.http().headers().firstValue("retry-after")).hasValue("1");
      assertThat(slow.log.entries()).isEmpty();
      assertThat(slow.api.limited()).isEqualTo(1);
      assertThat(slow.get("/health").status()).as("what needs no token").isEqualTo(200);
      assertThat(slow.call("GET", "/app", null, "Authorization", "Bearer " + other).status())
          .isEqualTo(200);
      slow.now.updateAndGet(t -> t.plusSeconds(1));
      assertThat(slow.post("/app/" + shop + "/msg", message).status()).isEqualTo(202);
      assertThat(slow.get("/app").status()).isEqualTo(429);
    }
  }

  @Test
  void theCallersOfOneOrganisationShareItsRate() {
    CallerRate none = DoorConfig.DEFAULTS.caller();
    try (TestApi slow = with(0, none, new CallerRate(2, 3))) {
      String key = slow.post("/api-key", "{\"name\":\"n\",\"permissions\":[\"read\"]}").at("/key");
      String[] authorization = {"Authorization", "Bearer " + key};
      assertThat(slow.call("GET", "/app", null, authorization).status()).isEqualTo(200);
      assertThat(slow.call("GET", "/app", null, authorization).status()).isEqualTo(200);
      assertThat(slow.call("GET", "/app", null, authorization).status()).isEqualTo(429);
      Reply refused = slow.get("/app");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.at("/detail"))
          .isEqualTo("Too many calls: one organisation may make 2 in a second, and 3 at once");
    }
  }

  /** Or a customer could keep the platform from publishing. */
  @Test
  void aPortalTakesNothingOfItsOrganisationsRate() {
    CallerRate none = DoorConfig.DEFAULTS.caller();
    try (TestApi slow = with(0, none, new CallerRate(2, 3))) {
      String shop = slow.application();
      String portal = slow.post("/auth/app-portal-access/" + shop, "{}").at("/token");
      for (int i = 0; i < 3; i++) {
        assertThat(asPortal(slow, portal, shop)).isEqualTo(200);
      }
      assertThat(asPortal(slow, portal, shop)).as("its own is used up").isEqualTo(429);
      assertThat(slow.get("/app").status()).isEqualTo(200);
      assertThat(slow.get("/app").status()).as("the organisation's is used up").isEqualTo(429);
    }
  }

  @Test
  void aPortalIsACallerOfItsOwn() {
    CallerRate none = DoorConfig.DEFAULTS.organisation();
    try (TestApi slow = with(0, new CallerRate(1, 2), none)) {
      String shop = slow.application();
      String portal = slow.post("/auth/app-portal-access/" + shop, "{}").at("/token");
      assertThat(slow.get("/app").status()).isEqualTo(429);
      assertThat(asPortal(slow, portal, shop)).isEqualTo(200);
      assertThat(asPortal(slow, portal, shop)).isEqualTo(200);
      assertThat(asPortal(slow, portal, shop)).isEqualTo(429);
    }
  }

  private static int asPortal(TestApi api, String token, String application) {
    return api.call(
            "GET", "/app/" + application + "/endpoint", null, "Authorization", "Bearer " + token)
        .status();
  }

  @Test
  void whatCanBeReadAnswersHead() {
    String one = "HEAD /api/v1/app HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + api.token;
    String answers =
        exchange(
            one
                + "\r\n\r\n"
                + head("HEAD", "")
                + "HEAD /api/v1/app/nobody HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    List<String> each = List.of(answers.split("HTTP/1.1 ")).subList(1, 4);
    assertThat(each.get(0)).startsWith("200 ").containsPattern("Content-Length: [1-9]");
    assertThat(each.get(1)).startsWith("200 ").containsPattern("Content-Length: [1-9]");
    assertThat(each.get(2)).startsWith("401 ");
    for (String head : each) {
      assertThat(head.substring(head.indexOf("\r\n\r\n"))).hasSize(4);
    }
    assertThat(api.delete("/app").http().headers().firstValue("allow")).hasValue("GET, HEAD, POST");
  }
}
