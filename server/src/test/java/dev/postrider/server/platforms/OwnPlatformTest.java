package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fifth platform needs a file and no Java. */
final class OwnPlatformTest {
  @TempDir Path folder;

  @Test
  void aFileInAFolderIsAPlatformLikeTheBuiltInOnes() throws Exception {
    String shop = Files.readString(Path.of("../docs/examples/shop.yaml"));
    Files.writeString(folder.resolve("shop.yaml"), shop.replace("http: refused", "http: allowed"));
    try (TurnedServer server = new TurnedServer(folder.toString());
        Customer customer = new Customer(server, "shop")) {
      String webhook = customer.webhook("order.placed", "order.paid");
      customer.receiver.answer(r -> Answer.status(r.body().text().contains("\"o-1\"") ? 422 : 200));
      publish(customer, "{\"type\":\"order.placed\",\"order\":\"o-1\",\"total\":5}");
      publish(customer, "{ \"type\" : \"order.paid\",  \"order\":\"o-2\" }");
      customer.attempts(webhook, 2);
      server.turn(Duration.ofDays(1));
      assertThat(customer.attempts(webhook, 2)).hasSize(2);
      // Two orders keep no order between them.
      Received paid =
          customer.received(2).stream()
              .filter(r -> r.body().text().contains("o-2"))
              .findFirst()
              .orElseThrow();
      assertThat(paid.body().text()).isEqualTo("{ \"type\" : \"order.paid\",  \"order\":\"o-2\" }");
      assertThat(paid.header("webhook-signature")).isPresent();
      customer.refused("{\"type\":\"order.paid\",\"order\":\"17\"}", "order");
      assertThat(
              customer
                  .register("{\"url\":\"http://x.example/\",\"eventTypes\":[\"order.eaten\"]}")
                  .status())
          .isEqualTo(422);
    }
  }

  @Test
  void itsContactsHaveInboxesAndItsApplicationsSettingsWhereTheFileSaysSo() throws Exception {
    String shop =
        Files.readString(Path.of("../docs/examples/shop.yaml"))
            .replace("http: refused", "http: allowed")
            .replace(
                "definitions:",
                """
                settings:
                  notes: {about: Whether notes are sent., type: boolean, default: true}
                  most: {about: How many are kept., type: integer, minimum: 1, maximum: 9, default: 2}
                omit: {notes: /note}
                inbox: {contact: /order, id: /total, created: /at, maximum: most}
                definitions:\
                """)
            .replace("example: {", "example: {at: 0, total: 1, ")
            .replace("total: 24.9", "note: x")
            .replace("[type, order, total]", "[type, order]");
    Files.writeString(folder.resolve("shop.yaml"), shop);
    try (TurnedServer server = new TurnedServer(folder.toString());
        Customer customer = new Customer(server, "shop")) {
      customer.webhook();
      String order =
          "{\"type\":\"order.placed\",\"order\":\"o-1\",\"at\":\"2026-03-01T10:00:00Z\",";
      String settings = "{\"platformSettings\":{\"notes\":false}}";
      assertThat(
              customer
                  .api()
                  .patch(customer.path(""), settings)
                  .require(200)
                  .path("platformSettings"))
          .hasToString("{\"notes\":false,\"most\":2}");
      for (int i = 1; i <= 3; i++) {
        publish(customer, order + "\"total\":" + i + " , \"note\":\"n\"}");
      }
      assertThat(customer.received(3).getLast().body().text()).isEqualTo(order + "\"total\":3}");
      String inbox = customer.path("/inbox/o-1");
      assertThat(customer.api().get(inbox).require(200))
          .hasToString(
              "{\"contact\":\"o-1\",\"kept\":2,\"unopened\":2,\"fellOut\":1,\"maximum\":2}");
      customer.api().put(inbox + "/message/3", "{\"status\":\"OPENED\"}").require(200);
      assertThat(customer.api().get(inbox + "/message?status=OPENED").require(200).at("/data/0/id"))
          .hasToString("\"3\"");
      customer.refused(order + "\"total\":1.5}", "total");
    }
  }

  private static void publish(Customer customer, String body) throws Exception {
    customer.publish(body.getBytes(StandardCharsets.UTF_8)).require(202);
  }
}
