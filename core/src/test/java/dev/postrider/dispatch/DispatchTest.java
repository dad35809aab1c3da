package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.PolicyOverrides;
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

/** What the threads around a dispatcher do when it dies. */
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

  private Dispatch dispatch() {
    return new Dispatch(
        DispatchConfig.DEFAULT,
        new Dispatch.Hands(
            () -> Driven.START,
            () -> new SplittableRandom(1),
            _ -> 0,
            new Unrecorded(),
            _ -> new ParkedStore.Loaded(List.of(), false, null),
            (endpoint, _) -> send(endpoint),
            new Unkept(),
            (_, _, _) -> {
              throw new IllegalStateException("the dispatcher's own fault");
            },
            _ -> {},
            _ -> died.countDown()));
  }

  @Test
  void aStopDoesNotWaitForTheAttemptsOfADispatcherThatDied() throws InterruptedException {
    try (Dispatch dispatch = dispatch()) {
      dispatch.assigned(0, 1, new Recovered(new MessageId(1), List.of(), Set.of()));
      dispatch.replayed(0);
      Message message = Driven.message(2, null, Payload.EMPTY);
      dispatch.entries(0, List.of(new Routed(message, List.of(HANGS, ANSWERS))));
      died.await();
      assertThat(dispatch.inFlight()).as("the attempt that hangs").isPositive();
      dispatch.drain(Duration.ofHours(1));
    }
  }

  private static final class Unrecorded implements Recorder {
    @Override
    public void record(int shard, List<Entry> entries, @Nullable MessageId checkpoint) {}

    @Override
    public long cancelParked(EndpointId endpoint) {
      return 0;
    }
  }

  private static final class Unkept implements Dispatch.Endpoints {
    @Override
    public PolicyOverrides eventTypePolicy(ApplicationId application, String eventType) {
      return PolicyOverrides.NONE;
    }

    @Override
    public void disable(EndpointId endpoint, String reason) {}

    @Override
    public void markFailing(EndpointId endpoint, long revision, Optional<Instant> since) {}
  }
}
