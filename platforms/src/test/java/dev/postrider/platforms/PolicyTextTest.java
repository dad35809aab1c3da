package dev.postrider.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.platform.Platform;
import dev.postrider.platform.PolicyWords.Said;
import dev.postrider.platform.Reading.Fault;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint's own policy is read and written in the words of platform files. */
final class PolicyTextTest {
  private static final PolicyBounds WIDE =
      new PolicyBounds(Duration.ofMinutes(1), 51, Duration.ZERO, Duration.ofDays(350), 1_000, null);

  private final PolicyText words = new PolicyText(PolicyBounds.DEFAULT);
  private final PolicyText wide = new PolicyText(WIDE);

  private PolicyOverrides good(PolicyText by, String json, PolicyOverrides stands) {
    Said said = by.read(json, false, stands, Policy.STANDARD);
    assertThat(said).as(json).isInstanceOf(Said.Good.class);
    return ((Said.Good) said).overrides();
  }

  private List<Fault> wrong(PolicyText by, String json, PolicyOverrides stands) {
    Said said = by.read(json, false, stands, Policy.STANDARD);
    assertThat(said).as(json).isInstanceOf(Said.Wrong.class);
    return ((Said.Wrong) said).faults();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"timeout\":\"2500ms\"}",
        "{\"timeout\":\"5s\",\"success\":200,\"refuse\":[\"3xx\",400,\"402-428\"],\"goodbye\":[\"500-510\",599],"
            + "\"retry\":{\"delays\":[\"0s\",\"90s\",\"2h\",\"1d\"],\"jitter\":0.1},\"order\":{\"skipAfter\":3},"
            + "\"concurrency\":4,\"failing\":{\"action\":\"disable\",\"after\":\"10m\"}}",
        "{\"success\":\"2xx\",\"retryOnly\":[401,429,\"5xx\"],\"goodbye\":[],\"retry\":{\"delays\":[]},\"order\":\"hold\"}",
        "{\"failing\":{\"action\":\"keep\"}}",
        "{\"failing\":{\"action\":\"delete\",\"after\":\"3d\"}}"
      })
  void whatIsSaidComesBackInTheSameWords(String json) {
    assertThat(words.write(good(words, json, PolicyOverrides.NONE))).isEqualTo(json);
  }

  @Test
  void thePolicyOfEveryPlatformIsReadAsItIsWritten() throws Exception {
    for (Platform platform : PlatformFiles.load(null).all()) {
      PolicyOverrides all = PolicyOverrides.all(platform.policy());
      assertThat(good(wide, wide.write(all), PolicyOverrides.NONE)).isEqualTo(all);
      assertThat(all.on(Policy.STANDARD)).isEqualTo(platform.policy());
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyPolicyIsReadAsItIsWritten(int seed) {
    PolicyOverrides any = any(new SplittableRandom(seed));
    String written = wide.write(any);
    assertThat(wide.read(written, true, PolicyOverrides.NONE, Policy.STANDARD))
        .as(written)
        .isEqualTo(new Said.Good(any));
  }

  private static PolicyOverrides any(SplittableRandom random) {
    StatusSet refusals = random.nextInt(4) == 0 ? null : statuses(random);
    StatusSet goodbyes = statuses(random);
    return new PolicyOverrides(
        random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(100, 60_001)),
        random.nextBoolean() ? null : random.nextBoolean(),
        refusals,
        goodbyes,
        random.nextBoolean() ? null : retries(random),
        random.nextBoolean() ? new LaneRule.Hold() : new LaneRule.SkipAfter(random.nextInt(1, 51)),
        random.nextBoolean() ? null : random.nextInt(1, 1_001),
        failing(random));
  }

  private static StatusSet statuses(SplittableRandom random) {
    List<Integer> statuses = new ArrayList<>();
    for (int runs = random.nextInt(4); runs > 0; runs--) {
      int first = random.nextInt(300, 600);
      IntStream.rangeClosed(first, random.nextInt(first, 600)).forEach(statuses::add);
    }
    return StatusSet.of(statuses);
  }

  private static RetrySchedule retries(SplittableRandom random) {
    List<Duration> delays =
        IntStream.range(0, random.nextInt(51))
            .mapToObj(_ -> Duration.ofMillis(random.nextLong(604_800_001)))
            .toList();
    return new RetrySchedule(delays, random.nextInt(6) / 10.0);
  }

  private static @Nullable FailingRule failing(SplittableRandom random) {
    Duration after = Duration.ofSeconds(random.nextLong(60, 31_536_001));
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new FailingRule.Keep();
      case 2 -> new FailingRule.Disable(after);
      default -> new FailingRule.Delete(after);
    };
  }

  @Test
  void aChangePutsEachMemberAsAWholeAndNullTakesOneAway() {
    String json =
        "{\"timeout\":\"5s\",\"refuse\":[400],\"retry\":{\"delays\":[\"5s\"],\"jitter\":0.2}}";
    PolicyOverrides stands = good(words, json, PolicyOverrides.NONE);
    assertThat(
            words.write(good(words, "{\"timeout\":null,\"retry\":{\"delays\":[\"7s\"]}}", stands)))
        .isEqualTo("{\"refuse\":[400],\"retry\":{\"delays\":[\"7s\"]}}");
    assertThat(good(words, "{\"retryOnly\":[\"5xx\"]}", stands).refusals())
        .isEqualTo(StatusSet.parse("3xx,4xx"));
    assertThat(good(words, "{\"retryOnly\":null}", stands).refusals()).isNull();
    assertThat(words.read("{\"concurrency\":2}", true, stands, Policy.STANDARD))
        .isEqualTo(new Said.Good(new PolicyOverrides(null, null, null, null, null, null, 2, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"timeout\":\"5 s\"}|/timeout|A whole number with its unit",
        "{\"timeout\":5}|/timeout|string expected",
        "{\"timeout\":\"99ms\"}|/timeout|from 100ms to 1m",
        "{\"timeout\":\"31s\"}|/timeout|at most 30s (policy.timeoutMax)",
        "{\"success\":201}|/success|2xx for every status",
        "{\"refuse\":[200]}|/refuse/0|minimum value of 300",
        "{\"refuse\":[\"6xx\"]}|/refuse/0|A status (404), a range",
        "{\"refuse\":[400,\"428-400\"]}|/refuse/1|from a higher status to a lower",
        "{\"refuse\":[410]}|/refuse|both refuse (410) and goodbye (410)",
        "{\"refuse\":[\"4xx\"],\"goodbye\":[404]}|/refuse|both refuse",
        "{\"refuse\":[400],\"retryOnly\":[500]}|''|must not have refuse and retryOnly",
        "{\"retry\":{\"jitter\":0.1}}|/retry/delays|is missing",
        "{\"retry\":{\"delays\":[],\"jitter\":0.6}}|/retry/jitter|0.5",
        "{\"retry\":{\"delays\":[\"5s\",\"5s\",\"8d\"]}}|/retry/delays/2|from 0s to 7d",
        "{\"retry\":{\"delays\":[\"0s\",\"0s\"]}}|/retry/delays/1|at least 1s (policy.retryDelayMin)",
        "{\"retry\":{\"delays\":[\"5d\",\"5d\"]}}|/retry/delays|together be at most 7d (policy.retryTotalMax)",
        "{\"order\":\"skip\"}|/order|skipAfter",
        "{\"order\":{\"skipAfter\":51}}|/order/skipAfter|50",
        "{\"concurrency\":0}|/concurrency|from 1 to 1000",
        "{\"concurrency\":1.5}|/concurrency|integer",
        "{\"concurrency\":1e999999999}|/concurrency|expected",
        "{\"concurrency\":1e30}|/concurrency|maximum",
        "{\"concurrency\":65}|/concurrency|at most 64 (policy.concurrencyMax)",
        "{\"failing\":{\"action\":\"keep\",\"after\":\"1h\"}}|/failing|must not have after",
        "{\"failing\":{\"action\":\"disable\"}}|/failing/after|is missing",
        "{\"failing\":{\"action\":\"disable\",\"after\":\"59s\"}}|/failing/after|from 1m to 365d",
        "{\"failing\":{\"action\":\"explode\",\"after\":\"1h\"}}|/failing/action|enumeration",
        "{\"timeuot\":\"5s\"}|''|timeuot",
        "{\"timeuot\":null}|''|timeuot"
      })
  void whatIsWrongIsSaidByPathAndBound(String json, String pointer, String message) {
    assertThat(wrong(words, json, PolicyOverrides.NONE))
        .as("%s", wrong(words, json, PolicyOverrides.NONE))
        .anyMatch(f -> f.pointer().equals(pointer) && f.message().contains(message));
  }

  @Test
  void aLongListOfNonsenseIsAnsweredShortly() {
    String json = "{\"refuse\":[" + "1,".repeat(2_000) + "1]}";
    assertThat(wrong(words, json, PolicyOverrides.NONE)).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void theNumberOfAttemptsIsBound() {
    String json = "{\"retry\":{\"delays\":[" + "\"5s\",".repeat(19) + "\"5s\"]}}";
    assertThat(wrong(words, json, PolicyOverrides.NONE))
        .containsExactly(
            new Fault(
                "/retry/delays",
                "must be at most 19, because 20 attempts are allowed (policy.attemptsMax)"));
  }

  @Test
  void whatStoodBeforeTheBoundsWereTightenedStaysAndIsShown() {
    PolicyText tight =
        new PolicyText(
            new PolicyBounds(
                Duration.ofSeconds(2),
                2,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                1,
                Duration.ofDays(1)));
    PolicyOverrides stands =
        good(
            words,
            "{\"timeout\":\"5s\",\"retry\":{\"delays\":[\"5s\",\"1h\"]},\"concurrency\":4,\"failing\":{\"action\":\"keep\"}}",
            PolicyOverrides.NONE);
    assertThat(tight.outOfBounds(stands).stream().map(Fault::pointer))
        .containsExactly(
            "/timeout",
            "/retry/delays",
            "/retry/delays",
            "/retry/delays/0",
            "/concurrency",
            "/failing/action");
    assertThat(words.outOfBounds(stands)).isEmpty();
    PolicyOverrides next = good(tight, "{\"timeout\":\"5s\",\"order\":\"hold\"}", stands);
    assertThat(next.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(wrong(tight, "{\"timeout\":\"4s\"}", stands))
        .containsExactly(new Fault("/timeout", "must be at most 2s (policy.timeoutMax)"));
    assertThat(wrong(tight, "{\"failing\":{\"action\":\"disable\",\"after\":\"2d\"}}", stands))
        .containsExactly(new Fault("/failing/after", "must be at most 1d (policy.failingMax)"));
  }

  @Test
  void theBoundsAreShownByTheNamesOfTheirSettings() {
    assertThat(words.bounds())
        .isEqualTo(
            "{\"timeoutMax\":\"30s\",\"attemptsMax\":20,\"retryDelayMin\":\"1s\",\"retryTotalMax\":\"7d\",\"concurrencyMax\":64}");
  }

  @Test
  void aRefusalOfTheEndpointsOwnGivesWayToAGoodbyeThatThePlatformGotLater() {
    PolicyOverrides own = good(words, "{\"refuse\":[400,404]}", PolicyOverrides.NONE);
    Policy later =
        new PolicyOverrides(null, null, null, StatusSet.parse("404"), null, null, null, null)
            .on(Policy.STANDARD);
    String effective = wide.write(PolicyOverrides.all(own.on(later)));
    assertThat(effective)
        .contains("\"retryOnly\":[\"3xx\",\"401-403\",\"405-499\",\"5xx\"],\"goodbye\":[404]");
    assertThat(words.read("{\"timeout\":\"5s\"}", false, own, later))
        .as("what stands is not asked about")
        .isInstanceOf(Said.Good.class);
  }
}
