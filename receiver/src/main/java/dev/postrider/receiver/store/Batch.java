package dev.postrider.receiver.store;

import java.time.Instant;
import java.util.List;

/**
 * What is to become durable together.
 *
 * @param arrivals in their order
 * @param settlements of webhooks that were claimed
 * @param claims how many webhooks more may be claimed
 * @param claimBytes how large these may be together; one is claimed whatever its size
 * @param now what is due until then may be claimed
 * @param forget ids taken before this may be forgotten, a piece of them
 */
public record Batch(
    List<Arrival> arrivals,
    List<Settlement> settlements,
    int claims,
    long claimBytes,
    Instant now,
    Instant forget) {

  public Batch {
    arrivals = List.copyOf(arrivals);
    settlements = List.copyOf(settlements);
  }
}
