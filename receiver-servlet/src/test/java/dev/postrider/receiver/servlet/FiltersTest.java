package dev.postrider.receiver.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.Identity;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Webhook;
import dev.postrider.receiver.WebhookVerifier;
import jakarta.servlet.Filter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What filters before the servlet do to a body; the documentation says so. */
final class FiltersTest {
  private static final Filter ASKS_FOR_A_PARAMETER =
      (request, response, chain) -> {
        request.getParameter("a");
        chain.doFilter(request, response);
      };

  private static final Filter READS_AS_TEXT =
      (request, response, chain) -> {
        request.getReader();
        chain.doFilter(request, response);
      };

  private final BlockingQueue<Webhook> handled = new LinkedBlockingQueue<>();
  private @TempDir Path folder;

  @Test
  void parametersAreNotReadOfJson() throws Exception {
    assertThat(post(ASKS_FOR_A_PARAMETER, "application/json", "{\"a\":1}")).isEqualTo(200);
    assertThat(body()).isEqualTo("{\"a\":1}");
  }

  /** With Basic authentication nothing else would notice; a signature would not fit (401). */
  @Test
  void parametersTakeTheBodyOfAForm() throws Exception {
    assertThat(post(ASKS_FOR_A_PARAMETER, "application/x-www-form-urlencoded", "a=1"))
        .isEqualTo(200);
    assertThat(body()).isEmpty();
  }

  @Test
  void aBodyThatSomebodyReadsAsTextIsNotTaken() throws Exception {
    assertThat(post(READS_AS_TEXT, "application/json", "{}")).isEqualTo(500);
    assertThat(handled).isEmpty();
  }

  private int post(Filter filter, String type, String body) throws Exception {
    Inbox inbox =
        Inbox.builder(WebhookVerifier.basic("user", "password"), handled::add)
            .file(folder.resolve("inbox.db"))
            .identity(Identity.bodyHash())
            .open();
    try (TomcatEndpoint endpoint =
            new TomcatEndpoint(inbox, "/webhooks", Duration.ofSeconds(20), filter);
        HttpClient client = HttpClient.newHttpClient()) {
      byte[] credentials = "user:password".getBytes(StandardCharsets.UTF_8);
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + endpoint.port() + "/webhooks"))
                  .header("Content-Type", type)
                  .header(
                      "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private String body() throws InterruptedException {
    Webhook webhook = handled.poll(20, TimeUnit.SECONDS);
    assertThat(webhook).isNotNull();
    return webhook.text();
  }
}
