package dev.postrider.api.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class SaidWebhooksTest {
  private static final String URL = "https://me:hush@example.com/";

  @Test
  void showNoPassword() {
    assertThat(new MluviiIn(URL, Set.of("SessionStarted")).toString()).doesNotContain("hush");
    assertThat(new Comm100In("chatStarts", URL).toString()).doesNotContain("hush");
    assertThat(new WebhookTarget(URL, "Basic hush").toString()).doesNotContain("hush");
  }
}
