package dev.postrider.receiver;

import java.util.Map;

/**
 * How much there is, and how much there was since the inbox was opened.
 *
 * @param waiting stored and to be handled, those between two attempts included, those running here
 *     not; when several processes share a store, those of all of them. As last known when the store
 *     is away
 * @param running handlers that have not returned yet, in this process
 * @param overdue those of the running ones that were interrupted and go on all the same
 * @param dead dead letters in the store, as last known when it is away
 * @param taken webhooks stored
 * @param duplicates webhooks whose id was taken before
 * @param handled attempts that ended well
 * @param failed attempts that did not, those included that an earlier process ended during and that
 *     were the last
 * @param refused requests that were refused, by reason
 * @param malformed requests without an id, with too much in the headers that are kept, or whose
 *     body ended early
 * @param tooLarge requests whose body was over the limit
 * @param slow requests whose body took too long
 * @param unavailable requests that were answered 503
 */
public record InboxCounts(
    long waiting,
    int running,
    int overdue,
    long dead,
    long taken,
    long duplicates,
    long handled,
    long failed,
    Map<Verification.Reason, Long> refused,
    long malformed,
    long tooLarge,
    long slow,
    long unavailable) {

  public InboxCounts {
    refused = Map.copyOf(refused);
  }
}
