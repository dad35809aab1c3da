package dev.postrider.postgres;

import dev.postrider.log.Draft;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a draft from ever being stored, so that it is refused before it meets the others.
 *
 * @param kept how long the log keeps a message
 */
record Obstacles(InstantSource clock, Duration kept) {

  /** Why this draft can never be stored; null when it can. */
  @Nullable String to(Draft draft) {
    Instant at = draft.extras().deliverAt();
    if (at != null && !at.isBefore(clock.instant().plus(kept))) {
      return "messages are kept for %d days, and deliverAt is later".formatted(kept.toDays());
    }
    return MessageRow.obstacle(draft);
  }
}
