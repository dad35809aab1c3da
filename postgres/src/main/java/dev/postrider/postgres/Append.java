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

  /** What a row and its index entries weigh beside the payload; for the bounds only. */
  private static final int ROW = 256;

  private final Thread waiter = Thread.currentThread();
  private final List<Draft> drafts;
  private final AtomicReferenceArray<Appended> answers;
  private final AtomicInteger open;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final long bytes;

  Append(List<Draft> drafts) {
    this.drafts = List.copyOf(drafts);
    this.answers = new AtomicReferenceArray<>(drafts.size());
    this.open = new AtomicInteger(drafts.size());
    this.bytes = drafts.stream().mapToLong(d -> d.payload().size() + ROW).sum();
  }

  List<Draft> drafts() {
    return drafts;
  }

  long bytes() {
    return bytes;
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
   * Waits for all answers. When time is up, drafts that no batch has taken are withdrawn, so that
   * what is refused is not stored; those in a batch get its result if it comes within a short
   * grace.
   */
  List<Appended> await(Duration timeout) throws InterruptedException {
    if (!answered(timeout) && !take()) {
      answered(GRACE);
    }
    Appended late =
        new Appended.Unavailable(
            "not written within " + timeout.toMillis() + " ms", JournalQueue.SOON);
    List<Appended> result = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      answers.compareAndSet(i, null, late);
      result.add(answers.get(i));
    }
    return result;
  }

  private boolean answered(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (open.get() > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        take();
        throw new InterruptedException();
      }
    }
    return true;
  }
}
