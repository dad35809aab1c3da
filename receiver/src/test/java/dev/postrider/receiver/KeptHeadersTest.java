package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the headers of a webhook stand in the store, and come back. */
final class KeptHeadersTest {

  @Test
  void theyAreLinesThatPeopleCanRead() {
    RequestHeaders headers =
        RequestHeaders.of(
            Map.of("User-Agent", List.of("a: b", "c\\d"), "Content-Type", List.of("text/plain")));
    KeptHeaders kept = KeptHeaders.of(headers, List.of("user-agent", "content-type", "webhook-id"));
    assertThat(new String(kept.stored(), StandardCharsets.UTF_8))
        .isEqualTo("content-type: text/plain\nuser-agent: a: b\nuser-agent: c\\\\d\n");
  }

  @Test
  void theyComeBackAsTheyWere() {
    List<String> values = List.of("", " ", "ě\u0001", "a\nb: c\r\n\0", "\\n", "\\", "\\\\r");
    KeptHeaders back =
        KeptHeaders.read(
            KeptHeaders.of(name -> name.equals("a") ? values : List.of(), List.of("a", "b"))
                .stored());
    assertThat(back.all("A")).isEqualTo(values);
    assertThat(back.all("b")).isEmpty();
    assertThat(KeptHeaders.read(new byte[0]).all("a")).isEmpty();
  }
}
