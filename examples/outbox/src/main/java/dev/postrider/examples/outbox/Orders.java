package dev.postrider.examples.outbox;

import dev.postrider.outbox.Outbox;
import dev.postrider.outbox.OutboxMessage;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders, of which endpoints hear if and only if they are saved. */
@Service
public class Orders {
  private final JdbcTemplate jdbc;
  private final Outbox outbox;

  Orders(JdbcTemplate jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  /**
   * Saves an order and publishes its event, both or neither.
   *
   * @throws IllegalArgumentException when it costs nothing
   */
  @Transactional
  public void place(int order, int cents) {
    jdbc.update("insert into orders (id, cents) values (?, ?)", order, cents);
    OutboxMessage paid =
        OutboxMessage.json(
                "shop", "order.paid", "{\"order\":%d,\"cents\":%d}".formatted(order, cents))
            .eventId("order-%d-paid".formatted(order))
            .orderingKey("order-" + order)
            .build();
    // The connection is that of the transaction.
    jdbc.execute((ConnectionCallback<String>) connection -> outbox.publish(connection, paid));
    if (cents <= 0) {
      throw new IllegalArgumentException("an order costs something");
    }
  }
}
