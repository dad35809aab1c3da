package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose pages may call the API itself; those of no other that is served here. */
final class CorsTest {
  private static final String ORIGIN = "access-control-allow-origin";
  private static final String HEADERS = "access-control-allow-headers";
  private final TestApi api = withOrigins("*");
  private final HttpClient browser = HttpClient.newHttpClient();

  private static TestApi withOrigins(String... origins) {
    DoorConfig d = TestApi.DOOR;
    return new TestApi(
        TestApi.with(
            new DoorConfig(
                d.tls(),
                d.http2(),
                d.connectionsPerAddress(),
                Set.of(origins),
                d.caller(),
                d.organisation(),
                d.clients(),
                d.failedSignIns())));
  }

  @AfterEach
  void stop() {
    browser.close();
    api.close();
  }

  private HttpResponse<String> preflight(String path, String... headers) throws Exception {
    return preflight(api, "https://portal.example.com", path, headers);
  }

  /** As a browser asks, which shows no token. */
  private HttpResponse<String> preflight(
      TestApi server, String origin, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.api.port() + path))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PATCH");
    for (String names : headers) {
      request.header("Access-Control-Request-Headers", names);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private static List<String> said(HttpResponse<String> answer, String name) {
    return answer.headers().allValues(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/app",
        "/api/v1/app/any/endpoint/any/",
        "/api/v1/health",
        "/api/v1/openapi.json",
        "/api/v1/nothing"
      })
  void aBrowserMayAskWithoutAToken(String path) throws Exception {
    HttpResponse<String> answer = preflight(path, "authorization,content-type,idempotency-key");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(said(answer, ORIGIN)).containsExactly("*");
    assertThat(said(answer, "access-control-allow-methods")).containsExactly("*");
    assertThat(said(answer, HEADERS)).containsExactly("authorization,content-type,idempotency-key");
    assertThat(said(answer, "access-control-max-age")).containsExactly("600");
    assertThat(said(answer, "vary")).containsExactly("Access-Control-Request-Headers");
    assertThat(said(answer, "access-control-allow-credentials")).isEmpty();
  }

  @Test
  void whatIsNoListOfNamesIsNotRepeated() throws Exception {
    assertThat(said(preflight("/api/v1/app"), HEADERS)).isEmpty();
    assertThat(said(preflight("/api/v1/app", "x-one, x_two"), HEADERS))
        .containsExactly("x-one, x_two");
    String longest = "a".repeat(1_024);
    assertThat(said(preflight("/api/v1/app", longest), HEADERS)).containsExactly(longest);
    for (String list : List.of(longest + "a", "a:b", "a;b", "<a>", "a\"", "(a)", "a/b", "a=b")) {
      HttpResponse<String> answer = preflight("/api/v1/app", list);
      assertThat(answer.statusCode()).as(list).isEqualTo(204);
      assertThat(said(answer, HEADERS)).as(list).isEmpty();
    }
    String half = "a".repeat(600);
    assertThat(said(preflight("/api/v1/app", half, half), HEADERS)).as("together").isEmpty();
  }

  @Test
  void everyAnswerMayBeRead() {
    String app = api.application();
    String big = "x".repeat(TestApi.CONFIG.bodyLimit() + 1);
    List<Reply> replies =
        List.of(
            api.get("/app"),
            api.get("/health/ping"),
            api.get("/openapi.json"),
            api.call("GET", "/openapi.json", null, "If-None-Match", "\"other\""),
            api.get("/app/nobody"),
            api.get("/nothing"),
            api.delete("/app"),
            api.post("/event-type/import/openapi", "{}"),
            api.post("/app", "{}"),
            api.post("/app", big),
            api.post("/app/" + app + "/msg", "{\"eventType\":\"a\",\"payload\":{}}"),
            api.call("GET", "/app", null, "Authorization", "Bearer nobody"),
            api.delete("/app/" + app));
    assertThat(replies)
        .extracting(Reply::status)
        .containsExactly(200, 204, 200, 200, 404, 404, 405, 400, 422, 413, 202, 401, 204);
    for (Reply reply : replies) {
      assertThat(said(reply.http(), ORIGIN)).as(reply.toString()).containsExactly("*");
      assertThat(said(reply.http(), "access-control-expose-headers"))
          .containsExactly("Allow, Location, Retry-After, Warning");
      assertThat(said(reply.http(), "access-control-allow-credentials")).isEmpty();
    }
  }

  @Test
  void withoutOriginsNoPageMayCall() throws Exception {
    try (TestApi closed = new TestApi()) {
      HttpResponse<String> asked =
          preflight(closed, "https://portal.example.com", "/api/v1/app", "authorization");
      assertThat(asked.statusCode()).isEqualTo(405);
      HttpResponse<String> answer =
          closed.call("GET", "/app", null, "Origin", "https://portal.example.com").http();
      assertThat(answer.statusCode()).isEqualTo(200);
      for (HttpResponse<String> each : List.of(asked, answer)) {
        assertThat(each.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
      }
    }
  }

  @Test
  void theOriginsOfAListMayCallAndNoOthers() throws Exception {
    String own = "https://portal.example.com";
    String other = "http://localhost:3000";
    try (TestApi some = withOrigins(own, other)) {
      for (String origin : List.of(own, other)) {
        HttpResponse<String> asked = preflight(some, origin, "/api/v1/app", "authorization");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(said(asked, ORIGIN)).containsExactly(origin);
        assertThat(said(asked, HEADERS)).containsExactly("authorization");
        HttpResponse<String> answer = some.call("GET", "/app", null, "Origin", origin).http();
        assertThat(said(answer, ORIGIN)).containsExactly(origin);
        assertThat(said(answer, "vary")).contains("Origin");
      }
      for (String origin :
          List.of(
              "http://portal.example.com",
              "https://portal.example.com:444",
              "https://portal.example.com.evil.example",
              "https://evil.example/?https://portal.example.com",
              "HTTPS://PORTAL.EXAMPLE.COM",
              "null",
              "*")) {
        HttpResponse<String> asked = preflight(some, origin, "/api/v1/app", "authorization");
        assertThat(asked.statusCode()).as(origin).isEqualTo(204);
        HttpResponse<String> answer = some.call("GET", "/app", null, "Origin", origin).http();
        for (HttpResponse<String> each : List.of(asked, answer)) {
          assertThat(each.headers().map().keySet())
              .as(origin)
              .noneMatch(name -> name.startsWith("access-"));
          assertThat(said(each, "vary")).as(origin).contains("Origin");
        }
      }
    }
  }

  @Test
  void whatTheWebServerRefusesByItselfMayBeRead() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.api.port());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      String request = "GET /api/v1/app/%zz HTTP/1.1\r\nHost: x\r\nContent-Length: none\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // Or else the server would wait for what else is sent.
      socket.shutdownOutput();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("\r\n" + ORIGIN + ": *\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/Webhooks",
        "/login/connect/token",
        "/v4/livechat/webhooks",
        "/v1/configs/webhook",
        "/appinbox/v1/webhook"
      })
  void otherApisAreAsTheyWere(String path) throws Exception {
    HttpResponse<String> answer = preflight(path, "authorization");
    assertThat(answer.statusCode()).isNotIn(200, 204);
    assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
  }

  @Test
  void pagesAndWhatElseStandsBesideTheApiSayNothing() throws Exception {
    for (String path : List.of("/docs", "/elsewhere")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.api.port() + path)).build();
      HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(said(answer, ORIGIN)).as(path).isEmpty();
    }
  }
}
