package dev.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.terminal.Complaint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogueTest {

  static Stream<Key<?>> keys() {
    return Catalogue.KEYS.stream();
  }

  @Test
  void theDefaultsGoTogether() {
    Config config = Config.of(new Settings(), "test");
    assertThat(config.api().port()).isEqualTo(8071);
    assertThat(config.database()).isNull();
  }

  @Test
  void everyNameIsThereOnce() {
    assertThat(keys().map(Key::path)).doesNotHaveDuplicates();
    assertThat(keys().map(Key::variable)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("keys")
  <T> void aDefaultIsReadAsItIsShown(Key<T> key) {
    T otherwise = key.otherwise();
    if (otherwise != null) {
      assertThat(key.read(key.defaultText(), "test")).isEqualTo(otherwise);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aValueOutOfBoundIsNamedWithItsKeyAndBound(Key<?> key) {
    String outOfBound = outOfBound(key);
    Complaint complaint =
        catchThrowableOfType(Complaint.class, () -> new Settings().set(key, outOfBound, "a test"));
    assertThat(complaint.sentence())
        .startsWith(key.path() + " must be " + key.kind().bound() + ", not ")
        .endsWith("(from a test).");
    if (!key.secret() && !key.kind().label().equals("URL") && outOfBound.length() <= 100) {
      assertThat(complaint.sentence()).contains('"' + outOfBound + '"');
    }
  }

  private static String outOfBound(Key<?> key) {
    return switch (key.kind().label()) {
      case "NUMBER", "SIZE", "DURATION" -> "-1";
      case "DIR", "FILE" -> "";
      case "TEXT" -> "x".repeat(key.secret() ? 1_001 : 254);
      default -> "no such thing";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "dispatch.inFlight, POSTRIDER_DISPATCH_IN_FLIGHT, --dispatch-in-flight",
    "database.url, POSTRIDER_DATABASE_URL, --database-url",
    "port, POSTRIDER_PORT, --port",
    "allowAddresses, POSTRIDER_ALLOW_ADDRESSES, --allow-addresses",
    "denyPorts, POSTRIDER_DENY_PORTS, --deny-ports",
  })
  void namesFollowFromThePath(String path, String variable, String option) {
    Key<?> key = keys().filter(k -> k.path().equals(path)).findFirst().orElseThrow();
    assertThat(List.of(key.variable(), key.option())).containsExactly(variable, option);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThat(refused("POSTRIDER_DISPATCH_MEMORY_BYTES", "1MiB"))
        .isEqualTo(
            "dispatch.memoryBytes must be at least dispatch.windowBytes, which is 4MiB (the"
                + " default), not 1MiB (from POSTRIDER_DISPATCH_MEMORY_BYTES); raise"
                + " dispatch.memoryBytes or lower dispatch.windowBytes.");
    assertThat(refused("POSTRIDER_DISPATCH_HEALTH_FIRST_PAUSE", "2m"))
        .startsWith(
            "dispatch.health.longestPause must be at least dispatch.health.firstPause, which is 2m"
                + " (from POSTRIDER_DISPATCH_HEALTH_FIRST_PAUSE), not 1m (the default); ");
    assertThat(refused("POSTRIDER_DISPATCH_HEALTH_RAMP_END", "1.5"))
        .contains("at least dispatch.health.rampStart, which is 10 (the default), not 1.5 (");
    assertThat(refused("POSTRIDER_SENDER_CONNECTIONS", "10"))
        .contains("at least sender.connectionsPerHost, which is 64 (the default), not 10 (");
    assertThat(refused("POSTRIDER_HTTP_BODIES_BYTES", "1MiB"))
        .contains("at least http.bodyLimit, which is 2MiB (the default), not 1MiB (");
    assertThat(refused("POSTRIDER_DATABASE_PASSWORD", "hush"))
        .isEqualTo(
            "database.password is given without database.url; give the address too, or neither.");
  }

  private static String refused(String variable, String value) {
    return catchThrowableOfType(
            Complaint.class,
            () -> Config.of(Sources.read(null, Map.of(variable, value), Map.of()), "test"))
        .sentence();
  }
}
