package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.MemoryIdempotencyKeys;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is refused below a path is said in the form of the API whose path it is. */
final class AreasTest {
  private final RouteTable routes =
      new RouteTable(
              AccessTable.of(
                  """
                  GET /native everybody
                  GET /native/mistake everybody
                  GET /other/mistake platform
                  GET /other/away platform
                  POST /other/body platform
                  GET /shut/path platform
                  GET /nowhere platform
                  """))
          .get("/native", _ -> Answer.noContent())
          .get("/native/mistake", _ -> mistake())
          .area("/other", AreasTest::said, Gate.OPEN)
          .area("/shut", AreasTest::said, _ -> refuse())
          .foreign("GET", "/other/mistake", _ -> mistake())
          .foreign("GET", "/other/away", _ -> away())
          .foreign("POST", "/other/body", request -> Answer.empty(request.body().length % 2 + 200))
          .foreign("GET", "/shut/path", _ -> Answer.noContent());
  private final WebServer server =
      FrontServer.start(
          routes,
          new Caller.Nobody(),
          new MemoryIdempotencyKeys(() -> Instant.EPOCH),
          2_048,
          new SlowClients(Duration.ofSeconds(20), () -> Instant.EPOCH));

  @AfterEach
  void stop() {
    server.stop();
  }

  private static Answer said(Refusal refusal) {
    JsonWriter json = new JsonWriter().beginObject().name("said").value(refusal.detail());
    return refusal.answer().saying(json.endObject());
  }

  private static Answer mistake() {
    throw new IllegalStateException("a mistake that this test makes");
  }

  private static Answer away() {
    throw new IllegalStateException(new SQLTransientConnectionException("none is free"));
  }

  private static void refuse() {
    throw Refusal.tooOften(429, "Not now", Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /other/mistake, 500, Internal error",
    "GET /other/away, 503, The database does not answer now",
    "GET /other, 404, There is nothing at this path",
    "GET /other/nothing?a=b, 404, There is nothing at this path",
    "DELETE /other/mistake, 405, This path answers GET",
    "GET /shut/path, 429, Not now",
    "GET /shut/nothing, 429, Not now",
  })
  void anErrorHasTheFormOfItsArea(String line, int status, String detail) throws IOException {
    String answer = exchange(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Type: application/json")
        .endsWith("{\"said\":\"" + detail + "\"}");
  }

  @Test
  void headersOfARefusalAreKept() throws IOException {
    String close = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assertThat(exchange("GET /shut/path" + close)).contains("Retry-After: 7\r\n");
    assertThat(exchange("GET /other/away" + close)).contains("Retry-After: 1\r\n");
    assertThat(exchange("PUT /other/away" + close)).contains("Allow: GET\r\n");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedInTheFormOfItsArea() throws IOException {
    String said = "{\"said\":\"The body may have 1024 bytes\"}";
    String head = "POST /other/body HTTP/1.1\r\nHost: x\r\n";
    assertThat(exchange(head + "Content-Length: 1025\r\n\r\n"))
        .startsWith("HTTP/1.1 413")
        .endsWith(said);
    assertThat(
            exchange(
                head
                    + "Transfer-Encoding: chunked\r\n\r\n401\r\n"
                    + "x".repeat(1_025)
                    + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 413")
        .endsWith(said);
  }

  @Test
  void whatTheWebServerRefusesByItselfHasTheFormOfItsAreaToo() throws IOException {
    String broken = " HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n";
    String detail = "The request is not acceptable HTTP";
    assertThat(exchange("GET /other/nothing" + broken))
        .startsWith("HTTP/1.1 400")
        .endsWith("{\"said\":\"" + detail + "\"}");
    assertThat(exchange("GET /native" + broken))
        .endsWith("{\"code\":\"generic_error\",\"detail\":\"" + detail + "\"}");
  }

  @ParameterizedTest
  @CsvSource({"/nothing, 404", "/otherwise, 404", "/oth, 404", "/native/mistake, 500"})
  void otherPathsKeepTheirOwnForm(String path, int status) throws IOException {
    String answer = exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("said");
  }

  @Test
  void aForeignPathBelongsToAnArea() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> routes.foreign("GET", "/nowhere", _ -> Answer.noContent())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere");
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
