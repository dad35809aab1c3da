package dev.postrider.alert;

import dev.postrider.message.ApplicationId;
import org.jspecify.annotations.Nullable;

/**
 * The edge that keeps who is told by e-mail: of all of an organisation's applications, and of one.
 * Both are told of what concerns both. Safe for use by many threads.
 */
public interface Alerts {
  /** {@code application} is null for all of the organisation's. */
  Alert of(String organisation, @Nullable ApplicationId application);

  /** Durable when it returns; counts for what happens from then on. */
  void put(String organisation, @Nullable ApplicationId application, Alert alert);
}
