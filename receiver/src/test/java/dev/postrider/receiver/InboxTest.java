package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is taken and what is not, and that each is handled once. */
final class InboxTest extends InboxFixture {

  @Test
  void whatIsTakenIsHandledAsItCame() throws Exception {
    List<Webhook> got = new CopyOnWriteArrayList<>();
    Inbox inbox = open(got::add);
    assertThat(sender.send(inbox, "msg_1", "{\"a\":\"ě\"}")).isEqualTo(new Receipt.Taken("msg_1"));
    awaitDone(inbox);
    Webhook webhook = got.getFirst();
    assertThat(webhook.id()).isEqualTo("msg_1");
    assertThat(webhook.text()).isEqualTo("{\"a\":\"ě\"}");
    assertThat(webhook.received()).isEqualTo(clock.instant());
    assertThat(webhook.attempt()).isEqualTo(1);
    assertThat(webhook.headers().all("Content-Type")).containsExactly("application/json");
    assertThat(webhook.headers().all("webhook-id")).containsExactly("msg_1");
    assertThat(webhook.headers().all("webhook-signature")).isEmpty();
    webhook.body()[0] = 'x';
    assertThat(webhook.text()).startsWith("{");
    assertThat(webhook.toString()).doesNotContain("ě");
  }

  @Test
  void aSecondOneIsAnsweredAndNotHandled() throws Exception {
    Inbox inbox = open(webhook -> {});
    take(inbox, "msg_1");
    assertThat(sender.send(inbox, "msg_1", "another")).isEqualTo(new Receipt.Duplicate("msg_1"));
    awaitDone(inbox);
    assertThat(sender.send(inbox, "msg_1", "another")).isEqualTo(new Receipt.Duplicate("msg_1"));
    take(inbox, "msg_2");
    awaitDone(inbox);
    assertThat(handled).containsExactlyInAnyOrder("msg_1#1", "msg_2#1");
    assertThat(inbox.counts().taken()).isEqualTo(2);
    assertThat(inbox.counts().duplicates()).isEqualTo(2);
    assertThat(inbox.counts().handled()).isEqualTo(2);
  }

