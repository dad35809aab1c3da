package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.ApplicationId;
import dev.postrider.testkit.Drafts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageRowTest {
  private static @Nullable String obstacle(int size) {
    return MessageRow.obstacle(Drafts.plain(new ApplicationId(1), "x".repeat(size)));
  }

  /** The limit of a request's body may be set above it. */
  @Test
  void saysHowLargeAPayloadMayBe() {
    assertThat(obstacle(16 << 20)).isNull();
    assertThat(obstacle((16 << 20) + 1)).contains("16 MiB");
  }
}
