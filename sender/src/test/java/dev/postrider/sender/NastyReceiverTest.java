package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.dispatch.Sender;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receivers that do what they should not. That a test ends long before its timeout is part of what
 * it says.
 */
@Timeout(60)
final class NastyReceiverTest {
  private final Receiver receiver = Receiver.start();
  private final Rig rig = new Rig(receiver.url());

  @AfterEach
  void close() {
    rig.close();
    receiver.close();
  }

  @Test
  void oneThatNeverAnswersIsGivenUp() throws Exception {
    assertThat(givenUp(Answer.hang()).detail()).isEqualTo("no answer within 300 ms");
  }

  @Test
  void oneThatDripsItsBodyIsGivenUp() throws Exception {
    assertThat(givenUp(Answer.drip(200, 10_000, Duration.ofMillis(20))).detail())
        .isEqualTo("no end of the answer within 300 ms");
  }

  @Test
  void oneThatDripsItsHeadIsGivenUp() throws Exception {
    givenUp(wire -> {
      wire.send("HTTP/1.1 200 OK\r\n");
      for (int i = 0; ; i++) {
        wire.send("X-" + i + ": y\r\n");
        wire.pause(Duration.ofMillis(20));
      }
    });
  }

  @Test
  void oneThatTakesTheConnectionAndNothingElseIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      rig.url("http://127.0.0.1:" + silent.getLocalPort() + "/");
      rig.timeout(Duration.ofMillis(300));
      assertThat(((Unanswered) rig.send("x".repeat(8_000_000))).failure())
          .isEqualTo(Failure.TIMEOUT);
    }
  }

  @Test
  void theTimeoutIsTheEventTypesWhereTheEndpointHasNone() throws Exception {
    rig.ofType =
        new PolicyOverrides(Duration.ofMillis(200), null, null, null, null, null, null, null);
    receiver.answer(_ -> wire -> wire.hang());
    assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  void afterATimeoutTheConnectionIsClosed() throws Exception {
    var closed = new java.util.concurrent.CountDownLatch(1);
    rig.timeout(Duration.ofMillis(200));
    receiver.answer(_ ->
        wire -> {
          wire.hang();
          closed.countDown();
        });
    rig.send("{}");
    assertThat(closed.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aBodyWithoutEndIsReadToItsBoundAndCountsAsAnswered() throws Exception {
    receiver.answer(_ -> Answer.flood(200));
    Answered answered = (Answered) rig.send("{}");
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.body().size()).isEqualTo(Sender.STORED_BODY);
    receiver.answer(_ -> Answer.status(204));
    assertThat(((Answered) rig.send("{}")).status()).isEqualTo(204);
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void aBodyBelowTheBoundIsReadWholeAndTheConnectionKept() throws Exception {
    receiver.answer(_ -> Answer.bytes(200, new byte[Sender.READ_BODY - 1]));
    assertThat(((Answered) rig.send("{}")).body().size()).isEqualTo(Sender.STORED_BODY);
    rig.send("{}");
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void compressedBombsAreStoredAsTheyCame() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      zip.write(new byte[10_000_000]);
    }
    receiver.answer(_ -> Answer.bytes(200, bomb.toByteArray(), "Content-Encoding: gzip"));
    Answered answered = (Answered) rig.send("{}");
    assertThat(answered.body().bytes())
        .isEqualTo(java.util.Arrays.copyOf(bomb.toByteArray(), Math.min(bomb.size(), 20_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage without end of line",
        "garbage\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/9 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 999 Strange\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 42 Small\r\nContent-Length: 0\r\n\r\n",
        "\u0015\u0003\u0003\u0000\u0002\u0002F"
      })
  void whatIsNoHttpIsNoAnswer(String bytes) throws Exception {
    receiver.answer(_ -> Answer.raw(bytes));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    receiver.answer(_ -> Answer.status(204));
    assertThat(((Answered) rig.send("{}")).status()).isEqualTo(204);
  }

  @Test
  void aHeadWithoutBoundIsRefused() throws Exception {
    receiver.answer(_ ->
        wire -> {
          wire.send("HTTP/1.1 200 OK\r\n");
          for (int i = 0; i < 10_000; i++) {
            wire.send("X-Header-" + i + ": " + "y".repeat(100) + "\r\n");
          }
        });
    Unanswered unanswered = (Unanswered) rig.send("{}");
    assertThat(unanswered.failure()).isEqualTo(Failure.PROTOCOL);
    assertThat(unanswered.detail()).contains("too long");
  }

  @Test
  void aBodyCutShortIsNoAnswer() throws Exception {
    receiver.answer(_ -> Answer.cutShort(200, 1_000, 10));
    assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.CONNECTION);
  }

  @Test
  void aBodyThatEndsWithTheConnectionIsAnAnswer() throws Exception {
    receiver.answer(_ -> Answer.raw("HTTP/1.0 200 OK\r\n\r\nold"));
    assertThat(((Answered) rig.send("{}")).body().text()).isEqualTo("old");
  }

  @Test
  void closingWithoutAWordIsNoAnswer() throws Exception {
    receiver.answer(_ -> Answer.close());
    assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.CONNECTION);
    assertThat(receiver.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103, 199})
  void interimAnswersArePassedOver(int interim) throws Exception {
    AtomicBoolean first = new AtomicBoolean(true);
    receiver.answer(_ ->
        wire -> {
          wire.send("HTTP/1.1 " + interim + " Wait\r\nLink: </a>\r\n\r\n");
          wire.pause(Duration.ofMillis(30));
          wire.send("HTTP/1.1 " + interim + " Wait\r\n\r\n");
          String body = first.getAndSet(false) ? "one" : "two";
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + body);
        });
    assertThat(((Answered) rig.send("{}")).body().text()).isEqualTo("one");
    assertThat(((Answered) rig.send("{}")).body().text()).isEqualTo("two");
    assertThat(receiver.received().getFirst().body().text()).isEqualTo("{}");
    assertThat(receiver.received()).hasSize(2);
    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void switchingProtocolsIsAnAnswerThatEndsTheConnection() throws Exception {
    receiver.answer(
        _ -> wire -> wire.send("HTTP/1.1 101 Switch\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"));
    assertThat(((Answered) rig.send("{}")).status()).isEqualTo(101);
    rig.send("{}");
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void anAnswerThatNobodyAskedForIsNotTakenForTheNextOne() throws Exception {
    receiver.answer(_ -> wire -> wire.send(one("500 Real") + one("200 Smuggled")));
    assertThat(((Answered) rig.send("{}")).status()).isEqualTo(500);
    assertThat(((Answered) rig.send("{}")).status()).isEqualTo(500);
  }

  @Test
  void nobodyThereIsAConnectionFailure() throws Exception {
    receiver.close();
    Unanswered unanswered = (Unanswered) rig.send("{}");
    assertThat(unanswered.failure()).isEqualTo(Failure.CONNECTION);
    assertThat(unanswered.detail()).contains("refused").doesNotContain("\n", "127.0.0.1");
  }

  @Test
  void anAnswerBeforeTheBodyIsSentCounts() throws Exception {
    try (ServerSocket hasty = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> answerAtOnce(hasty));
      rig.url("http://127.0.0.1:" + hasty.getLocalPort() + "/");
      Outcome outcome = rig.send("x".repeat(100_000));
      assertThat(outcome)
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(413));
    }
  }

  private static String one(String status) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static void answerAtOnce(ServerSocket server) {
    try (var socket = server.accept()) {
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 413 Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // The sender closes when it has its answer.
    }
  }

  private Unanswered givenUp(Answer answer) throws InterruptedException {
    rig.timeout(Duration.ofMillis(300));
    receiver.answer(_ -> answer);
    Unanswered unanswered = (Unanswered) rig.send("{}");
    assertThat(unanswered.failure()).isEqualTo(Failure.TIMEOUT);
    return unanswered;
  }
}
