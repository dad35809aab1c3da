package dev.postrider.server.demo;

import dev.postrider.server.demo.DemoApi.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** mluvii: what failed is sent again, and holds back what is of its entity type alone. */
final class MluviiScene implements Scene {
  private static final String LOGIN = "/login/connect/token";

  @Override
  public String platform() {
    return "mluvii";
  }

  @Override
  public String rule() {
    return "a failure holds back its entity type, no other (M-2, M-9)";
  }

  @Override
  public void play(Stage stage) throws IOException, InterruptedException {
    register(stage);
    String started = stage.example("SessionStarted");
    stage.encore(new Encore.Event(started));
    stage.inbox().answer(Response.of(500));

    Published session = stage.publish(started);
    Arrival first = stage.arrival();
    stage.checkBasic(first, "Z286aXNhd2Vzb21l");
    stage.checkBody(first, session);
    Published ended = stage.publish(stage.example("SessionEnded"));
    Published mail = stage.publish(stage.example("EmailThreadCreated"));
    stage.check(
        stage.arrival().body().text().equals(mail.body()),
        "the e-mail goes ahead; the session's end waits for its start");

    Wait wait = Wait.of(Duration.ofSeconds(5), "500 is a failure: it is sent again after 5 s");
    stage.passUntilRetry(session, first.at(), wait);
    stage.check(
        stage.arrival().body().equals(first.body()), "the retry has the same body, byte for byte");
    stage.check(
        stage.arrival().body().text().equals(ended.body()), "and now the session's end, in order");
  }

  private static void register(Stage stage) throws IOException, InterruptedException {
    String secret = stage.credential(stage.application(), "Webhooks");
    String client = "grant_type=client_credentials&client_id=" + stage.application();
    String form = client + "&client_secret=" + secret;
    stage.encore(
        new Encore.Customer(LOGIN, "-d '%s' \\\n  -d client_secret=%s".formatted(client, secret)));
    Map<String, String> type = Map.of("Content-Type", "application/x-www-form-urlencoded");
    String token =
        stage.customer(new Call("POST", LOGIN, type, form)).json().path("access_token").asString();
    String webhook =
        "{\"eventTypes\":[\"SessionStarted\",\"SessionEnded\",\"EmailThreadCreated\"],\"callbackUrl\":\"%s\"}"
            .formatted(stage.url("go:isawesome"));
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + token);
    stage.customer(new Call("POST", "/api/v1/Webhooks", bearer, webhook));
  }
}
