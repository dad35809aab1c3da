package dev.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.policy.PortSet;
import dev.postrider.sender.AddressRanges;
import dev.postrider.sender.GuardRules;
import dev.postrider.sender.HostPatterns;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourcesTest {
  @TempDir Path directory;

  @Test
  void theLaterSourceWins() throws IOException {
    Path file =
        file("port: 1\nhost: file\ngrace: 1s\ndispatch: {inFlight: 500, health: {openAfter: 3}}\n");
    Settings settings =
        Sources.read(
            file,
            Map.of("POSTRIDER_PORT", "2", "POSTRIDER_HOST", "environment", "PATH", "/bin"),
            Map.of("--port", "3"));
    assertThat(settings.get(Catalogue.PORT)).isEqualTo(3);
    assertThat(settings.get(Catalogue.HOST)).isEqualTo("environment");
    assertThat(settings.get(Catalogue.GRACE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.get(DispatchKeys.IN_FLIGHT)).isEqualTo(500);
    assertThat(settings.get(DispatchKeys.OPEN_AFTER)).isEqualTo(3);
    assertThat(settings.get(DispatchKeys.WINDOW)).isEqualTo(256);
  }

  @Test
  void theEnvironmentCanNameTheFile() throws IOException {
    Path file = file("port: 7\n");
    Settings settings =
        Sources.read(null, Map.of(Sources.FILE_VARIABLE, file.toString()), Map.of());
    assertThat(settings.get(Catalogue.PORT)).isEqualTo(7);
  }

  @Test
  void aListInTheFileIsOneValue() throws IOException {
    Settings settings =
        Sources.read(file("allowAddresses: [10.0.0.0/8, '::1']\n"), Map.of(), Map.of());
    assertThat(settings)
        .hasToString(
            "allowAddresses = 10.0.0.0/8,0:0:0:0:0:0:0:1/128 ("
                + directory.resolve("c.yaml")
                + ")");
  }

  @Test
  void theGuardIsToldByLists() throws IOException {
    Settings settings =
        Sources.read(
            file(
                """
                denyAddresses: [198.51.100.0/24]
                allowHosts: ['*.Internal.example', hooks.example]
                denyPorts: []
                """),
            Map.of("POSTRIDER_DENY_HOSTS", "bücher.example"),
            Map.of("--allow-addresses", "10.0.0.0/8"));
    GuardRules rules = Config.of(settings, "test").sender().guard();
    assertThat(rules)
        .isEqualTo(
            new GuardRules(
                AddressRanges.parse("10.0.0.0/8"),
                AddressRanges.parse("198.51.100.0/24"),
                HostPatterns.parse("*.internal.example,hooks.example"),
                HostPatterns.parse("xn--bcher-kva.example"),
                PortSet.NONE));
    assertThat(Config.of(settings, "test").api().urls().denyPorts()).isEqualTo(PortSet.NONE);
    assertThat(Config.of(new Settings(), "test").sender().guard()).isEqualTo(GuardRules.STANDARD);
    assertThat(refused(null, Map.of("POSTRIDER_ALLOW_HOSTS", "10.0.0.1"), Map.of()))
        .isEqualTo(
            "allowHosts must be up to 1000 names such as hooks.example.com,*.internal.example, not"
                + " \"10.0.0.1\" (from POSTRIDER_ALLOW_HOSTS).");
  }

  @Test
  void anEmptyFileIsNoSetting() throws IOException {
    assertThat(Sources.read(file("# nothing yet\n"), Map.of(), Map.of())).hasToString("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prot: 1            | FILE: key \"prot\"; did you mean \"port\"?",
        "dispatch: {lane: 1}| FILE: key \"dispatch.lane\"; did you mean \"dispatch.lanes\"?",
        "port:              | FILE: port has no value; give one, or leave the key out.",
        "port: [1, 2]       | port must be a whole number from 0 to 65535, not \"1,2\" (from FILE)",
        "port: 1 \\nport: 2 | FILE is not valid YAML, at line 2.",
        "port: {            | FILE is not valid YAML, at line",
        "- 1                | FILE must be a map of keys, such as \"port: 8071\".",
        "8071               | FILE must be a map of keys, such as \"port: 8071\".",
      })
  void aFileThatIsNotUnderstood(String content, String message) throws IOException {
    Path file = file(content.replace("\\n", "\n"));
    assertThat(refused(file, Map.of(), Map.of()))
        .contains(message.replace("FILE", file.toString()));
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(refused(directory.resolve("none.yaml"), Map.of(), Map.of()))
        .isEqualTo(
            "The configuration file "
                + directory.resolve("none.yaml")
                + " cannot be read: NoSuchFileException. Check the path and its permissions.");
  }

  @Test
  void aFileThatIsTooLong() throws IOException {
    assertThat(refused(file("#".repeat((1 << 20) + 1)), Map.of(), Map.of()))
        .contains("is longer than 1 MiB");
  }

  @Test
  void anUnknownVariableIsRefused() {
    assertThat(refused(null, Map.of("POSTRIDER_DATABASE_URI", "x"), Map.of()))
        .isEqualTo(
            "Unknown environment variable \"POSTRIDER_DATABASE_URI\"; did you mean"
                + " \"POSTRIDER_DATABASE_URL\"? All of them: ./postrider serve --help");
  }

  @Test
  void aSecretIsShownNowhere() {
    Settings settings =
        Sources.read(
            null,
            Map.of(
                "POSTRIDER_JWT_SECRET",
                "0123456789abcdef0123456789abcdef",
                "POSTRIDER_DATABASE_URL",
                "postgresql://me:hush@db/name?sslpassword=hush",
                "POSTRIDER_SENDER_PROXY",
                "http://me:hush@proxy:3128"),
            Map.of());
    assertThat(settings.toString()).doesNotContain("0123", "hush").contains("jwt.secret = ***");
    assertThat(settings.toString()).contains("sender.proxy = ***");
    Config config = Config.of(settings, "test");
    assertThat(config.toString()).doesNotContain("0123", "hush");
    assertThat(config.sender().toString()).doesNotContain("hush").contains("@proxy:3128");
    assertThat(refused(null, Map.of("POSTRIDER_SENDER_PROXY", "ftp://me:hush@proxy"), Map.of()))
        .startsWith("sender.proxy must be a URL such as ")
        .doesNotContain("me:hush");
    assertThat(refused(null, Map.of("POSTRIDER_JWT_SECRET", "hush"), Map.of()))
        .isEqualTo(
            "jwt.secret must be a text of 32 to 1000 characters, not what was given (4 characters,"
                + " not shown) (from POSTRIDER_JWT_SECRET).");
    assertThat(refused(null, Map.of("POSTRIDER_DATABASE_URL", "mysql://me:hush@db/name"), Map.of()))
        .startsWith("database.url must be an address such as ")
        .doesNotContain("hush");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("c.yaml"), content);
  }

  private static String refused(
      @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    Complaint complaint =
        catchThrowableOfType(
            Complaint.class, () -> Config.of(Sources.read(file, environment, options), "test"));
    assertThat(complaint.exitCode()).isEqualTo(2);
    return complaint.sentence();
  }
}
