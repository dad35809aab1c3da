package dev.postrider.server.demo;

import dev.postrider.server.demo.DemoApi.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Comm100: sent again at once, then after a minute, and so on for three days. */
final class Comm100Scene implements Scene {
  private static final String AGENT = "agent@example.com";
  private static final String WEBHOOKS = "/v4/livechat/webhooks";

  @Override
  public String platform() {
    return "comm100";
  }

  @Override
  public String rule() {
    return "sent again at once, then after a minute, … (C-26)";
  }

  @Override
  public void play(Stage stage) throws IOException, InterruptedException {
    register(stage);
    String login = stage.example("agentStatusChanges");
    stage.encore(new Encore.Event(login));
    stage.inbox().answer(Response.of(503), Response.of(503));

    Published status = stage.publish(login);
    Arrival first = stage.arrival();
    stage.checkBody(first, status);
    Arrival second = stage.arrival();
    Duration between = Duration.between(first.at(), second.at());
    stage.check(
        second.body().equals(first.body()) && between.compareTo(Duration.ofSeconds(5)) < 0,
        "503 is a failure: it was sent again at once, %d ms after".formatted(between.toMillis()));
    Wait wait = Wait.of(Duration.ofMinutes(1), "the next time after 1 minute");
    stage.passUntilRetry(status, second.at(), wait);
    stage.check(stage.arrival().body().equals(first.body()), "the same event a third time");
  }

  private static void register(Stage stage) throws IOException, InterruptedException {
    String secret = stage.credential(AGENT, "Manage Integration");
    stage.encore(
        new Encore.Customer(
            WEBHOOKS + "?siteId=" + stage.application(), "-u '" + AGENT + ":" + secret + "'"));
    String form = "grant_type=password&email=%s&client_id=crm&password=%s".formatted(AGENT, secret);
    Map<String, String> type = Map.of("Content-Type", "application/x-www-form-urlencoded");
    String token =
        stage
            .customer(new Call("POST", "/oauth/token", type, form))
            .json()
            .path("access_token")
            .asString();
    String webhook =
        "{\"event\":\"agentStatusChanges\",\"targetUrl\":\"%s\"}".formatted(stage.url(""));
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
    stage.customer(new Call("POST", WEBHOOKS, bearer, webhook));
  }
}
