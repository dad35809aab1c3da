package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PostgresConfigTest {
  private static final PostgresConfig CONFIG =
      PostgresConfig.of(
          "jdbc:postgresql://me:first@db/postrider?password=second&ssl=true", "me", "third");

  @Test
  void showsNoPassword() {
    assertThat(CONFIG.toString())
        .contains("db/postrider")
        .doesNotContain("first", "second", "third");
  }

  @Test
  void namesTheKeyAndTheBound() {
    assertThatThrownBy(() -> CONFIG.withShards(65)).hasMessage("shards: 1 to 64, not 65");
    assertThatThrownBy(() -> PostgresConfig.of("jdbc:mysql:x?password=secret", null, null))
        .hasMessageContaining("jdbc:postgresql:")
        .hasMessageNotContaining("secret");
  }
}