  @Test
  void ofManyAtOnceOneIsTaken() throws Exception {
    Inbox inbox = open(webhook -> {});
    List<Receipt> receipts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Receipt>> sent = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String id = "msg_" + i % 10;
        sent.add(threads.submit((Callable<Receipt>) () -> sender.send(inbox, id, "x")));
      }
      for (Future<Receipt> receipt : sent) {
        receipts.add(receipt.get());
      }
    }
    assertThat(receipts).filteredOn(Receipt.Taken.class::isInstance).hasSize(10);
    assertThat(receipts).filteredOn(Receipt.Duplicate.class::isInstance).hasSize(190);
    awaitDone(inbox);
    assertThat(handled).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void anIdIsForgottenAfterTheWindowAndNotBefore() throws Exception {
    Inbox inbox = open(webhook -> {}, builder -> builder.window(Duration.ofHours(1)));
    take(inbox, "msg_1");
    awaitDone(inbox);
    clock.turn(Duration.ofHours(1));
    take(inbox, "later");
    assertThat(sender.send(inbox, "msg_1", "x")).isEqualTo(new Receipt.Duplicate("msg_1"));
    clock.turn(Duration.ofMinutes(1));
    await().until(() -> sender.send(inbox, "msg_1", "x").equals(new Receipt.Taken("msg_1")));
    awaitDone(inbox);
    assertThat(handled).filteredOn("msg_1#1"::equals).hasSize(2);
  }

  @Test
  void whoIsRefusedLeavesNothing() throws Exception {
    Inbox inbox = open(webhook -> {});
    Map<String, List<String>> headers = new HashMap<>(sender.headers("msg_1", "x"));
    assertThat(receive(inbox, headers, "y")).isEqualTo(new Receipt.Refused(Reason.WRONG_SIGNATURE));
    clock.turn(Duration.ofMinutes(6));
    assertThat(receive(inbox, headers, "x")).isEqualTo(new Receipt.Refused(Reason.TOO_OLD));
    headers.remove("Webhook-Signature");
    assertThat(receive(inbox, headers, "x")).isEqualTo(new Receipt.Refused(Reason.MISSING_HEADERS));
    assertThat(inbox.counts().refused())
        .containsEntry(Reason.WRONG_SIGNATURE, 1L)
        .containsEntry(Reason.TOO_OLD, 1L)
        .containsEntry(Reason.MISSING_HEADERS, 1L)
        .containsEntry(Reason.WRONG_CREDENTIALS, 0L);
    assertThat(inbox.counts().waiting()).isZero();
    take(inbox, "msg_1");
    awaitDone(inbox);
    assertThat(handled).containsExactly("msg_1#1");
  }

  /** Or somebody who recorded a request could have it handled again under any name. */
  @Test
  void theIdThatWasSignedCountsAndNoneBesideIt() throws Exception {
    Inbox inbox = open(webhook -> {});
    Map<String, List<String>> svix = new HashMap<>();
    sender
        .headers("msg_1", "x")
        .forEach((name, values) -> svix.put(name.replace("Webhook-", "svix-"), values));
    assertThat(receive(inbox, svix, "x")).isEqualTo(new Receipt.Taken("msg_1"));
    svix.put("webhook-id", List.of("msg_other"));
    assertThat(receive(inbox, svix, "x")).isEqualTo(new Receipt.Duplicate("msg_1"));
  }

  @Test
  void withoutAnIdItIsMalformed() throws Exception {
    Inbox inbox =
        Inbox.builder(WebhookVerifier.basic("me", "secret"), webhook -> {})
            .file(directory.resolve("basic.db"))
            .open();
    try (inbox) {
      Map<String, List<String>> headers = new HashMap<>();
      String credentials =
          Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
      headers.put("Authorization", List.of("Basic " + credentials));
      assertThat(receive(inbox, headers, "x")).isEqualTo(new Receipt.Malformed("no id"));
      headers.put("webhook-id", List.of("a\u0000b"));
      assertThat(receive(inbox, headers, "x")).isEqualTo(new Receipt.Malformed("no id"));
      headers.put("webhook-id", List.of("a\ud800"));
      assertThat(receive(inbox, headers, "x")).isEqualTo(new Receipt.Malformed("no id"));
      headers.put("webhook-id", List.of("x".repeat(513)));
      assertThat(receive(inbox, headers, "x")).isEqualTo(new Receipt.Malformed("no id"));
      headers.put("webhook-id", List.of("x".repeat(512)));
      assertThat(receive(inbox, headers, "x")).isInstanceOf(Receipt.Taken.class);
      headers.put("user-agent", List.of("x".repeat(17_000)));
      assertThat(receive(inbox, headers, "x"))
          .isEqualTo(new Receipt.Malformed("headers that are too long"));
      assertThat(inbox.counts().malformed()).isEqualTo(5);
    }
  }

  @Test
  void anIdentityMayLookIntoTheBodyAndFail() throws Exception {
    Inbox inbox =
        open(
            webhook -> {},
            builder ->
                builder.identity((headers, body) -> {
                  String text = new String(body, StandardCharsets.UTF_8);
                  return text.substring(text.indexOf('=') + 1, text.indexOf(';'));
                }));
    assertThat(sender.send(inbox, "msg_1", "id=7;")).isEqualTo(new Receipt.Taken("7"));
    assertThat(sender.send(inbox, "msg_2", "id=7;")).isEqualTo(new Receipt.Duplicate("7"));
    assertThat(sender.send(inbox, "msg_3", "nothing")).isEqualTo(new Receipt.Malformed("no id"));
  }

  @Test
  void anIdentityThatEndsInAnErrorNamesNothing() throws Exception {
    Inbox inbox =
        open(
            webhook -> {},
            builder ->
                builder.identity((headers, body) -> {
                  throw new StackOverflowError();
                }));
    assertThat(sender.send(inbox, "msg_1", "x")).isEqualTo(new Receipt.Malformed("no id"));
  }

  /** The caller is not told, so whoever looks for the reason finds it here. */
  @Test
  void whyARequestIsNotTakenStandsInTheLog() throws Exception {
    Inbox inbox = open(webhook -> {}, builder -> builder.maxBody(10).identity((h, b) -> null));
    try (LogLines log = new LogLines()) {
      sender.send(inbox, "msg_1", "x");
      sender.send(inbox, "msg_1", "more than it may");
      receive(inbox, Map.of(), "x");
      inbox.receive(name -> List.of(), new Broken(new IOException("reset")));
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("FINE a request was answered"))
          .containsExactly(
              "FINE a request was answered 400: Malformed[why=no id]",
              "FINE a request was answered 413: TooLarge[]",
              "FINE a request was answered 401: Refused[reason=MISSING_HEADERS]",
              "FINE a request was answered 400: Malformed[why=the body ended early]");
    }
  }

  @Test
  void theHashOfTheBodyCanBeTheId() throws Exception {
    Inbox inbox = open(webhook -> {}, builder -> builder.identity(Identity.bodyHash()));
    assertThat(sender.send(inbox, "msg_1", "x")).isInstanceOf(Receipt.Taken.class);
    assertThat(sender.send(inbox, "msg_2", "x"))
        .isEqualTo(
            new Receipt.Duplicate(
                "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"));
    assertThat(sender.send(inbox, "msg_3", "y")).isInstanceOf(Receipt.Taken.class);
  }

  @Test
  void aBodyHasALimit() throws Exception {
    Inbox inbox = open(webhook -> {}, builder -> builder.maxBody(10_000));
    assertThat(sender.send(inbox, "msg_1", "x".repeat(10_000))).isInstanceOf(Receipt.Taken.class);
    assertThat(sender.send(inbox, "msg_2", "x".repeat(10_001))).isEqualTo(new Receipt.TooLarge());
    assertThat(inbox.receive(name -> List.of("10001"), new Broken(new IOException("reset"))))
        .as("its length says enough")
        .isEqualTo(new Receipt.TooLarge());
    assertThat(inbox.counts().tooLarge()).isEqualTo(2);
  }

  @Test
  void aBodyThatBreaksOffIsMalformed() throws Exception {
    Inbox inbox = open(webhook -> {});
    assertThat(inbox.receive(name -> List.of(), new Broken(new IOException("reset"))))
        .isEqualTo(new Receipt.Malformed("the body ended early"));
  }

  /** The web server's own limit was the shorter one. */
  @Test
  void aBodyThatTheServerGaveUpIsOverdue() throws Exception {
    Inbox inbox = open(webhook -> {});
    assertThat(
            inbox.receive(
                name -> List.of(), new Broken(new SocketTimeoutException("Read timed out"))))
        .isEqualTo(new Receipt.Overdue());
  }

  /** Tomcat puts its limit into an exception of its own. */
  @Test
  void aBodyThatTheServerGaveUpIsOverdueWhateverItSaysOfIt() throws Exception {
    Inbox inbox = open(webhook -> {});
    IOException own = new IOException(new SocketTimeoutException("Read timed out"));
    assertThat(inbox.receive(name -> List.of(), new Broken(own))).isEqualTo(new Receipt.Overdue());
  }

  @Test
  void afterTheEndItIsUnavailable() throws Exception {
    Inbox inbox = open(webhook -> {});
    inbox.close();
    inbox.close();
    assertThat(sender.send(inbox, "msg_1", "x").status()).isEqualTo(503);
  }

  @Test
  void settingsHaveBounds() {
    List<Callable<?>> wrong =
        List.of(
            () -> open(webhook -> {}, b -> b.concurrency(0)),
            () -> open(webhook -> {}, b -> b.maxBody(0)),
            () -> open(webhook -> {}, b -> b.window(Duration.ZERO)),
            () -> open(webhook -> {}, b -> b.handlerTime(Duration.ofDays(2))),
            () -> open(webhook -> {}, b -> b.drainTime(Duration.ofMillis(-1))),
            () -> new BackOff(Duration.ZERO, Duration.ofSeconds(1), 1),
            () -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1), 1),
            () -> new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 0));
    wrong.forEach(
        each -> assertThatThrownBy(each::call).isInstanceOf(IllegalArgumentException.class));
    assertThatThrownBy(() -> Inbox.builder(sender.verifier(), webhook -> {}).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs a store");
    assertThatThrownBy(() ->
            Inbox.transactional(sender.verifier(), (webhook, connection) -> {})
                .file(directory.resolve("webhooks.db"))
                .open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dataSource");
  }

  @Test
  void aMissingDriverIsNamed() throws Exception {
    Driver driver = DriverManager.getDriver("jdbc:sqlite:x");
    DriverManager.deregisterDriver(driver);
    try {
      assertThatThrownBy(() -> open(webhook -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("org.xerial:sqlite-jdbc");
    } finally {
      DriverManager.registerDriver(driver);
    }
  }

  @Test
  void aFileThatIsNoneIsAFailureToOpen() {
    assertThatThrownBy(
            () -> open(webhook -> {}, b -> b.file(directory.resolve("nowhere/webhooks.db"))))
        .isInstanceOf(StoreException.class);
  }

  /** A connection that ends like this. */
  private static final class Broken extends InputStream {
    private final IOException how;

    Broken(IOException how) {
      this.how = how;
    }

    @Override
    public int read() throws IOException {
      throw how;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw how;
    }
  }

  private static Receipt receive(Inbox inbox, Map<String, List<String>> headers, String body) {
    return inbox.receive(RequestHeaders.of(headers), Sender.stream(body));
  }
}
