package dev.postrider.server.console;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who has signed in to the console, with a browser that runs no scripts. */
final class Visitor implements AutoCloseable {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{32})\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String cookie;

  Visitor(URI server, String token) throws IOException, InterruptedException {
    this.server = server;
    String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    String set =
        post("/console/sign-in", form, "").headers().firstValue("Set-Cookie").orElseThrow();
    this.cookie = set.substring(0, set.indexOf(';'));
  }

  /** The page at this path. */
  String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Whatever is at this path. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path)).header("Cookie", cookie).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Sends the form that stands on this page, with these fields, to where it goes. */
  HttpResponse<String> send(String page, String to, String fields)
      throws IOException, InterruptedException {
    Matcher csrf = CSRF.matcher(page(page));
    if (!csrf.find()) {
      throw new AssertionError(page + " has no form");
    }
    return post(to, "csrf=" + csrf.group(1) + "&" + fields, cookie);
  }

  private HttpResponse<String> post(String path, String form, String shown)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!shown.isEmpty()) {
      request.header("Cookie", shown);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
