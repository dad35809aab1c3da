package dev.postrider.bench;

import com.sun.net.httpserver.HttpServer;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Webhook;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.http.InboxHttpHandler;
import dev.postrider.receiver.store.SqliteStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * The receiver under measurement: an inbox with a store in a file, behind the JDK's web server. Its
 * handlers wait and count.
 */
final class InboxProgram {
  /** As long as secrets are that Postrider makes. */
  static final byte[] SECRET =
      "benchmarks-secret-of-32-bytes...".getBytes(StandardCharsets.US_ASCII);

  /** In its directory, the counts. */
  static final String LEDGER = "ledger";

  /** Twice what a second's handlers of 2,000 requests/s take. */
  private static final int HANDLERS = 4_000;

  private static final int BACKLOG = 1024;

  private final Ledger ledger;
  private final Duration work;
  private final CountDownLatch gate;

  private InboxProgram(Ledger ledger, Duration work, boolean stands) {
    this.ledger = ledger;
    this.work = work;
    this.gate = new CountDownLatch(stands ? 1 : 0);
  }

  /**
   * Arguments: the port, the directory of its files, the milliseconds that a handler takes, and
   * whether handlers stand still until {@code /go} is asked for.
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    Ledger ledger = Ledger.open(directory.resolve(LEDGER));
    InboxProgram program =
        new InboxProgram(
            ledger,
            Duration.ofMillis(Long.parseLong(arguments[2])),
            Boolean.parseBoolean(arguments[3]));
    Inbox inbox =
        Inbox.builder(
                WebhookVerifier.signed("whsec_" + Base64.getEncoder().encodeToString(SECRET)),
                program::handle)
            .store(
                new CountedStore(
                    SqliteStore.open(directory.resolve("webhooks.db"), "inbox_"), ledger))
            .concurrency(HANDLERS)
            .handlerTime(Duration.ofHours(1))
            .open();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", new InboxHttpHandler(inbox));
    server.createContext(
        "/go",
        exchange -> {
          program.gate.countDown();
          exchange.sendResponseHeaders(204, -1);
        });
    server.createContext("/api/v1/health", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
  }

  private void handle(Webhook webhook) throws InterruptedException {
    gate.await();
    if (work.isPositive()) {
      Thread.sleep(work);
    }
    ledger.handled(SignedRequest.number(webhook.id()));
  }
}
