package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Webhooks that were being handled when their process ended: one of them may be the cause. */
final class DeathsTest extends InboxFixture {
  private static final BackOff ONCE = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

  /** It may have been any other, or none. */
  @Test
  void aDeathAmongOthersIsNoAttempt() throws Exception {
    die(1, "good");
    Inbox inbox = open(webhook -> {}, builder -> builder.backOff(ONCE));
    awaitDone(inbox);
    assertThat(handled).as("at once").containsExactly("good#2");
    assertThat(inbox.counts().dead()).isZero();
  }

  @Test
  void afterTheSecondTheyAreHandledOneByOneAndNewOnesAreNotHeldUp() throws Exception {
    die(2, "a", "b");
    Semaphore end = new Semaphore(0);
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.attempt() > 1) {
                end.acquire();
              }
            },
            builder -> builder.backOff(ONCE));
    take(inbox, "new1");
    await().until(() -> inbox.counts().handled() == 1);
    assertThat(handled).as("the process is young").containsExactly("new1#1");

    clock.turn(Duration.ofSeconds(10));
    await().until(() -> handled.contains("a#3"));
    take(inbox, "new2");
    await().until(() -> inbox.counts().handled() == 2);
    assertThat(handled).as("one at a time").containsExactly("new1#1", "a#3", "new2#1");
    end.release();
    await().until(() -> handled.contains("b#3"));
    end.release();
    awaitDone(inbox);
    assertThat(inbox.counts().dead()).isZero();
  }

  /** The third time it was alone, so that was an attempt of its own. */
  @Test
  void whoeverGoesOnEndingProcessesIsADeadLetter() throws Exception {
    die(3, "killer");
    try (LogLines log = new LogLines()) {
      Inbox inbox = open(webhook -> {}, builder -> builder.backOff(ONCE));
      clock.turn(Duration.ofSeconds(19));
      take(inbox, "barrier");
      await().until(() -> inbox.counts().handled() == 1);
      assertThat(inbox.counts().dead()).as("each death asks for twice the time").isZero();
      clock.turn(Duration.ofSeconds(1));
      await().until(() -> inbox.counts().dead() == 1);
      assertThat(handled).isEqualTo(List.of("barrier#1"));
      DeadLetter dead = inbox.deadLetters(1).getFirst();
      assertThat(dead.error()).isEqualTo("the process ended during the last attempt");
      assertThat(dead.webhook().attempt()).isEqualTo(3);
      assertThat(inbox.counts().failed()).isEqualTo(1);
      assertThat(log.lines())
          .contains("WARNING webhook killer is a dead letter now: " + dead.error());
      assertThat(inbox.retry("killer")).isTrue();
      awaitDone(inbox);
      assertThat(handled).as("as if it were new").contains("killer#1");
    }
  }
}
