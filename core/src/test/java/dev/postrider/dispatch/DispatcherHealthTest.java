package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusRules;
import dev.postrider.policy.StatusSet;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import dev.postrider.record.Parked.Wait;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failing endpoint is left alone, probed, and always gets its next probe. */
final class DispatcherHealthTest extends Driven {
  private static final Outcome BUSY =
      new Outcome.Answered(503, Duration.ofMinutes(2), Payload.EMPTY);

  private static Endpoint triesOnce() {
    var policy =
        new Policy(
            Duration.ofSeconds(15),
            StatusRules.STANDARD,
            new RetrySchedule(List.of(), 0),
            new LaneRule.Hold(),
            16,
            new FailingRule.Disable(Duration.ofDays(5)));
    return endpoint(1, 1, Status.ENABLED, 1, policy);
  }

  private static ParkedStore.Row held(long id) {
    Message message = message(id, "a", Payload.EMPTY);
    return new ParkedStore.Row(
        new Parked(
            endpoint(1, 1).id(),
            message.id(),
            message.application(),
            Lane.of("a"),
            Wait.LANE,
            null,
            0,
            false),
        message);
  }

  @Test
  void theProbeIsAHeldRowWhenNothingElseWaits() {
    recover(
        new Recovered.Backlog(
            triesOnce(), 0, 0, null, List.of(new Recovered.LaneBacklog(Lane.of("a"), false, 2))));
    on(new Event.Loaded(loads().getFirst(), new ParkedStore.Loaded(List.of(held(10)), true, null)));
    Delivery head = attempts().getFirst();
    accept(null, triesOnce());
    finish(attempts().getLast(), BUSY);
    finish(head, OK);
    commit();
    assertThat(loads()).as("nothing is loaded during the pause").hasSize(1);
    pass(Duration.ofMinutes(2));
    Load.Held probe = loads(Load.Held.class).getLast();
    assertThat(probe.after()).isEqualTo(10);
    assertThat(probe.limit().rows()).isEqualTo(1);
    come(probe, held(11));
    assertThat(attempts()).hasSize(3);
  }

  /**
   * After a pause that the receiver asked for, the next of a lane is the probe while an attempt
   * from before the pause, which is returned, is still under way.
   */
  private Delivery probedWhileAnotherIsUnderWay() {
    accept("a", endpoint(1, 1));
    accept("a", endpoint(1, 1));
    accept(null, endpoint(1, 1));
    accept(null, endpoint(1, 1));
    finish(attempts().getLast(), BUSY);
    pass(Duration.ofMinutes(2));
    finish(attempts().getFirst(), OK);
    commit();
    assertThat(attempts()).hasSize(4);
    return attempts().get(1);
  }

  @Test
  void aLateFailureDoesNotEndTheProbe() {
    finish(probedWhileAnotherIsUnderWay(), BROKEN);
    commit();
    pass(Duration.ofSeconds(9));
    finish(attempts().getLast(), BROKEN);
    commit();
    // Of its ten seconds, chance takes up to a half.
    pass(Duration.ofMillis(4_999));
    assertThat(loads()).as("the pause has begun with the probe's failure").isEmpty();
    pass(Duration.ofMillis(5_002));
    assertThat(loads()).hasSize(1);
  }

  @Test
  void aLateWishDoesNotEndTheProbeAndIsKeptAfterIt() {
    Delivery late = probedWhileAnotherIsUnderWay();
    Delivery probe = attempts().getLast();
    finish(late, BUSY);
    pass(Duration.ofSeconds(119));
    assertThat(attempts()).as("one probe at a time").hasSize(4);
    finish(probe, OK);
    commit();
    pass(Duration.ofMillis(999));
    assertThat(loads()).as("it asked for two minutes").isEmpty();
    pass(Duration.ofMillis(2));
    assertThat(loads(Load.Due.class)).hasSize(1);
  }

  /** The message is given up for ever, and the receiver is busy all the same. */
  @Test
  void aRefusalThatAsksForTimeGetsIt() {
    var refusing =
        new Policy(
            Duration.ofSeconds(15),
            new StatusRules(false, StatusSet.of(List.of(429)), StatusSet.of(List.of(410))),
            RetrySchedule.STANDARD,
            new LaneRule.Hold(),
            16,
            new FailingRule.Disable(Duration.ofDays(5)));
    Endpoint endpoint = endpoint(1, 1, Status.ENABLED, 1, refusing);
    accept(null, endpoint);
    finish(attempts().getFirst(), new Outcome.Answered(429, Duration.ofMinutes(2), Payload.EMPTY));
    assertThat(entries().getLast().state()).isEqualTo(Entry.State.DISCARDED);
    accept(null, endpoint);
    assertThat(attempts()).hasSize(1);
  }

  @Test
  void anEndpointWithNothingToDoIsRememberedWhileItsPauseLasts() {
    accept(null, triesOnce());
    finish(attempts().getFirst(), new Outcome.Answered(503, Duration.ofHours(1), Payload.EMPTY));
    commit();
    for (int i = 0; i < 29; i++) {
      pass(Duration.ofMinutes(2));
    }
    accept(null, triesOnce());
    assertThat(attempts()).as("it asked for an hour").hasSize(1);
  }

  @Test
  void aWithheldAttemptDoesNotEndTheProbe() {
    finish(probedWhileAnotherIsUnderWay(), new Outcome.Withheld());
    pass(Duration.ofMinutes(2));
    assertThat(attempts()).as("one probe at a time").hasSize(4);
    finish(attempts().getLast(), OK);
    commit();
    assertThat(attempts()).hasSize(5);
  }

  @Test
  void aWithheldAttemptDoesNotShortenThePauseThatWasAskedFor() {
    accept(null, endpoint(1, 1));
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), BUSY);
    finish(attempts().getLast(), new Outcome.Withheld());
    commit();
    pass(Duration.ofSeconds(119));
    assertThat(attempts()).hasSize(2);
    assertThat(loads()).isEmpty();
  }
}
