package dev.postrider.receiver.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.adapter.RawConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Helidon does as nobody told it otherwise; the documentation says so. */
final class DefaultSettingsTest {
  private @TempDir Path folder;

  @Test
  void aContentEncodingNeverReachesTheInbox() throws Exception {
    try (HelidonEndpoint endpoint = open()) {
      assertThat(post(endpoint, "/webhooks", "Content-Encoding: gzip")).isEqualTo(400);
      assertThat(endpoint.inbox().counts().refused().values()).containsOnly(0L);
    }
  }

  @Test
  void pathsBelowAreNotTheInboxs() throws Exception {
    try (HelidonEndpoint endpoint = open()) {
      assertThat(post(endpoint, "/webhooks/more", "Accept: */*")).isEqualTo(404);
      assertThat(post(endpoint, "/webhooks?for=us", "Accept: */*")).isEqualTo(401);
    }
  }

  private HelidonEndpoint open() throws Exception {
    return new HelidonEndpoint(
        Inbox.builder(WebhookVerifier.basic("user", "password"), webhook -> {})
            .file(folder.resolve("inbox.db"))
            .open(),
        "/webhooks",
        server -> {});
  }

  private static int post(HelidonEndpoint endpoint, String path, String header) throws Exception {
    try (RawConnection connection = new RawConnection(endpoint.port())) {
      return connection
          .send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header)
          .send("\r\nContent-Length: 2\r\n\r\n{}")
          .answer()
          .status();
    }
  }
}
