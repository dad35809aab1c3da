package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postrider.sender.GuardVector.Kind;
import dev.postrider.sender.GuardVector.Verdict;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every line of {@code guard-vectors.txt}, both ways, as an attempt goes: what the URL says, then
 * what DNS says of its host.
 */
final class GuardVectorsTest {
  private static final long SOON = Duration.ofSeconds(20).toNanos();

  /** What a customer may read: nothing that tells an address or what DNS said. */
  private static final Pattern TELLS_NOTHING =
      Pattern.compile(
          "the address is [A-Za-z0-9' -]+|the address is not allowed here|the host of the URL is not"
              + " allowed here|the port \\d+ of the URL is not allowed here|"
              + Resolver.NO_ADDRESS);

  static List<GuardVector> refused() {
    return with(Verdict.REFUSE);
  }

  static List<GuardVector> allowed() {
    return with(Verdict.ALLOW);
  }

  static List<GuardVector> unreadable() {
    return with(Verdict.NEVER);
  }

  private static List<GuardVector> with(Verdict verdict) {
    return GuardVector.all().stream().filter(vector -> vector.verdict() == verdict).toList();
  }

  @Test
  void thereAreEnough() {
    assertThat(refused()).hasSizeGreaterThan(200);
    assertThat(allowed()).hasSizeGreaterThan(80);
    assertThat(unreadable()).hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedUntilExactlyItIsOpened(GuardVector vector) throws Exception {
    List<String> settings = vector.settings();
    assertThat(refusal(vector, GuardRules.STANDARD)).matches(TELLS_NOTHING);
    GuardRules opened = vector.opened(settings);
    assertThat(refusal(vector, opened)).as("opened").isEmpty();
    for (int i = 0; i < settings.size(); i++) {
      List<String> beside = new ArrayList<>(settings);
      beside.set(i, vector.beside(settings.get(i)));
      if (vector.kind() != Kind.PORTS) {
        assertThat(refusal(vector, vector.opened(beside)))
            .as("opened %s", beside)
            .matches(TELLS_NOTHING);
      }
      assertThat(refusal(vector, vector.denied(opened, settings.get(i))))
          .as("opened and denied")
          .matches(TELLS_NOTHING);
    }
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void isAllowedUntilExactlyItIsDenied(GuardVector vector) throws Exception {
    assertThat(refusal(vector, GuardRules.STANDARD)).isEmpty();
    for (String setting : vector.settings()) {
      assertThat(refusal(vector, vector.denied(GuardRules.STANDARD, setting)))
          .as("denied")
          .matches(TELLS_NOTHING);
      String beside = vector.beside(setting);
      assertThat(refusal(vector, vector.denied(GuardRules.STANDARD, beside)))
          .as("denied %s", beside)
          .isEmpty();
      if (vector.kind() != Kind.PORTS) {
        assertThat(refusal(vector, vector.denied(vector.opened(List.of(setting)), setting)))
            .as("denied and allowed")
            .matches(TELLS_NOTHING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void isRefusedWhateverIsOpen(GuardVector vector) {
    assertThat(Target.read(vector.url())).isInstanceOf(Target.Reading.Rejected.class);
  }

  /** Why an attempt would be refused; empty when it would be made. */
  private static String refusal(GuardVector vector, GuardRules rules) throws Exception {
    AddressGuard guard = new AddressGuard(rules);
    HostLookup lookup =
        host -> {
          if (vector.dns() == null) {
            throw new UnknownHostException(host);
          }
          return List.of(vector.dns());
        };
    return switch (Target.read(vector.url())) {
      case Target.Reading.Rejected(String reason) -> reason;
      case Target.Reading.Understood(Target target)
          when guard.ruleOnUrl(target) instanceof AddressGuard.Ruling.Refused(String reason) ->
          reason;
      case Target.Reading.Understood(Target target) -> {
        try (Resolver resolver = new Resolver(guard, lookup, 1, 1, Ticker.systemTicker())) {
          yield switch (resolver.resolve(target, SOON, new Stopwatch())) {
            case Resolver.Resolution.Addresses _ -> "";
            case Resolver.Resolution.Refused(String reason) -> reason;
            case Resolver.Resolution other -> throw new AssertionError(other.toString());
          };
        }
      }
    };
  }
}
