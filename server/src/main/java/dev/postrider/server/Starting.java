package dev.postrider.server;

import dev.postrider.api.Api;
import dev.postrider.api.ApiConfig;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.MessageLog;
import dev.postrider.postgres.JournalListener;
import dev.postrider.postgres.Postgres;
import dev.postrider.postgres.PostgresConfig;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.net.UnknownHostException;
import java.time.InstantSource;

/** The steps of the start that the surroundings can spoil, which is then told in one sentence. */
final class Starting {
  private Starting() {}

  static Postgres open(PostgresConfig config, InstantSource clock, JournalListener listener) {
    try {
      return Postgres.open(config, clock, listener);
    } catch (IllegalStateException refused) {
      throw told(refused);
    }
  }

  static void subscribe(MessageLog log, LogConsumer consumer) throws InterruptedException {
    try {
      log.subscribe(consumer);
    } catch (IllegalStateException refused) {
      throw told(refused);
    }
  }

  static void listen(Api api, ApiConfig config) {
    try {
      api.start();
    } catch (RuntimeException refused) {
      if (causedBy(refused, BindException.class)) {
        throw Complaint.failure(
            "Port %d of %s is taken, or not ours to take; choose another with --port, or stop the program that has it."
                .formatted(config.port(), config.host()));
      }
      if (causedBy(refused, UnknownHostException.class)
          || causedBy(refused, UnresolvedAddressException.class)) {
        throw Complaint.usage(
            "host must be an address of this machine, not \"%s\".".formatted(config.host()));
      }
      throw refused;
    }
  }

  private static boolean causedBy(Throwable problem, Class<? extends Throwable> type) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Complaint told(IllegalStateException refused) {
    return Complaint.failure("Postrider does not start: " + refused.getMessage() + ".");
  }
}
