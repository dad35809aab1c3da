package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document and its page are there for everybody, and load nothing from elsewhere. */
final class DocsTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private static TestApi api;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    api = new TestApi();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  private static HttpResponse<String> call(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.api.port() + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void theDocumentNeedsNoToken() throws Exception {
    HttpResponse<String> response = call("GET", "/api/v1/openapi.json");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo("application/json");
    assertThat(response.body()).startsWith("{\"openapi\":\"3.1.0\"");
  }

  @Test
  void thePageAndAllThatItLoadsComeFromHere() throws Exception {
    HttpResponse<String> page = call("GET", "/docs");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
    assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
    List<String> loaded =
        LOADED.matcher(page.body()).results().map(match -> match.group(1)).toList();
    assertThat(loaded).contains("docs/renderer.js", "docs/renderer.css", "docs/page.js");
    for (String one : loaded) {
      if (!one.equals("data:,")) {
        HttpResponse<String> response = call("GET", "/" + one);
        assertThat(response.statusCode()).as(one).isEqualTo(200);
        assertThat(response.body()).as(one).isNotEmpty();
        assertThat(header(response, "x-content-type-options")).as(one).isEqualTo("nosniff");
      }
    }
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    for (String path : List.of("/docs", "/docs/renderer.js", "/api/v1/openapi.json")) {
      String tag = header(call("GET", path), "etag");
      HttpResponse<String> again = call("GET", path, "If-None-Match", tag);
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).as(path).isEmpty();
      assertThat(call("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
      HttpResponse<String> head = call("HEAD", path);
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(header(head, "etag")).as(path).isEqualTo(tag);
    }
  }

  @Test
  void theRootLeadsToThePage() throws Exception {
    for (String path : List.of("/", "/docs/")) {
      HttpResponse<String> response = call("GET", path);
      assertThat(response.statusCode()).as(path).isEqualTo(307);
      assertThat(header(response, "location")).as(path).isEqualTo("/docs");
    }
  }

  @Test
  void whatIsNotThereIsSaidInJson() throws Exception {
    for (String path :
        List.of("/docs/other", "/docs/../openapi/document.yaml", "/docs/page.html")) {
      HttpResponse<String> response = call("GET", path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.body()).as(path).contains("\"not_found\"");
    }
    assertThat(call("POST", "/docs").statusCode()).isEqualTo(404);
  }
}
