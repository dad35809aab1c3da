package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many messages in one request, from there to the receiver. */
final class BatchedTest {
  private static final int MOST = 1_000;

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

  /** Every hundredth is nonsense, and every hundredth has the event id of the one before it. */
  private static String message(int n) {
    return switch (n % 100) {
      case 0 -> n % 200 == 0 ? "7" : "{\"eventType\":\"a\",\"payload\":[]}";
      case 50, 51 ->
          "{\"eventType\":\"a\",\"eventId\":\"e-%d\",\"payload\":{\"n\":%d}}".formatted(n / 100, n);
      default -> "{\"eventType\":\"a\",\"payload\":{\"n\":%d}}".formatted(n);
    };
  }

  private static int expected(int n) {
    return switch (n % 100) {
      case 0 -> 422;
      case 51 -> 409;
      default -> 202;
    };
  }

  private static String batch() {
    return IntStream.range(0, MOST)
        .mapToObj(BatchedTest::message)
        .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
  }

  @Test
  void aThousandHaveOneAnswerEachAndTheGoodOnesArriveOnce() throws Exception {
    shop.webhook("");
    JsonNode data =
        shop.api().post(shop.path("/msg/batch"), batch(), "k").require(200).path("data");
    assertThat(data.size()).isEqualTo(MOST);
    Map<String, String> accepted = new HashMap<>();
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < MOST; n++) {
      JsonNode answer = data.path(n);
      assertThat(answer.path("status").asInt()).as(message(n)).isEqualTo(expected(n));
      if (expected(n) == 202) {
        String id = answer.at("/message/id").asString();
        ids.add(id);
        accepted.put(id, "{\"n\":%d}".formatted(n));
      } else {
        assertThat(answer.path("detail").isMissingNode()).isFalse();
      }
    }
    assertThat(accepted).hasSize(980);
    assertThat(ids).isSorted();
    Map<String, String> arrived = new HashMap<>();
    for (Received request : shop.received(980)) {
      arrived.put(request.messageId(), request.body().text());
    }
    assertThat(arrived).isEqualTo(accepted);
    JsonNode again = shop.api().post(shop.path("/msg/batch"), batch(), "k").require(200);
    assertThat(again.path("data")).isEqualTo(data);
    assertThat(shop.api().all(shop.path("/msg"))).hasSize(980);
    String last = shop.message("\"payload\":{}");
    assertThat(shop.received(981).getLast().messageId()).isEqualTo(last);
    assertThat(shop.receiver.received()).hasSize(981);
  }

  /** Its messages have keys of their own. */
  @Test
  void aBatchWhoseAnswerIsTooLargeToRememberRepeatsNothing() throws Exception {
    String tags =
        IntStream.range(0, 10)
            .mapToObj(n -> "\"%s%d\"".formatted("x".repeat(60), n))
            .collect(Collectors.joining(","));
    String batch =
        IntStream.range(0, MOST)
            .mapToObj(n ->
                "{\"eventType\":\"a\",\"payload\":{\"n\":%d},\"tags\":[%s]}".formatted(n, tags))
            .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    JsonNode first = shop.api().post(shop.path("/msg/batch"), batch, "k").require(200);
    assertThat(first.toString().length()).isGreaterThan(512 * 1024);
    assertThat(first.at("/data/999/status").asInt()).isEqualTo(202);
    assertThat(shop.api().post(shop.path("/msg/batch"), batch, "k").require(200)).isEqualTo(first);
    assertThat(shop.api().all(shop.path("/msg"))).hasSize(MOST);
    shop.api().post(shop.path("/msg/batch"), "?", "k").require(422);
  }

  @Test
  void messagesOfOneLaneArriveInTheOrderOfTheList() throws Exception {
    shop.webhook("");
    String batch =
        IntStream.range(0, 40)
            .mapToObj(
                "{\"eventType\":\"a\",\"orderingKey\":\"lane\",\"payload\":{\"n\":%d}}"::formatted)
            .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    shop.api().post(shop.path("/msg/batch"), batch).require(200);
    assertThat(shop.received(40).stream().map(request -> request.body().text()))
        .containsExactlyElementsOf(
            IntStream.range(0, 40).mapToObj("{\"n\":%d}"::formatted).toList());
  }

  @Test
  void whatIsWrongWithTheWholeStoresNothing() throws Exception {
    shop.webhook("");
    String good = "{\"eventType\":\"a\",\"payload\":{}}";
    String tooMany = String.join(",", Collections.nCopies(MOST + 1, good));
    for (String messages : List.of("", tooMany, good + ",{")) {
      shop.api().post(shop.path("/msg/batch"), "{\"messages\":[" + messages + "]}").require(422);
    }
    assertThat(shop.get("/msg").path("data").isEmpty()).isTrue();
  }
}
