package dev.postrider.server.demo;

import java.io.IOException;
import java.time.Duration;

/** mluvii's API chatbots: a Ping, and a guest whose words must not get mixed up. */
final class ChatbotScene implements Scene {

  @Override
  public String platform() {
    return "mluvii-chatbot";
  }

  @Override
  public String rule() {
    return "Ping; 202 is no answer; conversations keep order (M-40, M-42)";
  }

  @Override
  public void play(Stage stage) throws IOException, InterruptedException {
    String url = stage.url("") + "/access_token=YOUR_ACCESS_TOKEN";
    stage.platform("POST", "/endpoint", "{\"uid\":\"bot\",\"url\":\"%s\"}".formatted(url));
    String said = stage.example("Text");
    stage.encore(new Encore.Event(said));
    stage.encore(new Encore.Look("/endpoint/bot"));

    Published ping = stage.publish(stage.example("Ping"));
    Arrival asked = stage.arrival();
    stage.checkBody(asked, ping);
    stage.check(
        stage.progress().attempts(ping, 1).path(0).path("responseStatusCode").asInt() == 200,
        "the chatbot is there: Ping was answered with 200");

    stage.inbox().answer(Response.of(202));
    Published text = stage.publish(said);
    Arrival first = stage.arrival();
    Published ended = stage.publish(stage.example("ConversationEnded"));
    Wait wait = Wait.of(Duration.ofSeconds(1), "202 is a failure: it is sent again after 1 s");
    stage.passUntilRetry(text, first.at(), wait);
    stage.check(stage.arrival().body().equals(first.body()), "the same text once more");
    stage.check(
        stage.arrival().body().text().equals(ended.body()),
        "the end of the conversation waited for it");
  }
}
