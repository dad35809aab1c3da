package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An application's owner works through the portal, with everything real but the clock. */
final class PortalTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SHOP = "/api/v1/app/shop";

  @Test
  void theOwnerSeesToHisWebhooksUntilHeLogsOut() throws Exception {
    try (TurnedServer server =
            TurnedServer.with(Map.of("portal.url", "https://shop.example/hooks"));
        Receiver receiver = Receiver.start()) {
      String access =
          "{\"application\":{\"name\":\"Shop\",\"uid\":\"shop\"},\"featureFlags\":[\"beta\"]}";
      var granted = server.api().post("/api/v1/auth/app-portal-access/shop", access).require(200);
      assertThat(granted.path("url").asString()).startsWith("https://shop.example/hooks#key=");
      for (String flag : List.of("beta", "other")) {
        server
            .api()
            .post(
                "/api/v1/event-type",
                "{\"name\":\"a.%1$s\",\"description\":\"\",\"featureFlags\":[\"%1$s\"]}"
                    .formatted(flag))
            .require(201);
      }
      try (ApiClient portal = new ApiClient(server.url(), granted.path("token").asString())) {
        assertThat(portal.all("/api/v1/event-type")).hasSize(1);
        portal.createEndpoint("shop", "hook", receiver.url());
        String types = "{\"eventTypes\":[\"%s\"]}";
        portal.patch(SHOP + "/endpoint/hook", types.formatted("a.other")).require(422);
        portal.patch(SHOP + "/endpoint/hook", types.formatted("a.beta")).require(200);

        String message = "{\"eventType\":\"a.beta\",\"eventId\":\"m\",\"payload\":{}}";
        portal.post(SHOP + "/msg", message).require(403);
        server.api().post(SHOP + "/msg", message).require(202);
        receiver.awaitCount(1, SOON);
        Awaitility.await()
            .atMost(SOON)
            .until(() -> portal.all(SHOP + "/attempt/endpoint/hook").size() == 1);
        portal.post(SHOP + "/msg/m/endpoint/hook/resend", "").require(202);
        server.turn(Duration.ofSeconds(1));
        List<Received> received = receiver.awaitCount(2, SOON);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());

        assertThat(portal.post("/api/v1/auth/logout", "").status()).isEqualTo(204);
        portal.get(SHOP + "/endpoint").require(401);
      }
    }
  }
}
