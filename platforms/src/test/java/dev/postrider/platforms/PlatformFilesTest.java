package dev.postrider.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.message.Payload;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Reading;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user's own platform file works like those that are built in, or is refused by line and column.
 */
final class PlatformFilesTest {
  private static final String SHOP =
      """
      platform: shop
      title: Shop
      about: Orders of a shop.
      typeAt: /type
      http: allowed
      policy:
        timeout: 3s
        success: 200
        retryOnly: [429, 5xx]
        retry: {delays: [1s, 1m], jitter: 0.1}
        order: {skipAfter: 2}
        concurrency: 4
        failing: {action: delete, after: 3d}
      definitions:
        id: {type: string, pattern: '^o-'}
      events:
        order.paid:
          title: An order was paid.
          orderingKey: [order, /order]
          schema: {type: object, required: [type, order], properties: {order: {$ref: '#/$defs/id'}}}
          example: {type: order.paid, order: o-1}
      """;

  @TempDir Path folder;

  @Test
  void aFileOfOnesOwnWorksLikeTheOthers() throws Exception {
    write("shop.yaml", SHOP);
    write("notes.txt", "no platform");
    Platform shop = PlatformFiles.load(folder).named("shop").orElseThrow();
    byte[] body = bytes("{\"type\":\"order.paid\",\"order\":\"o-7\"}");
    assertThat(shop.reader().read(body, Map.of()))
        .isEqualTo(new Reading.Event("order.paid", "order:o-7", Payload.of(body), null));
    assertThat(shop.http()).isEqualTo(Platform.PlainHttp.ALLOWED);
    assertThat(shop.signed()).isTrue();
    Policy policy = shop.policy();
    assertThat(policy.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(policy.statuses().onlyOk()).isTrue();
    assertThat(policy.statuses().refusals().toString()).isEqualTo("3xx,400-428,430-499");
    assertThat(policy.retries().delays())
        .containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(policy.lane()).isEqualTo(new LaneRule.SkipAfter(2));
    assertThat(policy.concurrency()).isEqualTo(4);
    assertThat(policy.failing()).isEqualTo(new FailingRule.Delete(Duration.ofDays(3)));
  }

  @Test
  void theExampleOfTheDocumentsIsTaken() {
    assertThat(PlatformFiles.read(Path.of("../docs/examples/shop.yaml")))
        .isInstanceOf(PlatformFile.Good.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout: 3s|timeout: 3s\\n  retries: 5|/policy",
        "timeout: 3s|timeout: 3 s|/policy/timeout",
        "timeout: 3s|timeout: 3h|/policy/timeout must be from 100ms to 1m",
        "success: 200|success: 201|/policy/success",
        "delays: [1s, 1m]|delays: [1s, 8d]|/policy/retry/delays/1 must be from 0s to 7d",
        "delays: [1s, 1m], jitter|jitter|/policy/retry/delays",
        "jitter: 0.1|jitter: 0.9|/policy/retry/jitter",
        "{skipAfter: 2}|{skipAfter: 0}|/policy/order",
        "concurrency: 4|concurrency: 4000|/policy/concurrency",
        "retryOnly: [429, 5xx]|retryOnly: [429, 5xx]\\n  refuse: [400]|must not have refuse and retryOnly",
        "retryOnly: [429, 5xx]|retryOnly: [429, 599-500]|/policy/retryOnly/1",
        "retryOnly: [429, 5xx]|refuse: [400-420]|/policy/refuse has a status that is in goodbye",
        "{action: delete, after: 3d}|{action: delete}|/policy/failing",
        "{action: delete, after: 3d}|{action: keep, after: 3d}|/policy/failing must not have after",
        "{action: delete, after: 3d}|{action: explode, after: 3d}|/policy/failing",
        "typeAt: /type|typeAt: type|/typeAt",
        "typeAt: /type\\n|''|when",
        "platform: shop|platform: My Shop|/platform",
        "title: Shop|titel: Shop|/title",
        "order: o-1|order: x-1|/order",
        "type: order.paid, order: o-1|type: order.sent, order: o-1|not recognised",
        "required: [type, order]|required: 7|schema",
        "title: An order was paid.|titel: x|/events/order.paid"
      })
  void aWrongFileIsRefusedWithLineAndColumn(String old, String next, String words)
      throws IOException {
    String text = SHOP.replace(lines(old), lines(next));
    assertThat(text).isNotEqualTo(SHOP);
    PlatformFile read = PlatformFiles.read(write("shop.yaml", text));
    assertThat(read)
        .isInstanceOfSatisfying(
            PlatformFile.Bad.class,
            bad -> {
              assertThat(bad.faults().toString()).contains(words);
              assertThat(bad.faults()).allMatch(fault -> fault.line() > 0 && fault.column() > 0);
            });
  }

  @ParameterizedTest
  @CsvSource({"'platform: [', 1", "'a: 1\na: 2', 2", "'a:\n\t- b', 1"})
  void whatIsNoYamlIsRefusedWithItsLine(String text, int line) throws IOException {
    assertThat(PlatformFiles.read(write("x.yaml", text)))
        .isInstanceOfSatisfying(
            PlatformFile.Bad.class,
            bad -> {
              assertThat(bad.faults().getFirst().message()).startsWith("not YAML");
              assertThat(bad.faults().getFirst().line()).isGreaterThanOrEqualTo(line);
            });
  }

  @Test
  void twoPlatformsOfOneNameAreRefused() throws IOException {
    write("a.yaml", SHOP);
    write("b.yaml", SHOP);
    write("c.yaml", SHOP.replace("platform: shop", "platform: mluvii"));
    InvalidPlatforms refused =
        catchThrowableOfType(InvalidPlatforms.class, () -> PlatformFiles.load(folder));
    assertThat(refused.faults().stream().map(PlatformFault::message))
        .hasSize(2)
        .allMatch(message -> message.contains("is taken by the platform in"));
    assertThat(refused.faults().getFirst().file()).endsWith("b.yaml");
  }

  @Test
  void filesThatCannotBeReadAreSaid() throws IOException {
    assertThat(PlatformFiles.read(folder.resolve("nowhere.yaml")))
        .isInstanceOf(PlatformFile.Bad.class);
    Files.write(folder.resolve("huge.yaml"), new byte[5 << 20]);
    assertThatThrownBy(() -> PlatformFiles.load(folder))
        .isInstanceOf(InvalidPlatforms.class)
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> PlatformFiles.load(folder.resolve("no")))
        .isInstanceOf(InvalidPlatforms.class)
        .hasMessageContaining("cannot be listed");
  }

  @Test
  void allIsSaidAtOnce() throws IOException {
    Path file = write("shop.yaml", SHOP.replace("3s", "never").replace("title: Shop", "title: 7"));
    assertThat(PlatformFiles.read(file))
        .isInstanceOfSatisfying(
            PlatformFile.Bad.class,
            bad ->
                assertThat(bad.faults().stream().map(PlatformFault::line))
                    .isEqualTo(List.of(2, 7)));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
