package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.testkit.Receiver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a host's name to the address that is connected to. */
@Timeout(60)
final class ResolverTest {
  private static final SenderConfig LOCAL = SenderConfig.standard("test").withAllowed(Rig.LOCAL);
  private static final long SOON = Duration.ofSeconds(20).toNanos();

  @Test
  void whateverDnsSaysNextTheConnectionGoesToTheCheckedAddress() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      AtomicInteger lookups = new AtomicInteger();
      // First an address that is allowed, from then on one that is not.
      HostLookup rebinding =
          _ -> addresses(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254");
      try (Rig rig = new Rig(receiver.url("rebind.example", "/"), LOCAL, rebinding)) {
        assertThat(rig.send("{}")).isInstanceOf(Answered.class);
        assertThat(rig.send("{}")).isInstanceOf(Answered.class);
        assertThat(lookups).hasValue(1);
        assertThat(receiver.received().getFirst().header("host"))
            .contains("rebind.example:" + receiver.port());
      }
    }
  }

  @Test
  void aNameThatLeadsToAForbiddenAddressIsRefusedWithoutAConnection() throws Exception {
    try (Receiver receiver = Receiver.start();
        Rig rig =
            new Rig(
                receiver.url("inside.example", "/"),
                SenderConfig.standard("test"),
                _ -> addresses("127.0.0.1", "::1", "10.0.0.1"))) {
      Unanswered unanswered = (Unanswered) rig.send("{}");
      assertThat(unanswered.failure()).isEqualTo(Failure.REFUSED);
      assertThat(unanswered.detail()).isEqualTo(Resolver.NO_ADDRESS);
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void aLiteralIsRefusedWithoutALookup() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    try (Rig rig =
        new Rig(
            "http://2130706433/",
            SenderConfig.standard("test"),
            _ -> addresses(lookups.incrementAndGet() + ".1.1.1"))) {
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.REFUSED);
      assertThat(lookups).hasValue(0);
    }
  }

  @Test
  void aNameThatIsDeniedIsNotLookedUp() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    try (Rig rig =
        new Rig(
            "http://metadata.google.internal/",
            SenderConfig.standard("test"),
            _ -> addresses("8.8.8." + lookups.incrementAndGet()))) {
      for (String url : List.of("http://metadata.google.internal/", "http://a.example:22/")) {
        rig.url(url);
        Unanswered unanswered = (Unanswered) rig.send("{}");
        assertThat(unanswered.failure()).isEqualTo(Failure.REFUSED);
        assertThat(unanswered.detail()).endsWith("of the URL is not allowed here");
      }
      assertThat(lookups).hasValue(0);
    }
  }

  @Test
  void aNameThatIsForbiddenIsToldLikeOneThatDoesNotExist() throws Exception {
    HostLookup lookup =
        host -> {
          if (host.startsWith("inside")) {
            return addresses("10.0.0.1");
          }
          throw new UnknownHostException(host);
        };
    try (Rig rig = new Rig("http://inside.example/", SenderConfig.standard("test"), lookup)) {
      String forbidden = ((Unanswered) rig.send("{}")).detail();
      rig.url("http://nowhere.example/");
      assertThat(((Unanswered) rig.send("{}")).detail()).isEqualTo(forbidden);
    }
  }

  @Test
  void ofSeveralAddressesOnlyTheAllowedAreTried() throws Exception {
    try (Receiver receiver = Receiver.start();
        Rig rig =
            new Rig(
                receiver.url("mixed.example", "/"),
                LOCAL,
                _ -> addresses("10.0.0.1", "127.0.0.1", "::1"))) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
  }

  @Test
  void theNextAddressIsTriedWhenOneDoesNotConnect() throws Exception {
    try (Receiver receiver = Receiver.start();
        Rig rig =
            new Rig(
                receiver.url("two.example", "/"),
                LOCAL,
                _ -> addresses("127.9.9.9", "127.0.0.1"))) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
  }

  @Test
  void aHostThatDnsDoesNotKnowIsADnsFailureAndIsAskedForOnce() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    HostLookup unknown =
        host -> {
          lookups.incrementAndGet();
          throw new UnknownHostException(host);
        };
    try (Rig rig = new Rig("http://nowhere.example/", LOCAL, unknown)) {
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.DNS);
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.DNS);
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void aLookupThatBreaksIsADnsFailure() throws Exception {
    HostLookup broken =
        _ -> {
          throw new IllegalStateException("resolver crashed");
        };
    try (Rig rig = new Rig("http://broken.example/", LOCAL, broken)) {
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.DNS);
    }
  }

  @Test
  void aLookupThatHangsIsGivenUpAtTheDeadline() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Rig rig = new Rig("http://slow.example/", LOCAL, _ -> hanging(never))) {
      rig.timeout(Duration.ofMillis(200));
      Unanswered unanswered = (Unanswered) rig.send("{}");
      assertThat(unanswered.failure()).isEqualTo(Failure.TIMEOUT);
      assertThat(unanswered.detail()).contains("DNS");
    }
  }

  @Test
  void lookupsThatHangDoNotPileUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    HostLookup lookup =
        _ -> {
          begun.countDown();
          return hanging(never);
        };
    AddressGuard guard = new AddressGuard(LOCAL.guard());
    try (Resolver resolver = new Resolver(guard, lookup, 1, 1, Ticker.systemTicker())) {
      var _ = resolver.resolve(target("http://a.example/"), 1, new Stopwatch());
      begun.await();
      assertThat(resolver.resolve(target("http://a.example/"), 1, new Stopwatch()))
          .isEqualTo(new Resolver.Resolution.TooLate());
      assertThat(resolver.resolve(target("http://b.example/"), 1, new Stopwatch()))
          .as("waits for the one thread")
          .isEqualTo(new Resolver.Resolution.Crowded());
      assertThat(resolver.resolve(target("http://c.example/"), SOON, new Stopwatch()))
          .as("finds no room to wait")
          .isEqualTo(new Resolver.Resolution.Crowded());
    }
  }

  @Test
  void whoeverWaitsForTheLookupsOfOthersIsWithheld() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Semaphore begun = new Semaphore(0);
    HostLookup blackHole =
        _ -> {
          begun.release();
          return hanging(never);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Rig rig = new Rig("http://hole.example/", LOCAL, blackHole)) {
      for (int i = 0; i < LOCAL.dnsThreads(); i++) {
        rig.url("http://hole" + i + ".example/");
        var _ = threads.submit(() -> rig.send("{}"));
        begun.acquire();
      }
      rig.url("http://innocent.example/");
      rig.timeout(Duration.ofMillis(200));
      assertThat(rig.send("{}")).isEqualTo(new Outcome.Withheld());
    }
  }

  private static List<InetAddress> hanging(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException _) {
      // The test is over.
    }
    return List.of();
  }

  private static Target target(String url) {
    return switch (Target.read(url)) {
      case Target.Reading.Understood(Target target) -> target;
      case Target.Reading.Rejected(String reason) -> throw new AssertionError(reason);
    };
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
  }
}
