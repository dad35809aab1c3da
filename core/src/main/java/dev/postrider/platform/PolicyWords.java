package dev.postrider.platform;

import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.util.List;

/**
 * The edge that knows a policy in the words of platform files, as JSON: the one way in which it is
 * read and written. Safe for use by many threads.
 */
public interface PolicyWords {

  /** What a text makes of an endpoint's own values. */
  sealed interface Said {
    /** They can be kept. */
    record Good(PolicyOverrides overrides) implements Said {}

    /** They can not; pointers begin in the text. */
    record Wrong(List<Reading.Fault> faults) implements Said {
      public Wrong {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Puts what is said over what stands, each member as a whole; null takes one away. What comes
   * anew has to be within the operator's bounds; what stood so already may stay.
   *
   * @param json an object
   * @param whole true when nothing stays that is not said
   * @param platform what the endpoint has where it has nothing of its own
   */
  Said read(String json, boolean whole, PolicyOverrides stands, Policy platform);

  /**
   * The same for an event type: what is of its endpoints as a whole (order, concurrency, failing)
   * it cannot say.
   */
  Said readOfType(String json, boolean whole, PolicyOverrides stands);

  /** Only what is there, as an object; what is written is read as the same. */
  String write(PolicyOverrides overrides);

  /** Which of the values are out of the operator's bounds, and which bound that is. */
  List<Reading.Fault> outOfBounds(PolicyOverrides overrides);

  /** The operator's bounds, by the names of their settings. */
  String bounds();
}
