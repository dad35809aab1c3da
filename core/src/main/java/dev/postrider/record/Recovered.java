package dev.postrider.record;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a dispatcher must know before it takes over a shard.
 *
 * @param checkpoint every message up to here is settled or parked
 * @param endpoints the endpoints that have parked rows
 * @param done deliveries of messages above the checkpoint that are settled or parked already
 */
public record Recovered(MessageId checkpoint, List<Backlog> endpoints, Set<Done> done) {

  /** One settled or parked delivery. */
  public record Done(MessageId message, EndpointId endpoint) {}

  /**
   * The parked rows of one endpoint, counted.
   *
   * @param room rows that wait for room
   * @param due rows that wait for their time
   * @param nextDue the earliest of those times
   */
  public record Backlog(
      Endpoint endpoint, long room, long due, @Nullable Instant nextDue, List<LaneBacklog> lanes) {

    /** All rows of the endpoint. */
    public long rows() {
      return room + due + lanes.stream().mapToLong(LaneBacklog::held).sum();
    }
  }

  /**
   * The parked rows of one lane.
   *
   * @param blocked its head waits for its time
   * @param held rows that wait behind it
   */
  public record LaneBacklog(long lane, boolean blocked, long held) {}

  public Recovered {
    endpoints = List.copyOf(endpoints);
    done = Set.copyOf(done);
  }
}
