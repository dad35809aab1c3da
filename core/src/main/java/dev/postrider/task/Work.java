package dev.postrider.task;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.record.Entry;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a task does: with the messages of its range, or with applications. */
public sealed interface Work {

  /** The kinds of work, by which tasks are listed. */
  enum Kind {
    RECOVER("endpoint.recover"),
    REPLAY_MISSING("endpoint.replay"),
    BULK_REPLAY("endpoint.bulk-replay"),
    PURGE("application.purge_content"),
    USAGE("application.stats"),
    SUBSCRIPTIONS("event-type.aggregate");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** What it is called, in Svix's words. */
    public String word() {
      return word;
    }
  }

  Kind kind();

  /** Sends messages to one endpoint again. */
  sealed interface Replay extends Work {
    EndpointId endpoint();
  }

  /** Those that failed there for good, and never arrived. */
  record Recover(EndpointId endpoint) implements Replay {
    @Override
    public Kind kind() {
      return Kind.RECOVER;
    }
  }

  /** Those that the endpoint would get if they came now, and that never were for it. */
  record ReplayMissing(EndpointId endpoint) implements Replay {
    @Override
    public Kind kind() {
      return Kind.REPLAY_MISSING;
    }
  }

  /** Those that are settled there, whatever came of them, as far as they are wanted. */
  record BulkReplay(EndpointId endpoint, Wanted wanted) implements Replay {
    @Override
    public Kind kind() {
      return Kind.BULK_REPLAY;
    }
  }

  /**
   * Which of the settled ones; null and empty mean any.
   *
   * @param states where the delivery stands; what arrived once stays delivered
   * @param statusClass what its last attempt was answered: 0 for no answer, or 100, 200, … 500
   */
  record Wanted(
      Set<String> eventTypes,
      @Nullable String channel,
      @Nullable String tag,
      Set<Entry.State> states,
      @Nullable Integer statusClass) {
    public static final Wanted ANY = new Wanted(Set.of(), null, null, Set.of(), null);

    public Wanted {
      eventTypes = Set.copyOf(eventTypes);
      states = Set.copyOf(states);
    }
  }

  /** Empties the payloads of all messages. */
  record Purge() implements Work {
    @Override
    public Kind kind() {
      return Kind.PURGE;
    }
  }

  /** Finds out something of each of several applications: of all that there are, or of some. */
  sealed interface Statistics extends Work {
    /** Which ones; null for all of the organisation. */
    @Nullable Set<ApplicationId> applications();
  }

  /**
   * To how many endpoints messages went.
   *
   * @param since the earliest messages, inclusive
   */
  record Usage(Instant since, @Nullable Set<ApplicationId> applications) implements Statistics {
    public Usage {
      applications = applications == null ? null : Set.copyOf(applications);
    }

    @Override
    public Kind kind() {
      return Kind.USAGE;
    }
  }

  /** Which event types the endpoints of all applications ask for. */
  record Subscriptions() implements Statistics {
    @Override
    public @Nullable Set<ApplicationId> applications() {
      return null;
    }

    @Override
    public Kind kind() {
      return Kind.SUBSCRIPTIONS;
    }
  }
}
