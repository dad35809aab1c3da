package dev.postrider.receiver.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Webhook;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** What keeps an application from starting, and what it then says. */
@Timeout(120)
final class MistakesTest {
  private @TempDir Path folder;

  /** As it should be. */
  static final class Right {
    @WebhookHandler
    void handle(Webhook webhook) {}
  }

  static final class NoParameter {
    @WebhookHandler
    void wrong() {}
  }

  static final class OtherParameter {
    @WebhookHandler
    void wrong(int amount) {}
  }

  static final class OneTooMany {
    @WebhookHandler
    void wrong(Webhook webhook, String body) {}
  }

  static final class OnlyAConnection {
    @WebhookHandler
    void wrong(Connection connection) {}
  }

  static final class TwoConnections {
    @WebhookHandler
    void wrong(Webhook webhook, Connection one, Connection other) {}
  }

  static final class Returning {
    @WebhookHandler
    String wrong(Webhook webhook) {
      return webhook.id();
    }
  }

  static final class Private {
    @WebhookHandler
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
    private void wrong(Webhook webhook) {}
  }

  static final class Static {
    @WebhookHandler
    static void wrong(Webhook webhook) {}
  }

  static Stream<Object> wrong() {
    return Stream.of(
        new NoParameter(),
        new OtherParameter(),
        new OneTooMany(),
        new OnlyAConnection(),
        new TwoConnections(),
        new Returning(),
        new Private(),
        new Static());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void methodsThatCannotBeCalled(Object bean) {
    assertRefused(
        List.of(bean),
        bean.getClass().getSimpleName() + ".wrong(",
        "cannot be called: it must have one parameter of type Webhook, String or byte[], may have a"
            + " java.sql.Connection beside it, must return void, and must be neither private nor"
            + " static");
  }

  /** Two that would have one webhook. */
  static final class Twice {
    @WebhookHandler(type = {"order.paid", "order.lost"})
    void one(Webhook webhook) {}

    @WebhookHandler(type = "order.lost")
    void other(Webhook webhook) {}
  }

  @Test
  void methodsThatTakeTheSame() {
    assertRefused(List.of(new Twice()), "take the same type", "Twice.one(", "Twice.other(");
    assertRefused(
        List.of(new Right(), new HandlersTest.Others()),
        "take the same type",
        "Right.handle(",
        "Others.any(");
  }

  /** A proxy of an interface has the methods of that alone. */
  static final class Hidden implements Runnable {
    @WebhookHandler
    void handle(Webhook webhook) {}

    @Override
    public void run() {}
  }

  @Test
  void methodsThatAProxyHides() {
    ProxyFactory factory = new ProxyFactory(new Hidden());
    assertThatThrownBy(() ->
            HandlerMethod.of(
                "hidden",
                factory.getProxy().getClass(),
                Hidden.class.getDeclaredMethod("handle", Webhook.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Hidden");
  }

  @Test
  void noMethodAtAll() {
    assertRefused(List.of(), "annotate a method of a bean with @WebhookHandler");
  }

  /** A connection of which database? */
  static final class Joining {
    @WebhookHandler
    void handle(Webhook webhook, Connection connection) {}
  }

  @Test
  void transactionsOfAFile() {
    assertRefused(List.of(new Joining()), "a transactional handler needs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postrider.receiver.secrets=   | Nobody could tell whose webhooks they are",
        "postrider.receiver.secrets=!! | postrider.receiver: a secret is no base64",
        "postrider.receiver.user=me    | either secrets, or user and password, not both",
        "postrider.receiver.path=hooks | postrider.receiver.path: begins with /",
        "postrider.receiver.path=/*    | postrider.receiver.path: begins with /",
        "postrider.receiver.file=      | Webhooks need a place: set postrider.receiver.file",
        "postrider.receiver.type-member= | postrider.receiver.type-member: not blank",
        "postrider.receiver.concurrency=0 | concurrency: from 1 to 10000, not 0",
        "postrider.receiver.max-body=65MB | maxBody: from 1 to 67108864",
        "postrider.receiver.max-body=3GB | postrider.receiver.max-body: at most 64MB",
        "postrider.receiver.window=0s  | window: more than zero",
        "postrider.receiver.retry.attempts=0 | back-off: at least one attempt",
        "postrider.receiver.retry.longest=31d | back-off: the longest pause is between the first and 30 days",
        "postrider.receiver.identity=url | No enum constant",
      })
  void settingsThatCannotBe(String property, String message) {
    assertRefused(List.of(new Right()), property, List.of(message));
  }

  @Test
  void aUserWithoutAPassword() {
    assertThatThrownBy(() ->
            App.start(
                App.Plain.class,
                List.of(new Right()),
                "postrider.receiver.user=me",
                "postrider.receiver.file=" + folder.resolve("inbox.db")))
        .hasStackTraceContaining("user and password are there together or not at all");
  }

  @Test
  void nothingIsTakenWhereItIsSwitchedOff() throws Exception {
    try (App app = App.start(App.Plain.class, List.of(), "postrider.receiver.enabled=false")) {
      assertThat(Sender.send(app, "msg_1", "{}")).isEqualTo(404);
      assertThat(app.context().getBeanProvider(Inbox.class).getIfAvailable()).isNull();
    }
  }

  /** Wants what is not open yet. */
  static final class Early {
    Early(Inbox inbox) {}
  }

  @Test
  void anInboxThatIsWantedTooEarly() {
    assertThatThrownBy(() ->
            new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ReceiverAutoConfiguration.class))
                .withBean(Early.class)
                .withBean(Right.class)
                .withPropertyValues("postrider.receiver.secrets=" + Sender.SECRET)
                .run(context -> context.getBean(Early.class)))
        .hasStackTraceContaining("injects an ObjectProvider<Inbox> and asks it later");
  }

  private void assertRefused(List<?> beans, String... messages) {
    assertRefused(beans, "postrider.receiver.tolerance=5m", List.of(messages));
  }

  private void assertRefused(List<?> beans, String property, List<String> messages) {
    assertThatThrownBy(() ->
            App.start(
                App.Plain.class,
                beans,
                // Of two that set one thing, both would count.
                Stream.of(
                        "postrider.receiver.secrets=" + Sender.SECRET,
                        "postrider.receiver.file=" + folder.resolve("inbox.db"),
                        property)
                    .filter(one ->
                        one.equals(property) || !one.startsWith(property.replaceFirst("=.*", "=")))
                    .toArray(String[]::new)))
        .satisfies(failure ->
            messages.forEach(message -> assertThat(failure).hasStackTraceContaining(message)));
  }
}
