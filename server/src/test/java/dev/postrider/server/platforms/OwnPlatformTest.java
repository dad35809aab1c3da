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

  private static void publish(Customer customer, String body) throws Exception {
    customer.publish(body.getBytes(StandardCharsets.UTF_8)).require(202);
  }
}
