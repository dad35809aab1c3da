package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who reads pages and sends forms without a browser: what no script does. */
final class Visitor implements AutoCloseable {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{32})\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private String cookie = "";

  Visitor(URI server) {
    this.server = server;
  }

  /** Shows a token at the face that has this path, and keeps the cookie. */
  HttpResponse<String> signIn(String face, String token) throws IOException, InterruptedException {
    HttpResponse<String> entered = send(face + "/sign-in", encoded(Map.of("token", token)));
    entered
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(header -> cookie = header.substring(0, header.indexOf(';')));
    return entered;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  /** The page at this path, which there has to be. */
  String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** Sends a form of the page at {@code page} to {@code path}. */
  HttpResponse<String> post(String page, String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    return send(page, path, encoded(fields));
  }

  /** The same with fields that are encoded already. */
  HttpResponse<String> send(String page, String path, String fields)
      throws IOException, InterruptedException {
    Matcher csrf = CSRF.matcher(page(page));
    assertThat(csrf.find()).as("a form at " + page).isTrue();
    return send(path, "csrf=" + csrf.group(1) + "&" + fields);
  }

  private HttpResponse<String> send(String path, String form)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  @Override
  public void close() {
    http.close();
  }
}
