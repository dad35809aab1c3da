package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which receivers shall be asked next: applications take turns, by their ids and one endpoint at a
 * time, and of each those come first that wait for longest.
 *
 * @param now when they are due at the latest
 * @param after the application whose turn was the last; null for none
 * @param resting applications that have no turn
 * @param underWay endpoints that are being asked
 * @param most so many in all
 */
public record VerificationTurn(
    Instant now,
    @Nullable ApplicationId after,
    Set<ApplicationId> resting,
    Set<EndpointId> underWay,
    int most) {
  /** So many of one application at most. */
  public static final int EACH = 10;

  public VerificationTurn {
    resting = Set.copyOf(resting);
    underWay = Set.copyOf(underWay);
  }
}
