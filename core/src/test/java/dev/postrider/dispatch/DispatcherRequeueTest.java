package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.dispatch.Requeue.Again;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that go to an endpoint again. */
final class DispatcherRequeueTest extends Driven {
  private static final Message FIRST = message(500, "key", Payload.of("1"));
  private static final Message SECOND = message(600, null, Payload.of("2"));

  private void requeue(Endpoint endpoint, Again... again) {
    on(new Event.RequeueAsked(endpoint, List.of(again), "token"));
  }

  private static Again now(Message message) {
    return new Again(message.id(), null);
  }

  private static Parked row(Message message, Instant due) {
    return new Parked(
        new EndpointId(1),
        message.id(),
        new ApplicationId(1),
        Lane.NONE,
        Parked.Wait.DUE,
        due,
        0,
        false);
  }

  @Test
  void areConfirmedOnceTheirRowsAreDurable() {
    requeue(endpoint(1, 1), now(FIRST), now(SECOND));
    assertThat(puts()).containsExactly(row(FIRST, now), row(SECOND, now));
    assertThat(dispatcher.parked()).isEqualTo(2);
    assertThat(effects(Effect.Confirm.class)).isEmpty();
    commit();
    assertThat(effects(Effect.Confirm.class)).containsExactly(new Effect.Confirm("token"));
    assertThat(attempts()).isEmpty();
  }

  @Test
  void haveAllTheRetriesOfANewMessage() {
    requeue(endpoint(1, 1), now(FIRST));
    commit();
    pass(Duration.ofMillis(1));
    come(loads().getFirst(), new ParkedStore.Row(puts().getFirst(), FIRST));
    assertThat(attempts()).extracting(Delivery::message).containsExactly(FIRST);
    finish(attempts().getFirst(), BROKEN);
    Entry failed = entries().getLast();
    assertThat(failed.state()).isEqualTo(State.PENDING);
    assertThat(failed.manual()).isFalse();
    assertThat(puts().getLast().attempts()).isEqualTo(1);
    assertThat(puts().getLast().due()).isAfter(now);
    assertThat(dispatcher.parked()).isEqualTo(1);
  }

  @Test
  void holdUpNoLane() {
    Message newcomer = accept("key", endpoint(1, 1));
    requeue(endpoint(1, 1), now(FIRST));
    commit();
    pass(Duration.ofMillis(1));
    come(loads().getFirst(), new ParkedStore.Row(puts().getFirst(), FIRST));
    assertThat(attempts()).extracting(Delivery::message).containsExactly(newcomer, FIRST);
  }

  @Test
  void waitForTheTimeOfTheirMessage() {
    Instant later = now.plus(Duration.ofHours(3));
    requeue(
        endpoint(1, 1), new Again(FIRST.id(), later), new Again(SECOND.id(), now.minusSeconds(1)));
    assertThat(puts()).containsExactly(row(FIRST, later), row(SECOND, now));
  }

  @Test
  void waitWhileTheEndpointIsDisabled() {
    requeue(endpoint(1, 1, Status.DISABLED, 1), now(FIRST));
    commit();
    pass(Duration.ofDays(1));
    assertThat(loads()).isEmpty();
    on(new Event.Changed(endpoint(1, 1, Status.ENABLED, 2)));
    assertThat(loads(ParkedStore.Load.Due.class)).hasSize(1);
  }

  @Test
  void comeToNothingAtADeletedEndpoint() {
    requeue(endpoint(1, 1, Status.DELETED, 1), now(FIRST));
    Entry entry = entries().getFirst();
    assertThat(entry.state()).isEqualTo(State.CANCELLED);
    assertThat(entry.reason()).isEqualTo("the endpoint was deleted");
    assertThat(entry.parked()).isInstanceOf(ParkedChange.None.class);
    assertThat(dispatcher.parked()).isZero();
    commit();
    assertThat(effects(Effect.Confirm.class)).hasSize(1);
  }

  @Test
  void areCancelledOnRequestLikeAnyOther() {
    accept(null, endpoint(2, 1));
    requeue(endpoint(1, 1), now(FIRST));
    commit();
    on(new Event.CancelAsked(endpoint(1, 1), FIRST.id(), "wish"));
    ParkedStore.Load load = loads(ParkedStore.Load.One.class).getFirst();
    come(load, new ParkedStore.Row(puts().getFirst(), null));
    commit();
    assertThat(effects(Effect.Cancelled.class))
        .containsExactly(new Effect.Cancelled("wish", Cancel.Result.CANCELLED));
    assertThat(dispatcher.parked()).isZero();
  }

  @Test
  void nothingAtAllIsConfirmedAtOnce() {
    requeue(endpoint(1, 1));
    assertThat(effects(Effect.Confirm.class)).hasSize(1);
  }
}
