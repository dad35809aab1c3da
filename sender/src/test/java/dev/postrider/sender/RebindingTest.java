package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DNS that says one thing when a host is checked and another when it is connected to, on the way
 * that the product takes: the JDK's resolver, a real server behind it. 127.0.0.1 is opened and
 * stands for what is public; 127.0.0.2 is what must not be reached, and listens at the same port.
 */
@Timeout(60)
final class RebindingTest {
  private static final String ALLOWED = "127.0.0.1";
  private static final String FORBIDDEN = "127.0.0.2";
  private static final String MOVED = "127.0.0.3";
  private static final Unanswered REFUSED = new Unanswered(Failure.REFUSED, Resolver.NO_ADDRESS);
  private static final SenderConfig CONFIG =
      SenderConfig.standard("test").withAllowed(AddressRanges.parse(ALLOWED + "," + MOVED));

  private final Receiver receiver = Receiver.start();
  private final Receiver trap = Receiver.start(InetAddress.ofLiteral(FORBIDDEN), receiver.port());
  private final AtomicLong time = new AtomicLong();

  @AfterEach
  void close() {
    assertThat(trap.connections()).as("connections to what was not checked").isZero();
    trap.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {FORBIDDEN, "169.254.169.254", "::1", "fd00:ec2::254", "64:ff9b::7f00:2"})
  void anAnswerIsGoodForTheCheckedAddressAndTheNextIsCheckedAnew(String next) throws Exception {
    try (RebindingDns dns = dns(number -> addresses(number == 0 ? ALLOWED : next));
        Rig rig = rig()) {
      for (int i = 0; i < 3; i++) {
        assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      }
      assertThat(dns.lookups()).isEqualTo(1);
      answersAge();
      assertThat(rig.send("{}")).as("over the kept connection").isEqualTo(REFUSED);
      assertThat(dns.lookups()).isEqualTo(2);
      assertThat(receiver.received()).hasSize(3);
    }
  }

  @Test
  void aNewConnectionAsksDnsForNothing() throws Exception {
    receiver.answer(_ -> Answer.bytes(200, new byte[0], "Connection: close"));
    try (RebindingDns dns = dns(number -> addresses(number == 0 ? ALLOWED : FORBIDDEN));
        Rig rig = rig()) {
      for (int i = 0; i < 5; i++) {
        assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      }
      assertThat(receiver.connections()).isEqualTo(5);
      assertThat(dns.lookups()).isEqualTo(1);
    }
  }

  @Test
  void ofAMixedAnswerOnlyTheAllowedIsConnectedToEvenWhenNobodyIsThere() throws Exception {
    try (RebindingDns _ = dns(_ -> addresses(FORBIDDEN, ALLOWED, "::1"));
        Rig rig = rig()) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      receiver.close();
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.CONNECTION);
    }
  }

  @Test
  void aHostThatHasMovedIsReachedWhereItIsNow() throws Exception {
    try (Receiver there = Receiver.start(InetAddress.ofLiteral(MOVED), receiver.port());
        RebindingDns _ = dns(number -> addresses(number == 0 ? ALLOWED : MOVED));
        Rig rig = rig()) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      answersAge();
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      assertThat(receiver.received()).hasSize(1);
      assertThat(there.received()).hasSize(1);
    }
  }

  @Test
  void anAnswerWithTheSameAddressKeepsTheConnection() throws Exception {
    try (RebindingDns _ =
            dns(number -> number == 0 ? addresses(ALLOWED) : addresses(MOVED, ALLOWED));
        Rig rig = rig()) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      answersAge();
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void whoeverAsksAtOnceFindsNoGap() throws Exception {
    List<Callable<Outcome>> attempts = new ArrayList<>();
    try (RebindingDns dns = dns(number -> addresses(number % 2 == 0 ? ALLOWED : FORBIDDEN));
        Rig rig = rig();
        var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) {
        attempts.add(() -> {
          answersAge();
          return rig.send("{}");
        });
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> attempt : threads.invokeAll(attempts)) {
        outcomes.add(attempt.get());
      }
      assertThat(outcomes).allMatch(o -> o instanceof Answered || o.equals(REFUSED));
      assertThat(outcomes).contains(REFUSED).anyMatch(Answered.class::isInstance);
      assertThat(dns.lookups()).isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsAnAnswerAndNotFollowed(int status) throws Exception {
    String elsewhere = "http://" + FORBIDDEN + ":" + receiver.port() + "/";
    receiver.answer(_ -> Answer.bytes(status, new byte[0], "Location: " + elsewhere));
    try (RebindingDns dns = dns(number -> addresses(number == 0 ? ALLOWED : FORBIDDEN));
        Rig rig = rig()) {
      assertThat(((Answered) rig.send("{}")).status()).isEqualTo(status);
      assertThat(receiver.received()).hasSize(1);
      assertThat(dns.lookups()).isEqualTo(1);
    }
  }

  private Rig rig() {
    return new Rig(
        receiver.url("host" + RebindingDns.DOMAIN, "/"), CONFIG, HostLookup.SYSTEM, time::get);
  }

  /** Whatever is known of DNS is too old from now on. */
  private void answersAge() {
    time.addAndGet(Duration.ofMinutes(1).toNanos());
  }

  private static RebindingDns dns(IntFunction<List<InetAddress>> answers) throws Exception {
    return new RebindingDns(answers);
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
  }
}
