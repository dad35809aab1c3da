package dev.postrider.receiver.store;

import java.util.List;
import java.util.Set;

/**
 * What a commit has done.
 *
 * @param fresh the ids among the arrivals that were not known; when one id came twice in a batch,
 *     the first was stored
 * @param claimed what this process is to handle now, those due longest first
 * @param forgotten how many old ids were looked at, and forgotten unless their webhooks are here;
 *     when there were any, there may be more
 */
public record Committed(Set<String> fresh, List<Claimed> claimed, int forgotten) {

  public Committed {
    fresh = Set.copyOf(fresh);
    claimed = List.copyOf(claimed);
  }
}
