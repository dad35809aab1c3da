package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A server for the class, and for each test a customer of one platform. */
abstract class PlatformTest {
  static TurnedServer server;

  private final String platform;
  Customer customer;

  PlatformTest(String platform) {
    this.platform = platform;
  }

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void customer() throws Exception {
    customer = new Customer(server, platform);
  }

  @AfterEach
  void leave() {
    customer.close();
  }

  /** Publishes every sample of the platform; each arrives once and byte for byte. */
  final List<Received> everySampleArrives() throws Exception {
    customer.webhook();
    List<String> names = Samples.of(platform);
    for (String name : names) {
      customer.sample(name);
    }
    List<Received> received = customer.received(names.size());
    for (String name : names) {
      String body = new String(customer.bytes(name), StandardCharsets.UTF_8);
      assertThat(received.stream().filter(r -> r.body().text().equals(body))).as(name).hasSize(1);
    }
    return received;
  }
}
