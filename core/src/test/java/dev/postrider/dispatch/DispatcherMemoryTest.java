package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Parked;
import dev.postrider.record.Parked.Wait;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may hold memory: those who send, each its part, loads under way included. */
final class DispatcherMemoryTest extends Driven {
  private static final Endpoint ENDPOINT = endpoint(1, 1);
  private static final Payload MEBIBYTE = Payload.of(new byte[1 << 20]);

  private static Recovered.Backlog backlog(
      Endpoint endpoint, long room, @Nullable Instant due, Recovered.LaneBacklog... lanes) {
    return new Recovered.Backlog(endpoint, room, due == null ? 0 : 1, due, List.of(lanes));
  }

  /** Backlogs of so many endpoints, from number 101 on, each with so many rows for room. */
  private static Recovered.Backlog[] backlogs(int count, LongFunction<Endpoint> called, int rows) {
    return LongStream.range(101, 101 + count)
        .mapToObj(id -> backlog(called.apply(id), rows, null))
        .toArray(Recovered.Backlog[]::new);
  }

  private static ParkedStore.Row row(Wait wait, Message message, @Nullable Instant due) {
    long lane = Lane.of(message.orderingKey());
    return new ParkedStore.Row(
        new Parked(ENDPOINT.id(), message.id(), message.application(), lane, wait, due, 0, false),
        message);
  }

  private int inMemory() {
    return dispatcher.memory(ENDPOINT.id()).deliveries();
  }

  private void change(Status status, long revision) {
    on(new Event.Changed(endpoint(1, 1, status, revision)));
  }

