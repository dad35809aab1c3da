package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.Comm100Client.WEBHOOKS;
import static dev.postrider.server.platforms.Comm100Client.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often Comm100's management API may be called, by the number of its requirement. */
final class Comm100LimitTest {

  /** One server with these settings, and a customer's program that has signed in. */
  private record Site(TurnedServer server, Customer customer, Comm100Client client)
      implements AutoCloseable {

    static Site with(Map<String, String> settings) throws IOException, InterruptedException {
      TurnedServer server = TurnedServer.with(settings);
      Customer customer = new Customer(server, "comm100");
      return new Site(server, customer, Comm100Client.of(server, customer, ""));
    }

    HttpResponse<String> call(String... headers) throws IOException, InterruptedException {
      return client.call("GET", WEBHOOKS, null, headers);
    }

    void calls(int count, String... headers) throws IOException, InterruptedException {
      for (int i = 0; i < count; i++) {
        assertThat(call(headers).statusCode()).isEqualTo(200);
      }
    }

    @Override
    public void close() {
      client.close();
      customer.close();
      server.close();
    }
  }

  @Test
  void C_14_anAddressMayMake300CallsIn5Minutes() throws Exception {
    try (Site site = Site.with(Map.of())) {
      site.server.turn(Duration.ofMinutes(1));
      // Signing in was the first.
      site.calls(298);
      error(404, site.client.call("GET", "/v4/nothing", null));
      HttpResponse<String> over = site.call();
      assertThat(error(429, over)).contains("300 in 300 seconds");
      assertThat(over.headers().firstValue("Retry-After")).hasValue("240");
      error(429, site.client.login(site.client.form()));
      error(429, site.client.call("GET", "/v4/nothing", null));
      assertThat(site.client.call("GET", "/api/v1/app", null).statusCode())
          .as("no other API is limited")
          .isEqualTo(403);
      site.server.turn(Duration.ofMinutes(4).minusMillis(1));
      assertThat(site.call().headers().firstValue("Retry-After")).hasValue("1");
      site.server.turn(Duration.ofMillis(1));
      site.calls(300);
      error(429, site.call());
    }
  }

  @Test
  void C_14_C_16_theNumberAndTheStatusCanBeSet() throws Exception {
    try (Site site = Site.with(Map.of("comm100.calls", "3", "comm100.overLimit", "403"))) {
      site.calls(2);
      HttpResponse<String> over = site.call();
      assertThat(error(403, over)).contains("Too many calls");
      assertThat(over.headers().firstValue("Retry-After")).hasValue("300");
    }
    try (Site site = Site.with(Map.of("comm100.calls", "0"))) {
      site.calls(310);
    }
  }

  @Test
  void C_14_addressesAreThoseOfConnectionsUnlessAProxyIsTrusted() throws Exception {
    try (Site site = Site.with(Map.of("comm100.calls", "3"))) {
      site.calls(1, "X-Forwarded-For", "203.0.113.1");
      site.calls(1, "X-Forwarded-For", "203.0.113.2");
      error(429, site.call("X-Forwarded-For", "203.0.113.3"));
    }
    try (Site site =
        Site.with(Map.of("comm100.calls", "3", "http.trustedProxies", "127.0.0.0/8"))) {
      site.calls(3, "X-Forwarded-For", "203.0.113.1");
      site.calls(3, "X-Forwarded-For", "203.0.113.1, 203.0.113.2");
      site.calls(2, "X-Forwarded-For", "203.0.113.3", "X-Forwarded-For", "203.0.113.4");
      error(429, site.call("X-Forwarded-For", "203.0.113.9, 203.0.113.1"));
      error(429, site.call("X-Forwarded-For", "203.0.113.2"));
      site.calls(1, "X-Forwarded-For", "203.0.113.4");
      error(429, site.call("X-Forwarded-For", "203.0.113.4"));
      // Without the header, or with nonsense, it is the connection's, which has signed in.
      site.calls(1);
      site.calls(1, "X-Forwarded-For", "x".repeat(1_000));
      error(429, site.call());
    }
  }
}
