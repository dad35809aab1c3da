package dev.postrider.examples.spring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/** Books the orders that webhooks tell of; {@link Bookings} has the handlers. */
@SpringBootApplication
public class Shop {

  /** The database, when {@code spring.datasource.url} names none: one that is gone afterwards. */
  @Bean(destroyMethod = "close")
  @ConditionalOnProperty(
      name = "spring.datasource.url",
      matchIfMissing = true,
      havingValue = "none")
  EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.start();
  }

  @Bean
  @ConditionalOnProperty(
      name = "spring.datasource.url",
      matchIfMissing = true,
      havingValue = "none")
  DataSource database(EmbeddedPostgres postgres) {
    return postgres.getPostgresDatabase();
  }

  @EventListener
  void listening(WebServerInitializedEvent started) {
    System.out.printf(
        "Webhooks are taken at http://127.0.0.1:%d/webhooks%n", started.getWebServer().getPort());
  }

  /** The secret is in WEBHOOK_SECRET; settings are arguments, as {@code --server.port=8091}. */
  public static void main(String[] arguments) {
    SpringApplication.run(Shop.class, arguments);
  }
}
