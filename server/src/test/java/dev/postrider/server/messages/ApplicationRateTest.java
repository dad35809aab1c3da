package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The endpoints of an application with a rate share it. */
final class ApplicationRateTest {
  private static final Duration SECOND = Duration.ofMillis(1_001);
  private static TurnedServer server;
  private Shop shop;

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(server);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void rate(String rate) throws Exception {
    shop.api().patch(shop.path(""), "{\"throttleRate\":" + rate + "}").require(200);
  }

  /** The attempts of these messages as soon as there are so many, in their order. */
  private List<JsonNode> attempts(List<String> messages, int count) {
    return Awaitility.await()
        .atMost(Shop.SOON)
        .until(
            () ->
                messages.stream()
                    .flatMap(id -> shop.attempts(id, 0).stream())
                    .sorted(Comparator.comparing(ApplicationRateTest::time))
                    .toList(),
            all -> all.size() >= count);
  }

  private static Instant time(JsonNode attempt) {
    return Instant.parse(attempt.path("timestamp").asString());
  }

  @Test
  void noSecondHasMoreAttemptsThanTheApplicationsRate() throws Exception {
    shop.webhook("");
    rate("1");
    shop.webhook(",\"throttleRate\":100");
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      messages.add(shop.message("\"payload\":{}"));
    }
    for (int i = 1; i <= 6; i++) {
      assertThat(attempts(messages, i)).hasSize(i);
      server.turn(SECOND);
    }
    List<JsonNode> attempts = attempts(messages, 6);
    assertThat(attempts).hasSize(6);
    for (int i = 1; i < 6; i++) {
      assertThat(Duration.between(time(attempts.get(i - 1)), time(attempts.get(i))))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    assertThat(attempts.subList(0, 2))
        .as("the two take turns")
        .extracting(a -> a.path("endpointId").asString())
        .doesNotHaveDuplicates();
  }

  @Test
  void aChangeOfTheRateHoldsAtOnce() throws Exception {
    rate("1");
    shop.webhook("");
    shop.webhook("");
    shop.message("\"payload\":{}");
    shop.message("\"payload\":{}");
    assertThat(shop.received(1)).hasSize(1);
    rate("null");
    assertThat(shop.received(4)).hasSize(4);
  }

  @Test
  void theRateSurvivesARestart() throws Exception {
    rate("1");
    shop.webhook("");
    shop.webhook("");
    server.restart();
    String message = shop.message("\"payload\":{}");
    assertThat(attempts(List.of(message), 1)).hasSize(1);
    server.turn(SECOND);
    List<JsonNode> attempts = attempts(List.of(message), 2);
    assertThat(Duration.between(time(attempts.getFirst()), time(attempts.getLast())))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anotherApplicationDoesNotWait() throws Exception {
    rate("1");
    shop.webhook("");
    shop.webhook("");
    shop.message("\"payload\":{}");
    try (Shop other = new Shop(server)) {
      other.webhook("");
      Stream.generate(() -> "\"payload\":{}").limit(5).forEach(m -> publish(other, m));
      assertThat(other.received(5)).hasSize(5);
    }
  }

  private static void publish(Shop shop, String members) {
    try {
      shop.message(members);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
