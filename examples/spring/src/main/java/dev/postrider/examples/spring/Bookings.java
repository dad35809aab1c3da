package dev.postrider.examples.spring;

import dev.postrider.receiver.Webhook;
import dev.postrider.receiver.spring.WebhookHandler;
import java.sql.Connection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of webhooks: one method for each type, and one for all others. */
@Component
class Bookings {
  private final JsonMapper json;

  Bookings(JsonMapper json) {
    this.json = json;
  }

  /** The body of an {@code order.paid}. */
  record OrderPaid(int order, int cents) {}

  /** The booking and "this webhook is done" are one commit: never one without the other. */
  @WebhookHandler(type = "order.paid")
  void paid(Webhook webhook, Connection connection) {
    OrderPaid paid = json.readValue(webhook.body(), OrderPaid.class);
    JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    jdbc.update("insert into bookings (order_id, cents) values (?, ?)", paid.order(), paid.cents());
    if (paid.cents() <= 0) {
      // What was inserted is rolled back, and the webhook comes again later.
      throw new IllegalArgumentException("an order costs something");
    }
    Map<String, @Nullable Object> all =
        jdbc.queryForMap("select count(*) as orders, sum(cents) as cents from bookings");
    System.out.printf("Order %d is booked, in all: %s%n", paid.order(), all);
  }

  @WebhookHandler(type = "order.cancelled")
  void cancelled(String body) {
    System.out.println("Cancelled: " + body);
  }

  @WebhookHandler
  void others(Webhook webhook) {
    System.out.println("Nothing to do for " + webhook.text());
  }
}
