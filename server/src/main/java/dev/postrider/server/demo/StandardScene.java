package dev.postrider.server.demo;

import dev.postrider.sender.SignatureCheck;
import dev.postrider.sender.SignatureCheck.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Standard Webhooks: signed, and signed anew when sent again. */
final class StandardScene implements Scene {
  private static final String PAYLOAD = "{\"invoice\":7,\"amount\":\"12.50\",\"currency\":\"EUR\"}";

  @Override
  public String platform() {
    return "standard";
  }

  @Override
  public String rule() {
    return "signed; a retry has the same id and its own signature";
  }

  @Override
  public void play(Stage stage) throws IOException, InterruptedException {
    String endpoint = "{\"uid\":\"demo\",\"url\":\"%s\"}".formatted(stage.url(""));
    stage.platform("POST", "/endpoint", endpoint);
    String secret =
        stage.platform("GET", "/endpoint/demo/secret", "").json().path("key").asString();
    stage.encore(new Encore.Message("invoice.paid", PAYLOAD));
    stage.encore(new Encore.Look("/attempt/endpoint/demo"));
    stage.inbox().answer(Response.of(503));
    Published event = stage.publish("invoice.paid", PAYLOAD);

    Arrival first = stage.arrival();
    String body = first.body().text();
    stage.check(genuine(first, body, secret), "the signature is right");
    stage.check(
        !genuine(first, body.replace("12.50", "92.50"), secret),
        "with another amount it would not be");
    stage.checkBody(first, event);
    stage.passUntilRetry(
        event,
        first.at(),
        new Wait(
            Duration.ofSeconds(4),
            Duration.ofSeconds(6),
            "503 is a failure: it is sent again after 5 s, give or take a fifth"));
    Arrival again = stage.arrival();
    stage.check(
        again.header("webhook-id").equals(first.header("webhook-id"))
            && again.body().equals(first.body()),
        "the same id and body, so that a receiver knows it again");
    stage.check(
        genuine(again, again.body().text(), secret)
            && !again.header("webhook-signature").equals(first.header("webhook-signature")),
        "a signature of its own, which is right too");
  }

  private static boolean genuine(Arrival arrival, String body, String secret) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return SignatureCheck.check(arrival::header, bytes, secret, arrival.at())
        instanceof Finding.Genuine;
  }
}
