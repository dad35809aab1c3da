package dev.postrider.receiver.spring;

import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.InboxBuilder;
import dev.postrider.receiver.Webhook;
import dev.postrider.receiver.adapter.AdapterContract;
import dev.postrider.receiver.adapter.Endpoint;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** An application with the starter, its filters and its Tomcat; each test has another inbox. */
final class StarterTest extends AdapterContract {
  private static @Nullable App app;

  private static volatile Handler handler = webhook -> {};
  private static volatile Path file = Path.of("");

  /** What the contract has called. */
  static final class Bean {
    @WebhookHandler
    void handle(Webhook webhook) throws Exception {
      handler.handle(webhook);
    }
  }

  /** What no property can say. */
  static final class Customizer implements InboxCustomizer {
    @Override
    public void customize(InboxBuilder inbox) {
      inbox.file(file);
    }
  }

  @Override
  protected Endpoint open(Path newFile, Handler newHandler) {
    handler = newHandler;
    file = newFile;
    if (app == null) {
      app =
          App.start(
              App.Plain.class,
              List.of(new Bean(), new Customizer()),
              "postrider.receiver.secrets=" + SECRET,
              "postrider.receiver.max-body=" + MAX_BODY + "B",
              "postrider.receiver.body-time=" + BODY_TIME.toMillis() + "ms",
              "server.tomcat.connection-timeout=2s");
    } else {
      app.context().getBean(InboxLifecycle.class).start();
    }
    return new OneTest(app);
  }

  @AfterAll
  static void stop() {
    if (app != null) {
      app.close();
    }
  }

  /** Closes the inbox alone, as the application does at its end. */
  private record OneTest(App app) implements Endpoint {
    @Override
    public int port() {
      return app.port();
    }

    @Override
    public Inbox inbox() {
      return app.inbox();
    }

    @Override
    public void close() {
      app.context().getBean(InboxLifecycle.class).stop();
    }
  }

  @Override
  protected int answerToSilence() {
    return 408;
  }
}
