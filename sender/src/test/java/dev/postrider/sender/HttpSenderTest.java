package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Endpoint.SignatureNames;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.message.Message;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes out over the wire, and what is made of plain answers. */
final class HttpSenderTest {
  private final Receiver receiver = Receiver.start();
  private final Rig rig = new Rig(receiver.url());

  @AfterEach
  void close() {
    rig.close();
    receiver.close();
  }

  @Test
  void postsTheExactBytesSigned() throws Exception {
    Message message = Rig.message("{\"a\": \"ü\"}\n");
    Attempted attempted = rig.send(message);

    assertThat(((Answered) attempted.outcome()).status()).isEqualTo(204);
    assertThat(attempted.started()).isEqualTo(Rig.NOW);
    assertThat(attempted.url()).isEqualTo(receiver.url());
    Received received = receiver.received().getFirst();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.target()).isEqualTo("/hook");
    assertThat(received.body()).isEqualTo(message.payload());
    assertThat(received.headers().getFirst())
        .isEqualTo(Map.entry("Host", "127.0.0.1:" + receiver.port()));
    assertThat(received.header("content-type")).contains("application/json");
    assertThat(received.header("user-agent")).contains("Postrider/test");
    assertThat(received.header("accept")).contains("*/*");
    assertThat(received.header("accept-encoding")).isEmpty();
    assertThat(received.messageId()).isEqualTo(message.id().toString());
    assertThat(received.header("webhook-timestamp"))
        .contains(Long.toString(Rig.NOW.getEpochSecond()));
    assertThat(
            SignatureCheck.check(
                received::header, received.body().bytes(), Rig.SECRET.text(), Rig.NOW))
        .isEqualTo(new SignatureCheck.Finding.Genuine());
  }

  @Test
  void svixNamesAreSentInsteadWhenChosen() throws Exception {
    rig.names(SignatureNames.SVIX);
    rig.send("{}");
    Received received = receiver.received().getFirst();
    assertThat(received.header("webhook-id")).isEmpty();
    assertThat(received.header("svix-id")).contains(Rig.message("").id().toString());
    assertThat(received.header("svix-signature")).get().asString().startsWith("v1,");
  }

  @Test
  void everyLiveSecretSignsTheCurrentOneFirst() throws Exception {
    Secret old = new Secret(Secrets.generate(new Random(2)), Rig.NOW.plusSeconds(1));
    Secret dead = new Secret(Secrets.generate(new Random(3)), Rig.NOW);
    rig.secrets(List.of(Rig.SECRET, old, dead));
    rig.send("{}");
    Received received = receiver.received().getFirst();
    assertThat(received.header("webhook-signature").orElseThrow().split(" ", -1)).hasSize(2);
    for (Secret secret : List.of(Rig.SECRET, old)) {
      assertThat(
              SignatureCheck.check(
                  received::header, received.body().bytes(), secret.text(), Rig.NOW))
          .isEqualTo(new SignatureCheck.Finding.Genuine());
    }
  }

  @Test
  void nothingIsSentUnsigned() throws Exception {
    rig.secrets(List.of(new Secret("nonsense", null)));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void ownHeadersKeepTheirCapitals() throws Exception {
    rig.headers(Map.of("X-ApiKey", "s3cret", "x-lower", "grüße"));
    rig.send("{}");
    assertThat(receiver.received().getFirst().headers())
        .contains(Map.entry("X-ApiKey", "s3cret"))
        .contains(
            Map.entry(
                "x-lower",
                new String(
                    "grüße".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    java.nio.charset.StandardCharsets.ISO_8859_1)));
  }

  @Test
  void headersThatBreakOutOrSpeakForUsAreLeftOut() throws Exception {
    rig.headers(
        Map.of(
            "X-Evil", "a\r\nX-Injected: b",
            "X-Nul", "a\0b",
            "X Space", "a",
            "X-Colon:", "a",
            "Host", "example.com",
            "Content-Length", "0",
            "Transfer-Encoding", "chunked",
            "Webhook-Id", "forged",
            "SVIX-signature", "forged",
            "X-Good", "good"));
    rig.send("{\"a\":1}");
    Received received = receiver.received().getFirst();
    assertThat(received.body().text()).isEqualTo("{\"a\":1}");
    assertThat(received.headers().stream().map(h -> h.getKey().toLowerCase(java.util.Locale.ROOT)))
        .containsExactlyInAnyOrder(
            "host",
            "user-agent",
            "accept",
            "content-type",
            "content-length",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "x-good");
    assertThat(received.messageId()).isEqualTo(Rig.message("").id().toString());
  }

  @Test
  void userInfoBecomesBasicAuthorizationAndIsShownNowhere() throws Exception {
    rig.url("http://us%40er:p%C3%A4ss@127.0.0.1:" + receiver.port() + "/a%20b?c=d%26#e");
    Attempted attempted = rig.send(Rig.message("{}"));
    Received received = receiver.received().getFirst();
    assertThat(received.header("authorization"))
        .contains(
            "Basic "
                + java.util.Base64.getEncoder()
                    .encodeToString(
                        "us@er:päss".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(received.target()).isEqualTo("/a%20b?c=d%26");
    assertThat(received.header("host")).contains("127.0.0.1:" + receiver.port());
    assertThat(attempted.url()).isEqualTo("http://127.0.0.1:" + receiver.port() + "/a%20b?***");
  }

  @ParameterizedTest
  @CsvSource({
    "200", "201", "301", "302", "303", "307", "308", "400", "401", "407", "404", "410", "500",
    "503", "599"
  })
  void everyStatusIsAnAnswerAndTheRequestIsSentOnce(int status) throws Exception {
    receiver.answer(_ ->
        Answer.bytes(
            status,
            "said".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "Location: /elsewhere",
            "WWW-Authenticate: Basic realm=\"x\"",
            "Proxy-Authenticate: Basic realm=\"x\"",
            "Set-Cookie: a=b"));
    Answered answered = (Answered) rig.send("{}");
    assertThat(answered.status()).isEqualTo(status);
    assertThat(answered.body().text()).isEqualTo("said");
    rig.send("{}");
    assertThat(receiver.received()).hasSize(2);
    assertThat(receiver.received().getLast().header("cookie")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "503, 120, PT2M",
    "429, 1.5, PT1.5S",
    "500, 'Wed, 04 Mar 2026 05:16:07 GMT', PT10M",
    "302, 7, PT7S",
    "503, soon, ",
    "200, 120, ",
  })
  void retryAfterIsReadOnEveryFailure(int status, String value, Duration wanted) throws Exception {
    receiver.answer(_ -> Answer.retryAfter(status, value));
    Duration read = ((Answered) rig.send("{}")).retryAfter();
    if (wanted == null) {
      assertThat(read).isNull();
    } else {
      assertThat(read).isBetween(wanted.minusSeconds(5), wanted);
    }
  }

  @Test
  void aDisabledOrDeletedEndpointGetsNothing() throws Exception {
    for (Status status : List.of(Status.DISABLED, Status.DELETED)) {
      rig.status(status);
      assertThat(rig.send("{}")).isEqualTo(new Outcome.Withheld());
    }
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void aConnectionIsKeptForTheNextRequest() throws Exception {
    for (int i = 0; i < 20; i++) {
      rig.send("{}");
    }
    assertThat(receiver.received()).hasSize(20);
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void aKeptConnectionThatTheReceiverHasClosedCostsNoAttempt() throws Exception {
    int port = receiver.port();
    rig.send("{}");
    receiver.close();
    try (Receiver back = Receiver.start(port)) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      assertThat(back.received()).hasSize(1);
    }
  }

  @Test
  void afterCloseSendsAreUnanswered() throws Exception {
    rig.send("{}");
    rig.close();
    rig.close();
    Unanswered unanswered = (Unanswered) rig.send("{}");
    assertThat(unanswered.failure()).isEqualTo(Failure.CONNECTION);
    assertThat(unanswered.detail()).contains("closed");
  }

  @Test
  void closeBreaksOffWhatIsUnderWay() throws Exception {
    receiver.answer(_ -> Answer.hang());
    var outcome = new java.util.concurrent.CompletableFuture<Outcome>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(rig.send("{}"));
          } catch (InterruptedException e) {
            outcome.completeExceptionally(e);
          }
        });
    receiver.awaitCount(1, Duration.ofSeconds(10));
    rig.close();
    assertThat(outcome.get(10, java.util.concurrent.TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Unanswered.class, u -> assertThat(u.failure()).isEqualTo(Failure.CONNECTION));
  }
}
