package dev.postrider.examples.helidon;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Webhook;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.mluvii.ActivityEvent;
import dev.postrider.receiver.events.mluvii.EmailThreadEvent;
import dev.postrider.receiver.events.mluvii.MluviiEvent;
import dev.postrider.receiver.events.mluvii.MluviiEvent.ApplicationSettingChanged;
import dev.postrider.receiver.events.mluvii.MluviiEvent.GuestIdentityUpdated;
import dev.postrider.receiver.events.mluvii.MluviiEvent.UserStatusChanged;
import dev.postrider.receiver.events.mluvii.SessionEvent;
import dev.postrider.receiver.events.mluvii.SessionEvent.SessionEnded;
import dev.postrider.receiver.events.mluvii.SessionEvent.SessionStarted;
import dev.postrider.receiver.helidon.InboxService;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
import java.util.Objects;

/** Takes mluvii's webhooks and prints what happens to a session, in the order of the session. */
public final class Sessions {

  private Sessions() {}

  /** The port is the argument, 8090 if there is none; the secret is in WEBHOOK_SECRET. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length == 0 ? 8090 : Integer.parseInt(arguments[0]);
    String secret =
        Objects.requireNonNull(System.getenv("WEBHOOK_SECRET"), "WEBHOOK_SECRET: not set");
    WebhookVerifier verifier = WebhookVerifier.signed(secret);
    Inbox inbox =
        Inbox.builder(verifier, Sessions::handle)
            .identity(MluviiEvent.identity())
            .orderKey(webhook -> MluviiEvent.entity(webhook.body()))
            .file(Path.of("webhooks.db"))
            .open();
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(port)
            .shutdownHook(false)
            .routing(routing -> routing.register("/webhooks", new InboxService(inbox)))
            .build()
            .start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.stop();
              inbox.close();
            }));
    System.out.printf("Webhooks are taken at http://127.0.0.1:%d/webhooks%n", server.port());
  }

  /** What cannot be read is tried again, and is a dead letter in the end. */
  private static void handle(Webhook webhook) throws UnreadableEvent {
    System.out.println(said(MluviiEvent.parse(webhook.body())));
  }

  /** All 49 events: some alone, the others by what they have in common. */
  private static String said(MluviiEvent event) {
    return switch (event) {
      case SessionStarted started -> "Session %d started".formatted(started.data().id());
      case SessionEnded ended -> "Session %d ended".formatted(ended.data().id());
      case ActivityEvent activity ->
          "Session %d: %s %s"
              .formatted(
                  activity.data().sessionId(), activity.data().type(), activity.data().text());
      case SessionEvent other -> "A session: " + other.name();
      case EmailThreadEvent thread -> "An e-mail thread: " + thread.name();
      case UserStatusChanged user ->
          "User %d is %s".formatted(user.data().userId(), user.data().status());
      case GuestIdentityUpdated guest -> "Guest %d has a name".formatted(guest.data().id());
      case ApplicationSettingChanged setting -> "Setting " + setting.data().name();
      case MluviiEvent.Unknown unknown -> "Not known yet: " + unknown.name();
    };
  }
}
