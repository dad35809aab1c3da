package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the threads around a dispatcher do. */
@Timeout(20)
final class DispatchTest {
  private static final Endpoint HANGS = Driven.endpoint(1, 1);
  private static final Endpoint ANSWERS = Driven.endpoint(2, 1);

  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch died = new CountDownLatch(1);

  private Attempted send(Endpoint endpoint) throws InterruptedException {
    if (endpoint.id().equals(HANGS.id())) {
      never.await();
    }
    return new Attempted("", Driven.START, Duration.ZERO, Driven.OK);
  }

  private Dispatch dispatch(
      Sender sender, DispatchListener listener, Dispatch.Endpoints endpoints) {
    return new Dispatch(
        DispatchConfig.DEFAULT,
        new Dispatch.Hands(
            () -> Driven.START,
            () -> new SplittableRandom(1),
            _ -> 0,
            new Unrecorded(),
            _ -> new ParkedStore.Loaded(List.of(), false, null),
            sender,
            endpoints,
            listener,
            _ -> {},
            _ -> died.countDown()));
  }

  @Test
  void aStopDoesNotWaitForTheAttemptsOfADispatcherThatDied() throws InterruptedException {
    DispatchListener broken =
        (_, _, _) -> {
          throw new IllegalStateException("the dispatcher's own fault");
        };
    try (Dispatch dispatch =
        dispatch((endpoint, _) -> send(endpoint), broken, new Known(Optional.empty()))) {
      dispatch.assigned(0, 1, new Recovered(new MessageId(1), List.of(), Set.of()));
      dispatch.replayed(0);
      Message message = Driven.message(2, null, Payload.EMPTY);
      dispatch.entries(0, List.of(new Routed(message, List.of(HANGS, ANSWERS))));
      died.await();
      assertThat(dispatch.inFlight()).as("the attempt that hangs").isPositive();
      dispatch.drain(Duration.ofHours(1));
    }
  }

  /** The dispatcher forgets idle endpoints, so an old message may bring an old copy of one. */
  @Test
  void anEndpointThatWasDeletedLongAgoIsHeardOfWhenAnAttemptIsWithheld()
      throws InterruptedException {
    Endpoint deleted = Driven.endpoint(2, 1, Endpoint.Status.DELETED, 2);
    CountDownLatch cancelled = new CountDownLatch(1);
    DispatchListener settled =
        new DispatchListener() {
          @Override
          public void judged(Delivery delivery, Attempted attempted, Verdict verdict) {}

          @Override
          public void settled(Entry entry) {
            if (entry.state() == Entry.State.CANCELLED) {
              cancelled.countDown();
            }
          }
        };
    Sender withholds =
        (_, _) -> new Attempted("", Driven.START, Duration.ZERO, new Outcome.Withheld());
    try (Dispatch dispatch = dispatch(withholds, settled, new Known(Optional.of(deleted)))) {
      dispatch.assigned(0, 1, new Recovered(new MessageId(1), List.of(), Set.of()));
      dispatch.replayed(0);
      Message message = Driven.message(2, null, Payload.EMPTY);
      dispatch.entries(0, List.of(new Routed(message, List.of(ANSWERS))));
      cancelled.await();
    }
    assertThat(died.getCount()).as("the dispatcher lives").isEqualTo(1);
  }

  private static final class Unrecorded implements Recorder {
    @Override
    public void record(int shard, List<Entry> entries, @Nullable MessageId checkpoint) {}

    @Override
    public long cancelParked(EndpointId endpoint) {
      return 0;
    }
  }

  /** A directory that knows one endpoint, or none. */
  private record Known(Optional<Endpoint> only) implements Dispatch.Endpoints {
    @Override
    public PolicyOverrides eventTypePolicy(ApplicationId application, String eventType) {
      return PolicyOverrides.NONE;
    }

    @Override
    public Optional<Endpoint> endpoint(EndpointId id) {
      return only;
    }

    @Override
    public void disable(EndpointId endpoint, String reason) {}

    @Override
    public void markFailing(EndpointId endpoint, long revision, Optional<Instant> since) {}
  }
}
