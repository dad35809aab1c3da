package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SenderConfigTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theDefaultsAreValidAndRefuseEverythingLocal() {
    assertThat(SenderConfig.standard("1.0").guard().allowAddresses().ranges()).isEmpty();
  }

  @Test
  void aBoundIsNamedWithItsKey() {
    assertThatThrownBy(() -> config(0, 10, MINUTE))
        .hasMessage("sender.connections-per-host: 1 to 10000, not 0");
    assertThatThrownBy(() -> config(1, 10, Duration.ZERO))
        .hasMessage("sender.idle-timeout: PT1S to PT10M, not PT0S");
    assertThatThrownBy(() -> config(11, 10, MINUTE))
        .hasMessage("sender.connections-per-host: at most sender.connections, which is 10");
  }

  private static SenderConfig config(int perHost, int connections, Duration idle) {
    return new SenderConfig(
        "1",
        GuardRules.STANDARD,
        null,
        perHost,
        connections,
        1,
        idle,
        MINUTE,
        MINUTE,
        1,
        1,
        1,
        null,
        null,
        HostPatterns.NONE);
  }
}
