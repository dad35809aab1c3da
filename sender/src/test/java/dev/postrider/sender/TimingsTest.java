package dev.postrider.sender;

import static dev.postrider.attempt.Timings.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.attempt.Timings;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import dev.postrider.testkit.SelfSigned;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the time of an attempt went. */
@Timeout(60)
final class TimingsTest {
  private static final Duration LOOKUP = Duration.ofMillis(60);
  private static final Duration THOUGHT = Duration.ofMillis(90);
  private static final Duration BODY = Duration.ofMillis(120);
  private static final SenderConfig LOCAL = SenderConfig.standard("test").withAllowed(Rig.LOCAL);

  private static final HostLookup SLOW =
      _ -> {
        takes(LOOKUP);
        return List.of(InetAddress.ofLiteral("127.0.0.1"));
      };

  @TempDir static Path directory;

  private static void takes(Duration time) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time.toNanos()) {
      LockSupport.parkNanos(time.toNanos());
    }
  }

  /** Thinks, answers with the head, and takes its time with the body. */
  private static Answer slowly() {
    return wire -> {
      wire.pause(THOUGHT);
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
      wire.pause(BODY);
      wire.send(".");
    };
  }

  @Test
  void everyPartOfTheFirstAttemptIsMeasuredAndOnlyTheAnswerOnAKeptConnection() throws Exception {
    SelfSigned certificate = SelfSigned.of(directory, "dns:hooks.example.com");
    try (Receiver receiver = Receiver.start(certificate.tls());
        Rig rig =
            new Rig(
                receiver.url("hooks.example.com", "/"),
                LOCAL.withTrustedCertificates(certificate.pem()),
                SLOW)) {
      receiver.answer(_ -> slowly());
      Attempted first = rig.send(Rig.message("{}"));
      assertThat(first.outcome()).isInstanceOf(Answered.class);
      Timings fresh = first.timings();
      assertThat(fresh.dns()).isGreaterThanOrEqualTo(micros(LOOKUP));
      assertThat(fresh.connect()).isPositive();
      assertThat(fresh.tls()).isPositive();
      assertThat(fresh.firstByte())
          .as("all parts and the receiver's thought are before the answer, its body is not")
          .isGreaterThanOrEqualTo(fresh.dns() + fresh.connect() + fresh.tls() + micros(THOUGHT))
          .isLessThanOrEqualTo(micros(first.took().minus(BODY)));

      Attempted second = rig.send(Rig.message("{}"));
      assertThat(receiver.connections()).isEqualTo(1);
      assertThat(second.timings())
          .isEqualTo(new Timings(ABSENT, ABSENT, ABSENT, second.timings().firstByte()));
      assertThat(second.timings().firstByte())
          .isBetween(micros(THOUGHT), micros(second.took().minus(BODY)));
    }
  }

  @Test
  void aConnectionByAddressHasNeitherDnsNorTls() throws Exception {
    try (Receiver receiver = Receiver.start();
        Rig rig = new Rig(receiver.url())) {
      Timings timings = rig.send(Rig.message("{}")).timings();
      assertThat(timings)
          .isEqualTo(new Timings(ABSENT, timings.connect(), ABSENT, timings.firstByte()));
      assertThat(timings.connect()).isPositive();
      assertThat(timings.firstByte()).isGreaterThan(timings.connect());
    }
  }

  @Test
  void whatDidNotComeToItsEndIsAbsent() throws Exception {
    try (Receiver receiver = Receiver.start();
        Rig rig = new Rig(receiver.url("silent.example", "/"), LOCAL, SLOW)) {
      receiver.answer(_ -> Answer.hang());
      rig.timeout(Duration.ofMillis(400));
      Attempted silent = rig.send(Rig.message("{}"));
      assertThat(((Unanswered) silent.outcome()).failure()).isEqualTo(Failure.TIMEOUT);
      assertThat(silent.timings().dns()).isGreaterThanOrEqualTo(micros(LOOKUP));
      assertThat(silent.timings().connect()).isPositive();
      assertThat(silent.timings().firstByte()).isEqualTo(ABSENT);
    }
    int closed;
    try (Receiver gone = Receiver.start()) {
      closed = gone.port();
    }
    try (Rig rig = new Rig("http://127.0.0.1:" + closed + "/")) {
      Attempted refused = rig.send(Rig.message("{}"));
      assertThat(((Unanswered) refused.outcome()).failure()).isEqualTo(Failure.CONNECTION);
      assertThat(refused.timings()).isEqualTo(Timings.NONE);
    }
  }

  private static int micros(Duration time) {
    return (int) (time.toNanos() / 1_000);
  }
}
