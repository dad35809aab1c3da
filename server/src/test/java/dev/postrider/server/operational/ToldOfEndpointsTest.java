package dev.postrider.server.operational;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of endpoints that are made, changed, disabled and deleted. */
final class ToldOfEndpointsTest {
  private static TurnedServer server;
  private Desk desk;

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
    desk = new Desk(server);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private String path(String endpoint) {
    return desk.path("/endpoint/" + endpoint);
  }

  private JsonNode of(String type, String endpoint, String uid) {
    return desk.ofEndpoint(type, endpoint, uid, "");
  }

  /** Since when an endpoint fails, as soon as that is known. */
  private String failingSince(String endpoint) {
    return Awaitility.await()
        .atMost(Desk.SOON)
        .until(
            () -> desk.api().get(path(endpoint)).body().path("failingSince").asString(""),
            since -> !since.isEmpty());
  }

  @Test
  void everyChangeIsToldAndNothingThatIsNone() throws Exception {
    String before = desk.webhook("");
    desk.listen("");
    String made = desk.webhook(",\"uid\":\"e\"");
    desk.api().patch(path(made), "{\"description\":\"d\"}").require(200);
    desk.api().patch(path(made), "{\"description\":\"d\"}").require(200);
    desk.api().post(path(made) + "/secret/rotate", "{}").require(204);
    desk.api().put(path(made) + "/headers", "{\"headers\":{\"X-A\":\"1\"}}").require(204);
    desk.api().patch(path(before), "{\"disabled\":true}").require(200);
    desk.api().patch(path(before), "{\"disabled\":false}").require(200);
    desk.api().delete(path(made)).require(204);
    List<JsonNode> expected =
        List.of(
            of("endpoint.created", made, "\"e\""),
            of("endpoint.updated", made, "\"e\""),
            of("endpoint.updated", made, "\"e\""),
            of("endpoint.updated", made, "\"e\""),
            of("endpoint.updated", before, "null"),
            desk.ofEndpoint(
                "endpoint.disabled", before, "null", ",\"failSince\":null,\"trigger\":\"manual\""),
            of("endpoint.updated", before, "null"),
            of("endpoint.deleted", made, "\"e\""));
    assertThat(desk.told(expected.size())).containsExactlyElementsOf(expected);
    assertThat(desk.told.awaitCount(expected.size(), Desk.SOON)).hasSize(expected.size());
    assertThat(desk.received(5)).isEqualTo(Set.copyOf(expected));
  }

  @Test
  void anApplicationThatGoesTellsOfItsEndpoints() throws Exception {
    String one = desk.webhook(",\"uid\":\"one\"");
    String two = desk.webhook("");
    desk.listen(",\"filterTypes\":[\"endpoint.deleted\"]");
    desk.api().delete(desk.path("")).require(204);
    assertThat(desk.told(2))
        .containsExactlyInAnyOrder(
            of("endpoint.deleted", one, "\"one\""), of("endpoint.deleted", two, "null"));
    assertThat(desk.received(2)).hasSize(2);
  }

  @Test
  void anEndpointThatFailsForLongIsDisabledAndToldSinceWhen() throws Exception {
    desk.listen(",\"filterTypes\":[\"endpoint.disabled\"]");
    String webhook =
        desk.webhook(",\"policy\":{\"failing\":{\"action\":\"disable\",\"after\":\"10m\"}}");
    desk.receiver.answer(_ -> Answer.status(500));
    desk.attempts(desk.message(""), 1);
    server.turn(Duration.ofMinutes(1));
    String since = failingSince(webhook);
    server.turn(Duration.ofMinutes(10));
    String more = ",\"failSince\":\"" + since + "\",\"trigger\":\"automatic\"";
    JsonNode expected = desk.ofEndpoint("endpoint.disabled", webhook, "null", more);
    assertThat(desk.told(1)).containsExactly(expected);
    assertThat(desk.received(1)).containsExactly(expected);
  }

  @Test
  void aReceiverThatIsGoneIsDisabledAndTold() throws Exception {
    desk.listen(",\"filterTypes\":[\"endpoint.disabled\"]");
    String webhook = desk.webhook("");
    desk.receiver.answer(_ -> Answer.status(410));
    desk.message("");
    JsonNode expected =
        desk.ofEndpoint(
            "endpoint.disabled", webhook, "null", ",\"failSince\":null,\"trigger\":\"automatic\"");
    assertThat(desk.told(1)).containsExactly(expected);
    assertThat(desk.received(1)).containsExactly(expected);
  }

  @Test
  void anEndpointThatFailsForLongMayBeDeletedAndThatIsTold() throws Exception {
    desk.listen(",\"filterTypes\":[\"endpoint.deleted\"]");
    String webhook =
        desk.webhook(
            ",\"uid\":\"e\",\"policy\":{\"failing\":{\"action\":\"delete\",\"after\":\"10m\"}}");
    desk.receiver.answer(_ -> Answer.status(500));
    desk.attempts(desk.message(""), 1);
    server.turn(Duration.ofMinutes(1));
    failingSince(webhook);
    server.turn(Duration.ofMinutes(10));
    assertThat(desk.told(1)).containsExactly(of("endpoint.deleted", webhook, "\"e\""));
  }

  @Test
  void aFilterChoosesWhatIsTold() throws Exception {
    desk.listen(
        ",\"filterTypes\":[\"endpoint.disabled\"],\"filter\":{\"at\":\"/data/trigger\",\"equals\":\"automatic\"}");
    String byHand = desk.webhook("");
    desk.api().patch(path(byHand), "{\"disabled\":true}").require(200);
    String gone = desk.webhook("");
    desk.receiver.answer(_ -> Answer.status(410));
    desk.message("");
    assertThat(desk.told(1))
        .extracting(told -> told.at("/data/endpointId").asString())
        .containsExactly(gone);
    assertThat(desk.received(1)).hasSize(1);
  }

  @Test
  void nobodyElseIsTold() throws Exception {
    try (Desk other = new Desk(server)) {
      other.listen("");
      desk.listen("");
      String webhook = desk.webhook("");
      assertThat(desk.told(1)).containsExactly(of("endpoint.created", webhook, "null"));
      String others = other.webhook("");
      assertThat(other.told(1))
          .containsExactly(other.ofEndpoint("endpoint.created", others, "null", ""));
      assertThat(desk.told(1)).hasSize(1);
    }
  }

  @Test
  void aDisabledOperationalWebhookIsToldNothingAndNothingLater() throws Exception {
    String listener = desk.listen(",\"disabled\":true");
    desk.webhook("");
    String one = Desk.operational("/endpoint/" + listener);
    desk.api().put(one, "{\"url\":\"%s\"}".formatted(desk.told.url())).require(200);
    String webhook = desk.webhook("");
    assertThat(desk.told(1)).containsExactly(of("endpoint.created", webhook, "null"));
    assertThat(desk.received(1)).hasSize(1);
  }
}
