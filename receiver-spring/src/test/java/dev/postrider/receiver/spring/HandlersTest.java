package dev.postrider.receiver.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postrider.receiver.DeadLetter;
import dev.postrider.receiver.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;

/** Which method gets a webhook, and as what; what is repeated; what is given up. */
@Timeout(120)
final class HandlersTest {
  private static final BlockingQueue<String> CALLS = new LinkedBlockingQueue<>();

  private @TempDir Path folder;

  /** A method for each kind of parameter. */
  static class Orders {
    @WebhookHandler(type = {"order.paid", "order.refunded"})
    void text(String body) {
      CALLS.add("text " + body);
    }

    @WebhookHandler(type = "order.shipped")
    public void bytes(byte[] body) {
      CALLS.add("bytes " + new String(body, StandardCharsets.UTF_8));
    }
  }

  /** The method for all that is left. */
  static final class Others {
    @WebhookHandler
    void any(Webhook webhook) {
      CALLS.add("any " + webhook.id());
    }
  }

  /** Fails as often as a webhook says. */
  static final class Failing {
    @WebhookHandler
    void any(Webhook webhook) throws IOException {
      CALLS.add("attempt " + webhook.attempt());
      if (webhook.attempt() <= Integer.parseInt(webhook.text())) {
        throw new IOException("the other side is away");
      }
    }
  }

  @Test
  void aWebhookGoesToTheMethodThatTakesItsType() throws Exception {
    try (App app = open(List.of(new Orders(), new Others()))) {
      assertCalled(
          app,
          "msg_1",
          "{\"id\":[{}],\"type\":\"order.paid\"}",
          "text {\"id\":[{}],\"type\":\"order.paid\"}");
      assertCalled(
          app, "msg_2", "{\"type\":\"order.refunded\"}", "text {\"type\":\"order.refunded\"}");
      assertCalled(
          app, "msg_3", "{\"type\":\"order.shipped\"}", "bytes {\"type\":\"order.shipped\"}");
      assertCalled(app, "msg_4", "{\"type\":\"order.lost\"}", "any msg_4");
      assertCalled(app, "msg_5", "{\"data\":{\"type\":\"order.paid\"}}", "any msg_5");
      assertCalled(app, "msg_6", "{\"type\":17}", "any msg_6");
      assertCalled(app, "msg_7", "{\"type\":", "any msg_7");
      assertCalled(app, "msg_8", "", "any msg_8");
      assertThat(app.inbox().counts().failed()).isZero();
    }
  }

  @Test
  void aTypeThatNobodyTakesIsDone() throws Exception {
    try (App app = open(List.of(new Orders()))) {
      assertThat(Sender.send(app, "msg_1", "{\"type\":\"order.lost\"}")).isEqualTo(200);
      await().until(() -> app.inbox().counts().handled() == 1);
      assertThat(CALLS).isEmpty();
    }
  }

  @Test
  void theMemberThatHasTheTypeIsASetting() throws Exception {
    try (App app =
        open(
            List.of(new Orders(), new Others()),
            "postrider.receiver.type-member=event",
            "postrider.receiver.path=/hooks/orders")) {
      String body = "{\"type\":\"x\",\"event\":\"order.shipped\"}";
      assertThat(Sender.send(app, "msg_1", body)).isEqualTo(404);
      assertThat(Sender.send(app, "/hooks/orders", "msg_1", body)).isEqualTo(200);
      assertThat(call()).isEqualTo("bytes " + body);
    }
  }

  /** Qikchat has no {@code type}, and mluvii none either. */
  @Test
  void aBeanMaySayWhatTypeAWebhookHas() throws Exception {
    EventType first = webhook -> "order." + webhook.text().substring(0, 4);
    try (App app = open(List.of(new Orders(), new Others(), new Type(first)))) {
      assertCalled(app, "msg_1", "paid at last", "text paid at last");
    }
  }

  /** Lambdas have no class that a bean could be found by. */
  record Type(EventType type) implements EventType {
    @Override
    public @Nullable String of(Webhook webhook) {
      return type.of(webhook);
    }
  }

  @Test
  void methodsOfProxiesAreFound() throws Exception {
    ProxyFactory factory = new ProxyFactory(new Orders());
    factory.setProxyTargetClass(true);
    try (App app = open(List.of(factory.getProxy(), new Others()))) {
      assertCalled(
          app, "msg_1", "{\"type\":\"order.shipped\"}", "bytes {\"type\":\"order.shipped\"}");
    }
  }

  @Test
  void whatFailsIsRepeatedAndWhatKeepsFailingIsGivenUp() throws Exception {
    try (App app =
        open(
            List.of(new Failing()),
            "postrider.receiver.retry.first=1ms",
            "postrider.receiver.retry.attempts=3")) {
      assertThat(Sender.send(app, "msg_1", "1")).isEqualTo(200);
      assertThat(List.of(call(), call())).containsExactly("attempt 1", "attempt 2");
      assertThat(Sender.send(app, "msg_1", "1")).isEqualTo(200);
      assertThat(Sender.send(app, "msg_2", "9")).isEqualTo(200);
      assertThat(List.of(call(), call(), call()))
          .containsExactly("attempt 1", "attempt 2", "attempt 3");
      await().until(() -> app.inbox().counts().dead() == 1);
      assertThat(app.inbox().counts().duplicates()).isEqualTo(1);
      DeadLetter dead = app.inbox().deadLetters(10).getFirst();
      assertThat(dead.webhook().id()).isEqualTo("msg_2");
      assertThat(dead.error()).contains("IOException", "the other side is away");
    }
  }

  @Test
  void aNameAndAPasswordWillDoWhereNothingIsSigned() throws Exception {
    try (App app =
        App.start(
            App.Plain.class,
            List.of(new Others()),
            "postrider.receiver.user=mluvii",
            "postrider.receiver.password=open sesame",
            "postrider.receiver.identity=body-hash",
            "postrider.receiver.file=" + folder.resolve("inbox.db"))) {
      assertThat(basic(app, "mluvii:open sesame")).isEqualTo(200);
      assertThat(call()).startsWith("any ");
      assertThat(basic(app, "mluvii:open barley")).isEqualTo(401);
      assertThat(CALLS).isEmpty();
    }
  }

  private static int basic(App app, String credentials) throws Exception {
    String base64 =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return Sender.post(app, "/webhooks", "{}", "Authorization", "Basic " + base64).statusCode();
  }

  private App open(List<?> beans, String... properties) {
    return App.start(
        App.Plain.class,
        beans,
        Stream.concat(
                Stream.of(
                    "postrider.receiver.secrets=" + Sender.SECRET,
                    "postrider.receiver.file=" + folder.resolve("inbox.db")),
                Stream.of(properties))
            .toArray(String[]::new));
  }

  private static void assertCalled(App app, String id, String body, String call) throws Exception {
    assertThat(Sender.send(app, id, body)).isEqualTo(200);
    assertThat(call()).isEqualTo(call);
  }

  private static String call() throws InterruptedException {
    String call = CALLS.poll(20, TimeUnit.SECONDS);
    assertThat(call).as("a method that is called").isNotNull();
    return call;
  }
}
