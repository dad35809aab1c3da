package dev.postrider.receiver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What an inbox is told, checked; the defaults stand at {@link InboxBuilder}. */
record InboxSettings(
    Identity identity,
    Function<Webhook, @Nullable String> orderKey,
    List<String> keptHeaders,
    int concurrency,
    BackOff backOff,
    Duration handlerTime,
    int maxBody,
    Duration bodyTime,
    Duration answerTime,
    Duration window,
    Duration drainTime,
    ThreadFactory handlerThreads,
    InstantSource clock,
    LongSupplier nanoTime) {
  private static final int MOST_HANDLERS = 10_000;
  private static final int LARGEST_BODY = 64 << 20;

  InboxSettings {
    keptHeaders = keptHeaders.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    between("concurrency", concurrency, MOST_HANDLERS);
    between("maxBody", maxBody, LARGEST_BODY);
    between("handlerTime", handlerTime, Duration.ofDays(1));
    between("bodyTime", bodyTime, Duration.ofHours(1));
    between("answerTime", answerTime, Duration.ofHours(1));
    between("window", window, Duration.ofDays(3650));
    if (drainTime.isNegative() || drainTime.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("drainTime: from zero to " + Duration.ofHours(1));
    }
  }

  private static void between(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": from 1 to " + most + ", not " + value);
    }
  }

  private static void between(String name, Duration value, Duration most) {
    if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + ": more than zero, at most " + most + ", not " + value);
    }
  }
}
