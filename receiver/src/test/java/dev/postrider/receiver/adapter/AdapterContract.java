package dev.postrider.receiver.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.Webhook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every adapter has to do: the inbox gets the bytes as they came, the caller its status. */
@Timeout(60)
public abstract class AdapterContract {
  /** Where webhooks are taken. */
  protected static final String PATH = "/webhooks";

  /** What they are signed with. */
  protected static final String SECRET = Signed.SECRET;

  /** What the inbox is told, beside {@link #SECRET}. */
  protected static final int MAX_BODY = 64 * 1024;

  /** Long enough for a body that is sent at once, on a machine with other things to do. */
  protected static final Duration BODY_TIME = Duration.ofSeconds(1);

  private final BlockingQueue<Webhook> handled = new LinkedBlockingQueue<>();
  private @Nullable Endpoint endpoint;
  private @TempDir Path folder;

  /** Listens on a free port, with an inbox in this file, bounds as above and this handler. */
  protected abstract Endpoint open(Path file, Handler handler) throws Exception;

  /**
   * How a sender is answered who has stopped in the middle of a body: with a status, perhaps by the
   * web server itself; or with 0 when the connection is closed without a word.
   */
  protected abstract int answerToSilence();

  @BeforeEach
  void open() throws Exception {
    endpoint = open(folder.resolve("inbox.db"), handled::add);
  }

  @AfterEach
  void close() throws Exception {
    if (endpoint != null) {
      endpoint.close();
    }
  }

  /** The one that listens. */
  protected final Endpoint endpoint() {
    if (endpoint == null) {
      throw new IllegalStateException("not open");
    }
    return endpoint;
  }

  @Test
  void aWebhookIsTakenAndHandled() throws Exception {
    Signed webhook = new Signed("msg_1", "{\"type\":\"order.paid\"}");
    assertEmpty(post(webhook, ""), 200);
    Webhook got = next();
    assertThat(got.id()).isEqualTo("msg_1");
    assertThat(got.body()).isEqualTo(webhook.body());
    assertThat(got.headers().all("webhook-id")).containsExactly("msg_1");
  }

  @Test
  void theSameOnceMoreIsAnsweredAlikeAndNotHandledAgain() throws Exception {
    Signed webhook = new Signed("msg_1", "{}");
    Answer first = post(webhook, "");
    assertThat(post(webhook, "")).isEqualTo(first);
    assertEmpty(post(new Signed("msg_2", "{}"), ""), 200);
    assertThat(List.of(next().id(), next().id())).containsExactlyInAnyOrder("msg_1", "msg_2");
    assertThat(endpoint().inbox().counts().duplicates()).isEqualTo(1);
    assertThat(handled).isEmpty();
  }

  /** Whoever parsed first would say something of the JSON. */
  @Test
  void brokenJsonWithAWrongSignatureIsUnauthorized() throws Exception {
    Signed signed = new Signed("msg_1", "{\"type\":");
    Signed sent = new Signed("msg_1", "{\"type\"; not JSON");
    Answer answer =
        exchange(
            head("POST", "Content-Type: application/json\r\n" + signed.headers(), sent.body()),
            sent.body());
    assertEmpty(answer, 401);
    assertThat(endpoint().inbox().counts().refused()).containsEntry(Reason.WRONG_SIGNATURE, 1L);
  }

  @Test
  void nobodyIsToldWhyHeIsRefused() throws Exception {
    Signed webhook = new Signed("msg_1", "{}");
    long now = Instant.now().getEpochSecond();
    List<String> bad =
        List.of(
            "",
            "webhook-id: msg_1\r\n",
            webhook.headers(now - 3600),
            webhook.headers(now + 3600),
            new Signed("msg_1", "{ }").headers(),
            webhook.headers() + "webhook-signature: v1,AAAA\r\n",
            "Authorization: Basic YTpi\r\n");
    List<Answer> answers = new ArrayList<>();
    for (String headers : bad) {
      answers.add(exchange(head("POST", headers, webhook.body()), webhook.body()));
    }
    assertEmpty(answers.getFirst(), 401);
    assertThat(answers).containsOnly(answers.getFirst());
  }

