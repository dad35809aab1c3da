package dev.postrider.examples.outbox;

import dev.postrider.outbox.Outbox;
import dev.postrider.outbox.OutboxRelay;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Places an order that is saved, and one that is not; then sends what there is to send. */
@SpringBootApplication
public class Shop {

  /** The outbox, whose tables are made at the start. */
  @Bean
  Outbox outbox(DataSource database) throws SQLException {
    Outbox outbox = new Outbox();
    try (Connection connection = database.getConnection()) {
      outbox.createTables(connection);
    }
    return outbox;
  }

  /** Spring closes it. */
  @Bean
  OutboxRelay relay(
      Outbox outbox,
      DataSource database,
      @Value("${postrider.url}") URI url,
      @Value("${postrider.token}") String token) {
    return OutboxRelay.builder(database, url, () -> token).start();
  }

  /** Needs {@code --postrider.url} and {@code --postrider.token}. */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    try (ConfigurableApplicationContext shop = SpringApplication.run(Shop.class, arguments)) {
      Orders orders = shop.getBean(Orders.class);
      orders.place(7, 1_999);
      try {
        orders.place(8, 0);
      } catch (IllegalArgumentException e) {
        System.out.println("Order 8 was rolled back: " + e.getMessage());
      }
      OutboxRelay relay = shop.getBean(OutboxRelay.class);
      relay.wake();
      while (relay.status().waiting() > 0) {
        Thread.sleep(100);
      }
      System.out.println(relay.status());
    }
  }
}
