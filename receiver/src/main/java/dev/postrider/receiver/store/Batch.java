package dev.postrider.receiver.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become durable together.
 *
 * @param arrivals in their order
 * @param settlements of webhooks that were claimed
 * @param claims how many webhooks more may be claimed
 * @param claimBytes how large these may be together; the first is claimed whatever its size
 * @param now what is due until then may be claimed
 * @param patience one webhook more may be claimed that is to be handled alone ({@link
 *     Claimed#alone}), if no more processes than this ended while it was claimed; 0 for none
 * @param forget a piece of the ids taken before this is to be forgotten; null for none now
 */
public record Batch(
    List<Arrival> arrivals,
    List<Settlement> settlements,
    int claims,
    long claimBytes,
    Instant now,
    int patience,
    @Nullable Instant forget) {

  public Batch {
    arrivals = List.copyOf(arrivals);
    settlements = List.copyOf(settlements);
  }

  /** One that claims none of those that are to be handled alone. */
  public Batch(
      List<Arrival> arrivals,
      List<Settlement> settlements,
      int claims,
      long claimBytes,
      Instant now,
      @Nullable Instant forget) {
    this(arrivals, settlements, claims, claimBytes, now, 0, forget);
  }
}
