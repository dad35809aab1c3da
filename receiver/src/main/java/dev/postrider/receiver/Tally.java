package dev.postrider.receiver;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens. Safe for many threads. */
final class Tally {
  final LongAdder taken = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder tooLarge = new LongAdder();
  final LongAdder slow = new LongAdder();
  final LongAdder unavailable = new LongAdder();
  final LongAdder handled = new LongAdder();
  final LongAdder failed = new LongAdder();
  private final Map<Verification.Reason, LongAdder> refused =
      new EnumMap<>(Verification.Reason.class);

  Tally() {
    for (Verification.Reason reason : Verification.Reason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  Receipt count(Receipt receipt) {
    LongAdder counter =
        switch (receipt) {
          case Receipt.Taken taken -> this.taken;
          case Receipt.Duplicate duplicate -> duplicates;
          case Receipt.Refused(Verification.Reason reason) -> refused(reason);
          case Receipt.TooLarge tooLarge -> this.tooLarge;
          case Receipt.Malformed malformed -> this.malformed;
          case Receipt.Overdue overdue -> slow;
          case Receipt.Unavailable unavailable -> this.unavailable;
        };
    counter.increment();
    return receipt;
  }

  private LongAdder refused(Verification.Reason reason) {
    LongAdder counter = refused.get(reason);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + reason);
    }
    return counter;
  }

  Map<Verification.Reason, Long> refused() {
    Map<Verification.Reason, Long> sums = new EnumMap<>(Verification.Reason.class);
    refused.forEach((reason, counter) -> sums.put(reason, counter.sum()));
    return sums;
  }
}