  @Test
  void chunksDoNotChangeTheBytes() throws Exception {
    Signed webhook = new Signed("msg_1", "{\"text\": \"Přišla  zpráva\"}\r\n\r\n");
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (byte b : webhook.body()) {
      chunks.writeBytes(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
    }
    chunks.writeBytes(ascii("0\r\n\r\n"));
    assertEmpty(
        exchange(start("POST") + "Transfer-Encoding: chunked\r\n" + webhook.headers(), chunks),
        200);
    assertThat(next().body()).isEqualTo(webhook.body());
  }

  @Test
  void aContentEncodingDoesNotChangeTheBytes() throws Exception {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(ascii("{\"type\":\"order.paid\"}"));
    }
    Signed webhook = new Signed("msg_1", zipped.toByteArray());
    assertEmpty(post(webhook, "Content-Encoding: gzip\r\nContent-Type: application/json\r\n"), 200);
    assertThat(next().body()).isEqualTo(webhook.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/json; charset=no-such-charset",
        "text/plain; charset=us-ascii",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "no type at all",
      })
  void aContentTypeDoesNotChangeTheBytes(String type) throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    Signed webhook = new Signed("msg_1", all);
    assertEmpty(post(webhook, "Content-Type: " + type + "\r\n"), 200);
    assertThat(next().body()).isEqualTo(all);
  }

  @Test
  void aBodyMayBeEmpty() throws Exception {
    Signed webhook = new Signed("msg_1", "");
    assertEmpty(post(webhook, ""), 200);
    assertThat(next().body()).isEmpty();
  }

  @Test
  void whoAsksBeforeHeSendsIsToldToSend() throws Exception {
    Signed webhook = new Signed("msg_1", "{}");
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      connection.send(
          head("POST", "Expect: 100-continue\r\n" + webhook.headers(), webhook.body()) + "\r\n");
      assertThat(connection.answer().status()).isEqualTo(100);
      assertEmpty(connection.send(webhook.body()).answer(), 200);
    }
  }

  @Test
  void aBodyAtTheLimitIsTaken() throws Exception {
    Signed webhook = new Signed("msg_1", new byte[MAX_BODY]);
    assertEmpty(post(webhook, ""), 200);
    assertThat(next().body()).hasSize(MAX_BODY);
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_BODY + 1, 1024 * 1024})
  void aBodyOverTheLimitIsTooLarge(int length) throws Exception {
    assertEmpty(post(new Signed("msg_1", new byte[length]), ""), 413);
    assertEmpty(post(new Signed("msg_2", "{}"), ""), 200);
    assertThat(next().id()).isEqualTo("msg_2");
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_BODY + 1, 1024 * 1024})
  void aBodyInChunksOverTheLimitIsTooLarge(int length) throws Exception {
    Signed webhook = new Signed("msg_1", new byte[length]);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
    chunk.writeBytes(webhook.body());
    chunk.writeBytes(ascii("\r\n0\r\n\r\n"));
    assertEmpty(
        exchange(start("POST") + "Transfer-Encoding: chunked\r\n" + webhook.headers(), chunk), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    Signed webhook = new Signed("msg_1", "{}");
    Answer answer = exchange(head(method, webhook.headers(), webhook.body()), webhook.body());
    assertEmpty(answer, 405);
    assertThat(answer.header("Allow")).isEqualTo("POST");
    assertThat(endpoint().inbox().counts().taken()).isZero();
  }

  /** What was refused unread must not be read as a request. */
  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST"})
  void theBodyOfARefusedRequestIsNoRequest(String method) throws Exception {
    Signed inner = new Signed("msg_inner", "{}");
    byte[] body = ascii(head("POST", inner.headers(), inner.body()) + "\r\n{}");
    Signed next = new Signed("msg_next", "{}");
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      connection.send(head(method, "", body) + "\r\n").send(body);
      assertThat(connection.answer().status()).isIn(401, 405);
      try {
        connection.send(head("POST", next.headers(), next.body()) + "\r\n").send(next.body());
        assertThat(connection.answer().status()).isEqualTo(200);
      } catch (IOException closed) {
        // A fresh connection is as good.
        assertEmpty(post(next, ""), 200);
      }
    }
    assertThat(next().id()).isEqualTo("msg_next");
    assertThat(endpoint().inbox().counts().taken()).isEqualTo(1);
  }

  @Test
  void aClosedInboxSaysWhenToComeAgain() throws Exception {
    endpoint().inbox().close();
    Answer answer = post(new Signed("msg_1", "{}"), "");
    assertEmpty(answer, 503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }

  @Test
  void aBodyThatEndsEarlyIsNotTaken() throws Exception {
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      Signed webhook = new Signed("msg_1", "{}");
      connection
          .send(start("POST") + "Content-Length: 100\r\n" + webhook.headers() + "\r\n{}")
          .end();
      await().until(() -> endpoint().inbox().counts().malformed() == 1);
    }
    assertEmpty(post(new Signed("msg_2", "{}"), ""), 200);
    assertThat(next().id()).isEqualTo("msg_2");
    assertThat(endpoint().inbox().counts().taken()).isEqualTo(1);
  }

  /** Byte after byte, so that no wait for the next one is long. */
  @Test
  void aSlowSenderIsCutOff() throws Exception {
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      connection.send(start("POST") + "Content-Length: " + MAX_BODY + "\r\n\r\n");
      Instant begun = Instant.now();
      for (int sent = 0; !connection.answered() && sent < MAX_BODY - 1; ) {
        // As slow as it has to be to take longer than it may, whatever the machine's speed.
        long due = Duration.between(begun, Instant.now()).toMillis() * MAX_BODY / 30_000;
        if (sent <= due) {
          connection.send(new byte[1]);
          sent++;
        } else {
          Thread.onSpinWait();
        }
      }
      assertEmpty(connection.answer(), 408);
    } catch (SocketException cut) {
      // A byte that was on its way when the connection was closed may take the answer with it.
      assertThat(cut).hasMessageMatching("Broken pipe|Connection reset.*");
    }
    await().until(() -> endpoint().inbox().counts().slow() == 1);
  }

  @Test
  void aSenderWhoStopsIsCutOffAndHoldsUpNobody() throws Exception {
    Signed silent = new Signed("msg_silent", "{}");
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      connection.send(start("POST") + "Content-Length: 100\r\n" + silent.headers() + "\r\n{}");
      assertEmpty(post(new Signed("msg_1", "{}"), ""), 200);
      assertThat(next().id()).isEqualTo("msg_1");
      if (answerToSilence() > 0) {
        assertThat(connection.answer().status()).isEqualTo(answerToSilence());
      }
      assertThat(connection.closed()).isTrue();
    }
    await().until(() -> endpoint().inbox().counts().slow() == 1);
    assertThat(endpoint().inbox().counts().malformed()).isZero();
    assertThat(endpoint().inbox().counts().taken()).isEqualTo(1);
  }

  /** Who may not send at all must not hold a thread and a connection by sending nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT"})
  void aSenderOfAnotherMethodWhoStopsIsCutOff(String method) throws Exception {
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      connection.send(start(method) + "Content-Length: 100\r\n\r\nx");
      assertThat(connection.closed()).isTrue();
    }
  }

  /** Sends it as its sender would, with these header lines beside. */
  protected final Answer post(String id, String body) throws IOException {
    return post(new Signed(id, body), "");
  }

  private Answer post(Signed webhook, String headers) throws IOException {
    return exchange(head("POST", headers + webhook.headers(), webhook.body()), webhook.body());
  }

  private Answer exchange(String head, ByteArrayOutputStream body) throws IOException {
    return exchange(head, body.toByteArray());
  }

  private Answer exchange(String head, byte[] body) throws IOException {
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      return connection.send(head + "\r\n").send(body).answer();
    }
  }

  private static String start(String method) {
    return method + " " + PATH + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  private static String head(String method, String headers, byte[] body) {
    return start(method) + "Content-Length: " + body.length + "\r\n" + headers;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertEmpty(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Transfer-Encoding")).isEmpty();
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
  }

  private Webhook next() throws InterruptedException {
    Webhook webhook = handled.poll(20, TimeUnit.SECONDS);
    assertThat(webhook).as("a webhook that is handled").isNotNull();
    return webhook;
  }
}
