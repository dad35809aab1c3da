package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * One call of {@code append}, from the queue to its answers. Its own thread waits, the journal's
 * answers.
 */
final class Append {
  /** How long a waiter whose drafts are being written outstays its timeout for their answers. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Thread waiter = Thread.currentThread();
  private final List<Draft> drafts;
  private final AtomicReferenceArray<Appended> answers;
  private final AtomicInteger open;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final long bytes;
  private final int deliveries;
  private final long deadline;

  Append(List<Draft> drafts, Duration timeout) {
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.drafts = List.copyOf(drafts);
    this.answers = new AtomicReferenceArray<>(drafts.size());
    this.open = new AtomicInteger(drafts.size());
    this.bytes = drafts.stream().mapToLong(Draft::weight).sum();
    this.deliveries = drafts.stream().mapToInt(d -> d.targets().size()).sum();
  }

  List<Draft> drafts() {
    return drafts;
  }

  long bytes() {
    return bytes;
  }

  int deliveries() {
    return deliveries;
  }

  /** Claims the drafts for a batch; false when their waiter has withdrawn them. */
  boolean take() {
    return decided.compareAndSet(false, true);
  }

  /** The first answer to a draft counts; the last one missing wakes the waiter. */
  void answer(int index, Appended answer) {
    if (answers.compareAndSet(index, null, answer) && open.decrementAndGet() == 0) {
      LockSupport.unpark(waiter);
    }
  }

  void answerAll(Appended answer) {
    for (int i = 0; i < drafts.size(); i++) {
      answer(i, answer);
    }
  }

  /**
   * Waits for all answers, which {@link #look} brings at the latest. The wait itself has no time: a
   * timer per message costs a virtual thread nearly two microseconds.
   */
  List<Appended> await() throws InterruptedException {
    while (open.get() > 0) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        take();
        throw new InterruptedException();
      }
    }
    List<Appended> result = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      result.add(answers.get(i));
    }
    return result;
  }

  /**
   * When time is up, withdraws drafts that no batch has taken, so that what is refused is not
   * stored; those in a batch get its result if it comes within a short grace.
   */
  void look() {
    long late = System.nanoTime() - deadline;
    if (late >= 0 && (take() || late >= GRACE.toNanos())) {
      giveUp();
    }
  }

  /** Whatever has no answer yet was not written in time. */
  void giveUp() {
    answerAll(new Appended.Unavailable("not written in time", JournalQueue.SOON));
  }
}
