package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.task.Finding;
import dev.postrider.task.Preview;
import dev.postrider.task.Replays;
import dev.postrider.task.Task;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task would send is counted before it begins, in a bounded time. */
final class PreviewTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final TurnedClock clock = new TurnedClock(START);
  private final MemoryMessages edges = MemoryMessages.of(clock);
  private Application application;
  private Endpoint endpoint;

  @BeforeEach
  void applications() throws InterruptedException {
    application = edges.application();
    edges.log().subscribe(new CollectingConsumer());
    endpoint = edges.endpoint(application);
  }

  private void append(int count) throws InterruptedException {
    clock.turn(Duration.ofSeconds(1));
    edges.log().append(Collections.nCopies(count, Drafts.plain(application.id(), "{}")));
  }

  private Preview.Count count(InstantSource time, @Nullable Instant until) {
    return count(edges.replays(), time, until);
  }

  private Preview.Count count(Replays replays, InstantSource time, @Nullable Instant until) {
    Work.Replay replay = new Work.ReplayMissing(endpoint.id());
    Preview preview = new Preview(new Finding(replays, (_, _) -> true), time);
    return preview.count(
        new Task.Order(Edges.ORGANISATION, application.id(), replay, START, until),
        replay,
        endpoint);
  }

  @Test
  void countsAllThatThereAre() throws InterruptedException {
    assertThat(count(clock, null)).isEqualTo(new Preview.Count(0, null));
    append(1_200);
    Instant first = clock.instant();
    append(7);
    assertThat(count(clock, null)).isEqualTo(new Preview.Count(1_207, null));
    assertThat(count(clock, first)).isEqualTo(new Preview.Count(1_200, null));
    assertThat(count(clock, START)).isEqualTo(new Preview.Count(0, null));
  }

  /** Wherever a piece begins, it is full. */
  private record Endless(List<Message> piece) implements Replays {
    private Found found(Piece at) {
      return new Found(piece, new MessageId(at.after().value() + 1));
    }

    @Override
    public Found failed(Piece at, Work.Recover recover) {
      return found(at);
    }

    @Override
    public Found settled(Piece at, Work.BulkReplay replay) {
      return found(at);
    }

    @Override
    public Found unaddressed(Piece at, Work.ReplayMissing replay, boolean payloads) {
      return found(at);
    }
  }

  @Test
  void endsWhenThereAreEnough() throws InterruptedException {
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "{}"));
    Replays endless = new Endless(Collections.nCopies(Replays.PIECE, message));
    Preview.Count count = count(endless, clock, null);
    assertThat(count.exact()).isFalse();
    assertThat(count.messages()).isEqualTo(Preview.MOST);
    assertThat(count.until()).isEqualTo(START);
  }

  /** A piece of 500 takes 40 ms here, and the third would begin when there is no time any more. */
  @Test
  void endsWhenItTakesTooLong() throws InterruptedException {
    append(1_700);
    TurnedClock slow = new TurnedClock(START);
    Preview.Count count =
        count(
            () -> {
              Instant now = slow.instant();
              slow.turn(Duration.ofMillis(40));
              return now;
            },
            null);
    assertThat(count.exact()).isFalse();
    assertThat(count.messages()).isEqualTo(1_000);
  }
}
