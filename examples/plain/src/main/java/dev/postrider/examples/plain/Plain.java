package dev.postrider.examples.plain;

import com.sun.net.httpserver.HttpServer;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Webhook;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageAudio;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageContacts;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageDocument;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageImage;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageInteractive;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageLocation;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageReaction;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageSticker;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageText;
import dev.postrider.receiver.events.qikchat.MessageEvent.MessageVideo;
import dev.postrider.receiver.events.qikchat.QikchatEvent;
import dev.postrider.receiver.events.qikchat.StatusEvent.StatusDelivered;
import dev.postrider.receiver.events.qikchat.StatusEvent.StatusFailed;
import dev.postrider.receiver.events.qikchat.StatusEvent.StatusRead;
import dev.postrider.receiver.events.qikchat.StatusEvent.StatusSent;
import dev.postrider.receiver.http.InboxHttpHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executors;

/** Takes Qikchat's webhooks and prints what each of them says. */
public final class Plain {

  private Plain() {}

  /** The port is the argument, 8090 if there is none; the secret is in WEBHOOK_SECRET. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length == 0 ? 8090 : Integer.parseInt(arguments[0]);
    String secret =
        Objects.requireNonNull(System.getenv("WEBHOOK_SECRET"), "WEBHOOK_SECRET: not set");
    WebhookVerifier verifier = WebhookVerifier.signed(secret);
    Inbox inbox =
        Inbox.builder(verifier, Plain::handle)
            .identity(QikchatEvent.identity())
            .file(Path.of("webhooks.db"))
            .open();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/webhooks", new InboxHttpHandler(inbox));
    server.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.stop(0);
              inbox.close();
            }));
    System.out.printf(
        "Webhooks are taken at http://127.0.0.1:%d/webhooks%n", server.getAddress().getPort());
  }

  /** What cannot be read is tried again, and is a dead letter in the end. */
  private static void handle(Webhook webhook) throws UnreadableEvent {
    System.out.println(said(QikchatEvent.parse(webhook.body())));
  }

  /** All events there are; with another one in the library this does not compile. */
  private static String said(QikchatEvent event) {
    return switch (event) {
      case MessageText text -> "Text: " + text.payload().message().text().body();
      case MessageImage image -> "Image: " + image.payload().message().image().url();
      case MessageAudio audio -> "Audio: " + audio.payload().message().audio().url();
      case MessageVideo video -> "Video: " + video.payload().message().video().url();
      case MessageDocument file -> "Document: " + file.payload().message().document().url();
      case MessageSticker sticker -> "Sticker: " + sticker.payload().message().sticker().url();
      case MessageReaction liked -> "Reaction: " + liked.payload().message().reaction().emoji();
      case MessageInteractive chosen -> "Choice: " + chosen.payload().message().interactive();
      case MessageLocation place -> "Location: " + place.payload().message().location();
      case MessageContacts cards -> "Contacts: " + cards.payload().message().contacts().size();
      case StatusSent sent -> "Sent: " + sent.payload().id();
      case StatusDelivered delivered -> "Delivered: " + delivered.payload().id();
      case StatusRead read -> "Read: " + read.payload().id();
      case StatusFailed failed -> "Failed: " + failed.payload().id();
      case QikchatEvent.Unknown unknown -> "Not known yet: " + unknown.name();
    };
  }
}
