package dev.postrider.pulse;

/**
 * How often something happened.
 *
 * @param accepted messages that became durable; at an endpoint, those that were meant for it
 * @param delivered deliveries that arrived
 * @param failed attempts that failed, whatever came of their deliveries
 * @param discarded deliveries that were given up
 * @param parked how often a delivery was put on disk to wait: for its retry, its lane, or room
 */
public record Counts(long accepted, long delivered, long failed, long discarded, long parked) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  public Counts plus(Counts more) {
    return new Counts(
        accepted + more.accepted,
        delivered + more.delivered,
        failed + more.failed,
        discarded + more.discarded,
        parked + more.parked);
  }
}
