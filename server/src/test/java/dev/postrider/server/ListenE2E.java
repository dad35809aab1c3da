package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The local receiver as scripts use it: a secret goes in, lines of JSON come out, and it ends. */
final class ListenE2E {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Pattern LISTENING = Pattern.compile("listens at (http://\\S+[0-9])");
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void printsNothingButJsonAndEndsAfterTwo() throws Exception {
    Path told = folder.resolve("told");
    Process listen =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@jvm.options",
                "-jar",
                "target/postrider.jar",
                "listen",
                "--port",
                "0",
                "--json",
                "--count",
                "2",
                "--secret-file",
                "-",
                "--store",
                folder.resolve("store").toString())
            .redirectError(told.toFile())
            .start();
    try {
      listen.outputWriter().append(SECRET).append('\n').close();
      String url = url(told);
      assertThat(post(url, "{\"n\":1}", "{\"n\":1}")).isEqualTo(200);
      assertThat(post(url, "{\"n\":1}", "{\"n\":2}")).isEqualTo(401);
      assertThat(listen.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(listen.exitValue()).as(Files.readString(told)).isZero();
      List<JsonNode> lines =
          listen.inputReader().lines().map(JsonMapper.shared()::readTree).toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0).path("verified").booleanValue()).isTrue();
      assertThat(lines.get(0).path("body").asString()).isEqualTo("{\"n\":1}");
      assertThat(lines.get(1).path("reason").asString()).isEqualTo("WRONG_SIGNATURE");
    } finally {
      listen.destroyForcibly();
    }
  }

  private static String url(Path told) {
    Matcher url =
        Awaitility.await()
            .atMost(SOON)
            .until(() -> LISTENING.matcher(Files.readString(told)), Matcher::find);
    return url.group(1);
  }

  /** The status that a body is answered with, when another may have been signed. */
  private static int post(String url, String signed, String sent) throws Exception {
    long now = InstantSource.system().instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/hook"))
            .header("webhook-id", "msg_1")
            .header("webhook-timestamp", String.valueOf(now))
            .header("webhook-signature", new Webhook(SECRET).sign("msg_1", now, signed))
            .POST(BodyPublishers.ofString(sent))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
