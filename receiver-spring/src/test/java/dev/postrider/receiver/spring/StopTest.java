package dev.postrider.receiver.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Receipt;
import dev.postrider.receiver.Webhook;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of webhooks when the application stops. */
@Timeout(120)
final class StopTest {
  private @TempDir Path folder;

  /** Needs its time; a bean that is still whole while it takes it. */
  static final class Slow implements AutoCloseable {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch end = new CountDownLatch(1);
    final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    volatile boolean closed;

    @WebhookHandler
    void handle(Webhook webhook) throws InterruptedException {
      begun.countDown();
      end.await();
      done.add(webhook.id() + (closed ? " after" : " before") + " the end of its bean");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aHandlerThatRunsIsWaitedFor() throws Exception {
    Slow slow = new Slow();
    App app = start(slow, "20s");
    assertThat(Sender.send(app, "msg_1", "{}")).isEqualTo(200);
    slow.begun.await();
    Inbox inbox = app.inbox();
    Thread stopping = Thread.ofVirtual().start(app::close);
    // From here on the inbox closes, and waits.
    await()
        .until(() ->
            inbox.receive(name -> List.of(), InputStream.nullInputStream())
                instanceof Receipt.Unavailable);
    assertThat(slow.done).isEmpty();
    slow.end.countDown();
    stopping.join();
    assertThat(slow.done).containsExactly("msg_1 before the end of its bean");
  }

  @Test
  void whatIsUnfinishedIsHandledAfterTheNextStart() throws Exception {
    Slow slow = new Slow();
    try (App app = start(slow, "0s")) {
      assertThat(Sender.send(app, "msg_1", "{}")).isEqualTo(200);
      slow.begun.await();
    }
    assertThat(slow.done).isEmpty();
    Slow next = new Slow();
    next.end.countDown();
    try (App app = start(next, "20s")) {
      assertThat(next.done.poll(20, TimeUnit.SECONDS))
          .isEqualTo("msg_1 before the end of its bean");
      assertThat(Sender.send(app, "msg_1", "{}")).isEqualTo(200);
      assertThat(app.inbox().counts().duplicates()).isEqualTo(1);
    }
  }

  private App start(Slow bean, String drainTime) {
    return App.start(
        App.Plain.class,
        List.of(bean),
        "postrider.receiver.secrets=" + Sender.SECRET,
        "postrider.receiver.file=" + folder.resolve("inbox.db"),
        "postrider.receiver.drain-time=" + drainTime);
  }
}
