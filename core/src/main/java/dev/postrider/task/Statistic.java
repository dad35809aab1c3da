package dev.postrider.task;

import dev.postrider.message.ApplicationId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a task has found out of one application. */
public sealed interface Statistic {
  /** What it has besides texts, in bytes, roughly. */
  long FRAME = 100;

  ApplicationId application();

  /** How much room it takes, in bytes, roughly. */
  long size();

  /**
   * How much it has sent.
   *
   * @param uid the organisation's own id for the application; null when there is none
   * @param destinations the endpoints that each of its messages was meant for, added up
   */
  record Usage(ApplicationId application, @Nullable String uid, long destinations)
      implements Statistic {
    @Override
    public long size() {
      return FRAME + (uid == null ? 0 : uid.length());
    }
  }

  /**
   * What its endpoints ask for.
   *
   * @param eventTypes those that an endpoint names
   * @param catchAll whether some endpoint names none and gets all
   */
  record Subscriptions(ApplicationId application, Set<String> eventTypes, boolean catchAll)
      implements Statistic {
    public Subscriptions {
      eventTypes = Set.copyOf(eventTypes);
    }

    @Override
    public long size() {
      return FRAME + eventTypes.stream().mapToLong(type -> type.length() + 3L).sum();
    }
  }
}
