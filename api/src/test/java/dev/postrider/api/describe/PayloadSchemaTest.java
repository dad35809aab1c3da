package dev.postrider.api.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Which schemas of payloads are taken, and what is said of the others. */
final class PayloadSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aCountBeyondAllCountsIsRefused() {
    assertThat(PayloadSchema.problem(JSON.readTree("{\"maxLength\":10}"))).isNull();
    assertThat(PayloadSchema.problem(JSON.readTree("{\"maxLength\":1e30}")))
        .contains("whose counts have 64 bits");
  }
}
