package dev.postrider.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The number of a lane within its endpoint: a hash of the ordering key, or {@link #NONE}.
 *
 * <p>Eight bytes instead of the key's text keep parked rows and the dispatcher's maps small. Two
 * keys that share a hash share a lane, which costs them parallelism and never order.
 */
public final class Lane {
  /** No lane: the delivery waits for nobody. */
  public static final long NONE = 0;

  private Lane() {}

  /**
   * The lane of an ordering key; 64-bit FNV-1a, spread once more, never {@link #NONE} for a key.
   */
  public static long of(@Nullable String orderingKey) {
    if (orderingKey == null) {
      return NONE;
    }
    long hash = 0xcbf29ce484222325L;
    for (byte b : orderingKey.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    return hash == NONE ? 1 : hash;
  }
}
