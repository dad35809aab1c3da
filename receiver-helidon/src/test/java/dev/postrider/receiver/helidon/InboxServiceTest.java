package dev.postrider.receiver.helidon;

import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.adapter.AdapterContract;
import dev.postrider.receiver.adapter.Endpoint;
import java.nio.file.Path;

/** The service in Helidon's web server. */
final class InboxServiceTest extends AdapterContract {

  @Override
  protected Endpoint open(Path file, Handler handler) throws Exception {
    return new HelidonEndpoint(
        Inbox.builder(WebhookVerifier.signed(SECRET), handler)
            .file(file)
            .maxBody(MAX_BODY)
            .bodyTime(BODY_TIME)
            .open(),
        PATH,
        HelidonEndpoint.NO_DECODING);
  }

  /** The interrupt has closed the connection. */
  @Override
  protected int answerToSilence() {
    return 0;
  }
}
