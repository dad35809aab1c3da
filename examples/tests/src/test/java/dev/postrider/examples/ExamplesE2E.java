package dev.postrider.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each receiver handles a webhook once, also when it is sent twice, and none that is forged. */
final class ExamplesE2E {
  @TempDir Path directory;

  private static String sample(String platform, String name) {
    return new String(Samples.body(platform, name), StandardCharsets.UTF_8);
  }

  @Test
  void plain() throws Exception {
    String text = sample("qikchat", "message-text");
    try (Example plain = Example.run(directory, "plain", "0")) {
      assertThat(plain.forge("msg_0", text)).isEqualTo(401);
      assertThat(plain.send("msg_1", text)).isEqualTo(200);
      plain.says("Text: Hey There!");
      assertThat(plain.send("msg_1", text)).isEqualTo(200);
      assertThat(plain.send("msg_2", sample("qikchat", "status-read"))).isEqualTo(200);
      plain.says("Read: 52JH6WmuSruAVyXvBBYemd0Ia");
      assertThat(plain.stopped())
          .containsExactly("Text: Hey There!", "Read: 52JH6WmuSruAVyXvBBYemd0Ia");
    }
    try (Example again = Example.run(directory, "plain", "0")) {
      assertThat(again.send("msg_1", text)).isEqualTo(200);
      assertThat(again.stopped()).as("it remembers what it has handled").isEmpty();
    }
  }

  @Test
  void helidon() throws Exception {
    String started = sample("mluvii", "SessionStarted");
    try (Example helidon = Example.run(directory, "helidon", "0")) {
      assertThat(helidon.forge("msg_0", started)).isEqualTo(401);
      assertThat(helidon.send("msg_1", started)).isEqualTo(200);
      assertThat(helidon.send("msg_1", started)).isEqualTo(200);
      assertThat(helidon.send("msg_2", sample("mluvii", "SessionActivityChatMessage")))
          .isEqualTo(200);
      helidon.says("Session 7371450: ChatMessage Hello");
      // Helidon tells of itself too.
      assertThat(helidon.stopped().stream().filter(line -> line.startsWith("Session")))
          .containsExactly("Session 7371450 started", "Session 7371450: ChatMessage Hello");
    }
  }

  @Test
  void spring() throws Exception {
    String paid = "{\"type\":\"order.paid\",\"order\":%d,\"cents\":%d}";
    try (Example spring = Example.run(directory, "spring", "--server.port=0")) {
      assertThat(spring.forge("msg_0", paid.formatted(6, 1))).isEqualTo(401);
      assertThat(spring.send("msg_1", paid.formatted(7, 1_999))).isEqualTo(200);
      spring.says("Order 7 is booked, in all: {orders=1, cents=1999}");
      assertThat(spring.send("msg_1", paid.formatted(7, 1_999))).isEqualTo(200);
      assertThat(spring.send("msg_2", paid.formatted(8, 0))).isEqualTo(200);
      spring.says("an order costs something");
      assertThat(spring.send("msg_3", paid.formatted(9, 1))).isEqualTo(200);
      spring.says("Order 9 is booked, in all: {orders=2, cents=2000}");
      assertThat(spring.send("msg_4", "{\"type\":\"order.cancelled\",\"order\":7}")).isEqualTo(200);
      spring.says("Cancelled: {\"type\":\"order.cancelled\",\"order\":7}");
      assertThat(spring.send("msg_5", "{\"type\":\"order.lost\"}")).isEqualTo(200);
      spring.says("Nothing to do for {\"type\":\"order.lost\"}");
      assertThat(spring.stopped().stream().filter(line -> line.contains("is booked"))).hasSize(2);
    }
  }
}
