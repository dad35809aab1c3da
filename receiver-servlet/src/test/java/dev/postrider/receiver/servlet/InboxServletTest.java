package dev.postrider.receiver.servlet;

import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.adapter.AdapterContract;
import dev.postrider.receiver.adapter.Endpoint;
import java.nio.file.Path;
import java.time.Duration;

/** The servlet in Tomcat. */
final class InboxServletTest extends AdapterContract {

  @Override
  protected Endpoint open(Path file, Handler handler) throws Exception {
    return new TomcatEndpoint(
        Inbox.builder(WebhookVerifier.signed(SECRET), handler)
            .file(file)
            .maxBody(MAX_BODY)
            .bodyTime(BODY_TIME)
            .open(),
        PATH,
        Duration.ofSeconds(2));
  }

  /** Tomcat's own, with a page. */
  @Override
  protected int answerToSilence() {
    return 408;
  }
}
