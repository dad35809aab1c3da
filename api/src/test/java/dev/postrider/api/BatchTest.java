package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.log.Appended;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private final TestApi api = new TestApi();
  private String path;

  @BeforeEach
  void application() {
    path = "/app/" + api.application() + "/msg";
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply batch(String... messages) {
    return api.post(path + "/batch", "{\"messages\":[" + String.join(",", messages) + "]}");
  }

  private static String message(String payload, String more) {
    return "{\"eventType\":\"a\",\"payload\":" + payload + more + "}";
  }

  private List<String> payloads() {
    return api.log.entries().stream().map(e -> e.message().payload().text()).toList();
  }

  @Test
  void goodMessagesAreTakenThoughOthersAreRefused() {
    Reply reply =
        batch(
            message("{ \"n\" : 1 }", ",\"eventId\":\"e\",\"tags\":[\"t\"]"),
            message("[]", ",\"channels\":[]"),
            "7",
            message("{\"n\":2}", ",\"eventId\":\"e\""),
            "{\"eventType\":\"b\",\"body\":\"three\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    var data = reply.json().at("/data");
    assertThat(data.valueStream().map(a -> a.path("status").asInt()))
        .containsExactly(202, 422, 422, 409, 202);
    assertThat(data.at("/0/message/tags/0").asString()).isEqualTo("t");
    assertThat(data.at("/0/message/payload").isEmpty()).isTrue();
    assertThat(data.at("/1/detail/0/loc").toString())
        .isEqualTo("[\"body\",\"messages\",\"[1]\",\"payload\"]");
    assertThat(data.at("/1/detail").size()).isEqualTo(2);
    assertThat(data.at("/2/detail/0/loc").toString()).isEqualTo("[\"body\",\"messages\",\"[2]\"]");
    assertThat(data.at("/3/code").asString()).isEqualTo("conflict");
    assertThat(data.at("/3/detail").asString()).contains(data.at("/0/message/id").asString());
    assertThat(payloads()).containsExactly("{ \"n\" : 1 }", "three");
  }

  /** The outbox asks so whether batches are read here. */
  @Test
  void whatIsNoMessageIsAnsweredByItself() {
    Reply reply = batch("{}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/data/0/status").asInt()).isEqualTo(422);
    assertThat(reply.json().at("/data").size()).isEqualTo(1);
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void aRepeatedBatchRepeatsNothing() {
    String body =
        "{\"messages\":[%s,%s,%s]}"
            .formatted(
                message("{\"n\":1}", ""),
                message("{\"n\":1}", ""),
                message("{\"n\":3}", ",\"idempotencyKey\":\"own\""));
    String[] key = {"idempotency-key", "auto_1"};
    Reply first = api.call("POST", path + "/batch", body, key);
    Reply again = api.call("POST", path + "/batch", body, key);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(api.log.entries()).hasSize(3);
    Reply other = api.call("POST", path + "/batch", body, "idempotency-key", "auto_2");
    assertThat(api.log.entries()).hasSize(5);
    assertThat(other.at("/data/2/message/id")).isEqualTo(first.at("/data/2/message/id"));
    Reply alone = api.call("POST", path, message("{}", ",\"idempotencyKey\":\"own\""), key);
    assertThat(alone.at("/id")).isEqualTo(first.at("/data/2/message/id"));
  }

  @Test
  void whatIsWrongWithTheWholeRefusesTheWhole() {
    String good = message("{}", "");
    String thousand =
        IntStream.range(0, 1_000).mapToObj(_ -> good).collect(Collectors.joining(","));
    for (String body :
        List.of(
            "[" + good + "]",
            "{\"messages\":[" + good + ",{]}",
            "{\"messages\":[" + good + "]} x",
            "")) {
      Reply reply = api.post(path + "/batch", body);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.json().at("/detail/0/loc").toString()).isEqualTo("[\"body\"]");
    }
    for (String messages : List.of("", "null", "7", "[]", "[" + thousand + "," + good + "]")) {
      Reply reply =
          api.post(path + "/batch", messages.isEmpty() ? "{}" : "{\"messages\":" + messages + "}");
      assertThat(reply.status()).as(messages).isEqualTo(422);
      assertThat(reply.json().at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"messages\"]");
    }
    String twice = "{\"messages\":[%1$s],\"messages\":[%1$s]}".formatted(good);
    assertThat(api.post(path + "/batch", twice).status()).isEqualTo(422);
    assertThat(api.log.entries()).isEmpty();
    assertThat(batch(thousand).json().at("/data").size()).isEqualTo(1_000);
    assertThat(api.log.entries()).hasSize(1_000);
  }

  @Test
  void whatTheLogDoesNotTakeIsToldMessageByMessage() {
    api.log.refuse(Optional.of(new Appended.Unavailable("full", Duration.ofSeconds(3))));
    Reply none = batch(message("{}", ""));
    assertThat(none.status()).isEqualTo(503);
    assertThat(none.http().headers().firstValue("retry-after")).hasValue("3");
    Reply some = batch(message("{}", ""), "7");
    assertThat(some.json().at("/data/0/status").asInt()).isEqualTo(503);
    assertThat(some.at("/data/0/code")).isEqualTo("unavailable");
    api.log.refuse(Optional.of(new Appended.Unstorable("too odd")));
    assertThat(batch(message("{}", "")).at("/data/0/detail/0/msg")).isEqualTo("too odd");
    assertThat(api.post("/app/nobody/msg/batch", "{\"messages\":[]}").status()).isEqualTo(404);
  }
}
