package dev.postrider.examples.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.outbox.OutboxRelay;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Of an order that was rolled back nobody hears, and of one that was saved everybody. */
final class ShopTest {
  private static final String TAKEN =
      "{\"data\":[{\"status\":202,\"message\":{\"id\":\"msg_1\"}}]}";

  private static String[] arguments(Receiver postrider) {
    return new String[] {
      "--postrider.url=http://127.0.0.1:" + postrider.port(), "--postrider.token=a-token"
    };
  }

  @Test
  void anOrderAndItsEventAreSavedTogetherOrNotAtAll() throws Exception {
    try (Receiver postrider = Receiver.start()) {
      postrider.answer(_ -> Answer.status(200, TAKEN));
      try (ConfigurableApplicationContext shop =
          SpringApplication.run(Shop.class, arguments(postrider))) {
        Orders orders = shop.getBean(Orders.class);
        assertThatThrownBy(() -> orders.place(8, 0)).isInstanceOf(IllegalArgumentException.class);
        orders.place(7, 1_999);
        OutboxRelay relay = shop.getBean(OutboxRelay.class);
        relay.wake();
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> relay.status().sent() == 1 && relay.status().waiting() == 0);
        assertThat(
                shop.getBean(JdbcTemplate.class)
                    .queryForList("select id from orders", Integer.class))
            .containsExactly(7);
      }
      List<Received> requests = postrider.received();
      assertThat(requests).hasSize(1);
      assertThat(requests.getFirst().target()).isEqualTo("/api/v1/app/shop/msg/batch");
      assertThat(requests.getFirst().body().text())
          .contains("\"payload\":{\"order\":7,\"cents\":1999}")
          .doesNotContain("order-8");
    }
  }

  @Test
  void itRunsFromBeginningToEnd() throws Exception {
    try (Receiver postrider = Receiver.start()) {
      postrider.answer(_ -> Answer.status(200, TAKEN));
      Shop.main(arguments(postrider));
      assertThat(postrider.received()).hasSize(1);
    }
  }
}
