package dev.postrider.server.demo;

import dev.postrider.server.demo.DemoApi.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Yespo's App Inbox: the receiver's statuses say whether to come again, and when. */
final class YespoScene implements Scene {
  private static final String WEBHOOK = "/appinbox/v1/webhook";
  private static final int BUSY = 20;

  @Override
  public String platform() {
    return "yespo";
  }

  @Override
  public String rule() {
    return "400 is final; 429 waits for Retry-After (Y-10, Y-11)";
  }

  @Override
  public void play(Stage stage) throws IOException, InterruptedException {
    register(stage);
    String sale = stage.example("app-inbox.message");
    stage.encore(new Encore.Event(numbered(sale, 3)));
    stage.inbox().answer(Response.of(400), Response.retryAfter(429, BUSY));

    Published refused = stage.publish(numbered(sale, 1));
    Arrival first = stage.arrival();
    stage.checkBasic(first, "aW5ib3g6c2VjcmV0");
    stage.checkBody(first, refused);
    stage.check(stage.progress().givenUp(refused), "400 is final: it is not sent again");

    Published busy = stage.publish(numbered(sale, 2));
    Arrival second = stage.arrival();
    stage.checkBody(second, busy);
    stage.passUntilRetry(
        busy,
        second.at(),
        Wait.of(
            Duration.ofSeconds(BUSY),
            "429 with Retry-After: %d is sent again after %1$d s".formatted(BUSY)));
    stage.check(stage.arrival().body().equals(second.body()), "the same message once more");
  }

  /** Of one id there is one message. */
  private static String numbered(String message, int number) {
    String id = "\"id\":\"00000000-0000-4000-8000-%012d\"".formatted(number);
    return message.replaceFirst("\"id\":\"[^\"]*\"", id);
  }

  private static void register(Stage stage) throws IOException, InterruptedException {
    String key = stage.credential(stage.application(), "Webhooks");
    stage.encore(new Encore.Customer(WEBHOOK, "-u 'any:" + key + "'"));
    String user =
        Base64.getEncoder().encodeToString(("any:" + key).getBytes(StandardCharsets.UTF_8));
    String body =
        "{\"url\":\"%s\",\"auth\":{\"type\":\"basic\",\"username\":\"inbox\",\"password\":\"secret\"}}"
            .formatted(stage.url(""));
    Map<String, String> basic = Map.of("Authorization", "Basic " + user);
    stage.customer(new Call("PUT", WEBHOOK, basic, body));
  }
}