  @Test
  void aDisabledEndpointHoldsNothingOnceItsAttemptsHaveEnded() {
    List<Message> lane = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      lane.add(accept("a", ENDPOINT));
    }
    change(Status.DISABLED, 2);
    assertThat(inMemory()).as("held rows come after a head on disk only").isEqualTo(256);
    finish(attempts().getFirst(), OK);
    commit();
    assertThat(inMemory()).isZero();
    assertThat(puts()).extracting(Parked::message).isEqualTo(ids(lane.subList(1, 256)));
    assertThat(puts().getFirst().waitsFor()).isEqualTo(Wait.DUE);
    assertThat(puts().subList(1, 255)).allMatch(p -> p.waitsFor() == Wait.LANE);
    assertThat(puts()).allMatch(p -> p.lane() == Lane.of("a"));
  }

  private static List<MessageId> ids(List<Message> messages) {
    return messages.stream().map(Message::id).toList();
  }

  @Test
  void anAttemptThatWasWithheldLeavesNothingInMemory() {
    Message first = accept("a", ENDPOINT);
    accept("a", ENDPOINT);
    change(Status.DISABLED, 2);
    finish(attempts().getFirst(), new Outcome.Withheld());
    assertThat(inMemory()).isZero();
    assertThat(puts()).extracting(Parked::waitsFor).containsExactly(Wait.DUE, Wait.LANE);
    assertThat(puts().getFirst().message()).isEqualTo(first.id());
  }

  @Test
  void whatIsLoadedForADisabledEndpointStaysOnDiskAndIsLoadedAgain() {
    long lane = Lane.of("a");
    recover(backlog(ENDPOINT, 1, START.minusSeconds(1), new Recovered.LaneBacklog(lane, false, 1)));
    pass(Duration.ofMillis(1));
    List<Load> asked = loads();
    assertThat(asked).hasSize(3);
    change(Status.DISABLED, 2);
    for (Load load : asked) {
      come(load, rowFor(load));
    }
    assertThat(inMemory()).isZero();
    assertThat(entries()).as("the rows are there already").isEmpty();
    change(Status.ENABLED, 3);
    List<Load> again = loads().subList(3, loads().size());
    assertThat(again).isEqualTo(asked);
    for (Load load : again) {
      come(load, rowFor(load));
    }
    assertThat(attempts()).extracting(d -> d.message().id().value()).contains(10L, 11L, 12L);
  }

  private static ParkedStore.Row rowFor(Load load) {
    return switch (load) {
      case Load.Room _ -> row(Wait.ROOM, message(12, null, MEBIBYTE), null);
      case Load.Due due -> row(Wait.DUE, message(10, null, MEBIBYTE), due.until().minusSeconds(1));
      case Load.Held _ -> row(Wait.LANE, message(11, "a", MEBIBYTE), null);
      case Load.One _ -> throw new AssertionError("nobody cancels here");
    };
  }

  @Test
  void whatIsLoadedDuringAPauseStaysOnDiskUntilTheProbe() {
    recover(backlog(ENDPOINT, 5, null));
    accept(null, endpoint(2, 1));
    Load first = loads().getFirst();
    come(first, row(Wait.ROOM, message(10, null, MEBIBYTE), null));
    Load second = loads().getLast();
    finish(attempts().getLast(), new Outcome.Answered(429, Duration.ofMinutes(2), Payload.EMPTY));
    commit();
    come(second, row(Wait.ROOM, message(11, null, MEBIBYTE), null));
    assertThat(inMemory()).isZero();
    pass(Duration.ofMinutes(2));
    assertThat(loads(Load.Room.class).getLast().after()).isEqualTo(10);
  }

  @Test
  void aLoadLeavesRoomForTheOthersOfItsEndpoint() {
    recover(
        backlog(
            ENDPOINT,
            0,
            START.minusSeconds(1),
            new Recovered.LaneBacklog(Lane.of("a"), false, 2),
            new Recovered.LaneBacklog(Lane.of("b"), false, 2)));
    assertThat(loads(Load.Held.class)).hasSize(2);
    assertThat(loads(Load.Due.class)).hasSize(1);
  }

  @Test
  void loadsOfSomeLeaveRoomForTheNewcomersOfOthers() {
    recover(backlogs(32, id -> endpoint(id, 2), 10));
    assertThat(loads()).hasSize(8);
    accept(null, ENDPOINT);
    accept(null, ENDPOINT);
    assertThat(attempts()).hasSize(2);
    assertThat(puts()).isEmpty();
  }

  @Test
  void whatComesBackLeavesHalfOfTheMemoryToNewcomers() {
    recover(backlogs(16, id -> endpoint(id, 2), 10));
    for (int next = 0; next < loads().size(); next++) {
      long first = 200 + 4L * next;
      come(
          loads().get(next),
          LongStream.range(first, first + 4)
              .mapToObj(id -> row(Wait.ROOM, message(id, null, MEBIBYTE), null))
              .toArray(ParkedStore.Row[]::new));
    }
    assertThat(attempts())
        .as("half of 48 MiB, and one for each endpoint that has nothing else")
        .hasSizeBetween(24, 40);
    for (int i = 0; i < 3; i++) {
      accept(null, ENDPOINT);
    }
    assertThat(puts()).isEmpty();
    assertThat(inMemory()).isEqualTo(3);
  }

  @Test
  void theTiniestMessagesWeighSomethingToo() {
    int endpoints = 1_000;
    for (int i = 1; i <= endpoints; i++) {
      for (int n = 0; n < 256; n++) {
        accept(null, endpoint(i, 1));
      }
    }
    long kept = 0;
    for (int i = 1; i <= endpoints; i++) {
      kept += dispatcher.memory(new EndpointId(i)).deliveries();
    }
    long most = DispatchConfig.DEFAULT.memoryBytes() / 512;
    assertThat(kept)
        .as("of %d, what there is memory for, and one for each endpoint", 256 * endpoints)
        .isBetween(most / 2, most + endpoints);
    assertThat(puts().size())
        .as("rows on disk")
        .isGreaterThanOrEqualTo((int) (256L * endpoints - kept));
  }

  @Test
  void endpointsTakeTurnsAtLoading() {
    recover(backlogs(32, id -> endpoint(id, id), 1));
    assertThat(loads()).hasSize(8);
    pass(Duration.ofMinutes(1));
    assertThat(loads()).as("nothing but what comes back lets others load").hasSize(8);
    for (int next = 0; next < 32; next++) {
      Load load = loads().get(next);
      if (next % 2 == 0) {
        come(load);
      } else {
        on(new Event.LoadFailed(load));
      }
    }
    assertThat(loads().subList(0, 32))
        .extracting(Load::endpoint)
        .as("each once before any comes again")
        .doesNotHaveDuplicates();
  }

  @Test
  void aLoadThatBringsMoreThanThereIsRoomForIsTakenInPart() {
    recover(backlog(ENDPOINT, 10, null));
    come(
        loads().getFirst(),
        LongStream.rangeClosed(11, 20)
            .mapToObj(id -> row(Wait.ROOM, message(id, null, MEBIBYTE), null))
            .toArray(ParkedStore.Row[]::new));
    assertThat(attempts()).hasSize(4);
    assertThat(dispatcher.memory(new EndpointId(1)).bytes())
        .isEqualTo(4L * message(11, null, MEBIBYTE).weight());
    finish(attempts().getFirst(), OK);
    commit();
    assertThat(loads(Load.Room.class).getLast().after()).as("the rest comes again").isEqualTo(14);
  }
}
