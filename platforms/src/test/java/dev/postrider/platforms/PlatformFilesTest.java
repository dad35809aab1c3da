package dev.postrider.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.inbox.Posting;
import dev.postrider.message.Payload;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Reading;
import dev.postrider.platform.Setting;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The same with an inbox and with what applications may say. */
  private static final String INBOX =
      SHOP.replace(
              "definitions:",
              """
              settings:
                notes: {about: Whether notes are sent., type: boolean, default: false}
                most: {about: How many are kept., type: integer, minimum: 2, maximum: 50, default: 7}
              omit: {notes: /more/notes}
              inbox: {contact: /buyer, id: /no, created: /at, maximum: most}
              definitions:\
              """)
          .replace("order: o-1}", "order: o-1, buyer: 7, no: n, at: '2026-03-01T10:00:00+01:00'}");

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
  void anInboxAndSettingsAreDeclared() throws Exception {
    write("shop.yaml", INBOX);
    Platform shop = PlatformFiles.load(folder).named("shop").orElseThrow();
    assertThat(shop.settings())
        .containsExactly(
            new Setting("notes", "Whether notes are sent.", new Setting.Kind.Flag(false)),
            new Setting("most", "How many are kept.", new Setting.Kind.Amount(2, 50, 7)));
    String order =
        "{\"type\":\"order.paid\",\"order\":\"o-7\",\"no\":12,\"buyer\":\"b\",\"at\":1772355600000%s}";
    byte[] whole = bytes(order.formatted(",\"more\":{\"notes\":\"x\"}"));
    Posting posting =
        new Posting("b", "12", Instant.parse("2026-03-01T09:00:00Z"), Payload.of(whole), 7);
    byte[] cut = bytes(order.formatted(",\"more\":{}"));
    assertThat(shop.reader().read(whole, Map.of()))
        .isEqualTo(new Reading.Event("order.paid", "order:o-7", Payload.of(cut), posting));
    assertThat(shop.reader().read(whole, Map.of("notes", "true", "most", "9000")))
        .isInstanceOfSatisfying(
            Reading.Event.class,
            event -> {
              assertThat(event.payload()).isEqualTo(Payload.of(whole));
              assertThat(event.posting()).extracting(Posting::maximum).isEqualTo(50);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"buyer\":\"b\"|\"x\":1|/buyer",
        "\"b\"|\"\"|/buyer",
        "\"b\"|null|/buyer",
        "\"b\"|{}|/buyer",
        "\"b\"|true|/buyer",
        "\"b\"|\"a\\u0000\"|/buyer",
        "\"b\"|\"a\\n\"|/buyer",
        "\"b\"|\"\\ud800\"|/buyer",
        "12|1.5|/no",
        "1772355600000|-1|/at",
        "1772355600000|4102444800000|/at",
        "1772355600000|99999999999999999999999|/at",
        "1772355600000|\"yesterday\"|/at",
        "1772355600000|\"2026-03-01\"|/at",
        "1772355600000|null|/at"
      })
  void whatCannotBeInAnInboxIsRefusedByPath(String old, String next, String pointer)
      throws Exception {
    write("shop.yaml", INBOX);
    Platform shop = PlatformFiles.load(folder).named("shop").orElseThrow();
    String body =
        "{\"type\":\"order.paid\",\"order\":\"o-7\",\"no\":12,\"buyer\":\"b\",\"at\":1772355600000}";
    assertThat(shop.reader().read(bytes(body), Map.of())).isInstanceOf(Reading.Event.class);
    assertThat(body).contains(old);
    assertThat(shop.reader().read(bytes(body.replace(old, next)), Map.of()))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.faults().getFirst().pointer()).isEqualTo(pointer));
    String large = body.replace("{\"type\"", "{\"x\":\"" + "x".repeat(65_536) + "\",\"type\"");
    assertThat(shop.reader().read(bytes(large), Map.of())).isInstanceOf(Reading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maximum: most|maximum: many|/inbox/maximum",
        "maximum: most|maximum: notes|/inbox/maximum",
        "minimum: 2, maximum: 50|minimum: 0, maximum: 50|/inbox/maximum",
        "minimum: 2, maximum: 50|minimum: 2, maximum: 100001|/inbox/maximum",
        "minimum: 2, maximum: 50|minimum: 2|/settings/most",
        "default: 7|default: 51|/settings/most",
        "default: 7|default: true|/settings/most",
        "default: 7|default: -1|/settings/most",
        "default: false|default: 1|/settings/notes",
        "default: false|default: false, minimum: 1|/settings/notes",
        "type: boolean|type: text|/settings/notes",
        "about: Whether notes are sent.,||/settings/notes/about",
        "omit: {notes: /more/notes}|omit: {most: /more/notes}|/omit/most",
        "omit: {notes: /more/notes}|omit: {nothing: /more/notes}|/omit/nothing",
        "omit: {notes: /more/notes}|omit: {notes: more}|/omit/notes",
        "contact: /buyer, ||/inbox/contact",
        "contact: /buyer|contact: /seller|/seller",
        "created: /at|created: /no|/no",
        "no: n|no: ''|/no"
      })
  void aWrongInboxIsRefusedWithLineAndColumn(String old, String next, String words)
      throws IOException {
    assertThat(INBOX).contains(old);
    refused(INBOX.replace(old, next == null ? "" : next), words);
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
    refused(text, words);
  }

  private void refused(String text, String words) throws IOException {
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

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "--- ~\n"})
  void aFileWithNothingInItIsRefused(String text) throws IOException {
    assertThat(PlatformFiles.read(write("x.yaml", text))).isInstanceOf(PlatformFile.Bad.class);
  }

  @Test
  void anUnknownMemberIsRefusedWhereItStands() throws IOException {
    Path file =
        write("shop.yaml", SHOP.replace("  success", "  retries: 5\n  success") + "more: 1\n");
    assertThat(PlatformFiles.read(file))
        .isInstanceOfSatisfying(
            PlatformFile.Bad.class,
            bad ->
                assertThat(bad.faults().stream().map(PlatformFault::line))
                    .containsExactlyInAnyOrder(8, 23));
  }

  @Test
  void twoPlatformsOfOneNameAreRefused() throws IOException {
    Path a = write("a.yaml", SHOP);
    Path b = write("b.yaml", SHOP);
    Path c = write("c.yaml", SHOP.replace("platform: shop", "platform: mluvii"));
    assertThat(PlatformFiles.check(List.of(a, b, c)))
        .extracting(PlatformFile.Good.class::isInstance)
        .containsExactly(true, false, false);
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
