package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Requeue;
import dev.postrider.message.MessageId;
import dev.postrider.record.Parked;
import dev.postrider.task.Task;
import dev.postrider.task.TaskPieces;
import dev.postrider.task.TaskRunner;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worker of background tasks, over edges in memory. */
@Timeout(60)
final class TaskRunnerTest {
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final MemoryMessages edges = MemoryMessages.of(clock);
  private final List<MessageId> queued = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private Application application;
  private Endpoint endpoint;
  private List<MessageId> messages;

  @BeforeEach
  void messages() throws InterruptedException {
    application = edges.application();
    edges.log().subscribe(new CollectingConsumer());
    messages = new ArrayList<>();
    edges
        .log()
        .append(Collections.nCopies(1_200, Drafts.plain(application.id(), "{}")))
        .forEach(_ -> {});
    ((MemoryLog) edges.log()).entries().forEach(entry -> messages.add(entry.message().id()));
    endpoint = edges.endpoint(application);
  }

  private TaskRunner runner(Requeue requeue) {
    TaskRunner runner =
        new TaskRunner(
            edges.tasks(),
            new TaskPieces(
                edges.tasks(),
                edges.directory(),
                edges.replays(),
                edges.history(),
                requeue,
                (_, _) -> true),
            fault -> faults.add(String.valueOf(fault.getMessage())));
    runner.start();
    return runner;
  }

  /** Parks them as a dispatcher does. */
  private void requeue(Endpoint at, List<Requeue.Again> again) {
    for (Requeue.Again one : again) {
      Parked row = Drafts.due(at, one.message(), 0, clock.instant());
      edges.recorder().record(0, List.of(Drafts.parking(queued.size() + 1L, row)), null);
      queued.add(one.message());
    }
  }

  private Task begin() {
    return edges
        .tasks()
        .begin(
            new Task.Order(
                Edges.ORGANISATION,
                application.id(),
                new Work.ReplayMissing(endpoint.id()),
                Instant.EPOCH,
                null))
        .orElseThrow();
  }

  private Task over(Task task) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> edges.tasks().find(Edges.ORGANISATION, task.id()).orElseThrow(),
            now -> now.progress().status() != Task.Status.RUNNING);
  }

  @Test
  void goesOnWithWhatRunsAndHearsOfWhatBegins() throws Exception {
    Task before = begin();
    try (TaskRunner _ = runner(this::requeue)) {
      Task done = over(before);
      assertThat(done.progress().status()).isEqualTo(Task.Status.FINISHED);
      assertThat(done.progress().count()).isEqualTo(1_200);
      assertThat(queued).isEqualTo(messages);
      assertThat(over(begin()).progress().count()).as("all of them wait").isZero();
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aPieceThatFailsIsReportedAndDoneAgain() throws Exception {
    CountDownLatch failures = new CountDownLatch(2);
    Requeue failing =
        (at, again) -> {
          if (queued.size() >= 500 && failures.getCount() > 0) {
            failures.countDown();
            throw new IllegalStateException("the database is away");
          }
          requeue(at, again);
        };
    try (TaskRunner _ = runner(failing)) {
      assertThat(over(begin()).progress().count()).isEqualTo(1_200);
    }
    assertThat(queued).isEqualTo(messages);
    assertThat(faults).containsExactly("the database is away", "the database is away");
  }

  @Test
  void aPieceThatFailsForGoodEndsItsTaskAndNoOther() throws Exception {
    Requeue broken =
        (_, _) -> {
          throw new IllegalStateException("always");
        };
    try (TaskRunner _ = runner(broken)) {
      Task task = begin();
      // Each task that begins ends a rest of the runner.
      Task.Order purge =
          new Task.Order(
              Edges.ORGANISATION,
              edges.application().id(),
              new Work.Purge(),
              clock.instant(),
              null);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                edges.tasks().begin(purge).ifPresent(this::over);
                return edges.tasks().find(Edges.ORGANISATION, task.id()).orElseThrow();
              },
              now -> now.progress().status() == Task.Status.FAILED);
      assertThat(over(task).progress().reason())
          .isEqualTo("a piece of it failed 30 times in a row");
    }
    assertThat(faults).hasSize(30).containsOnly("always");
  }

  @Test
  void aStopInTheMiddleOfAPieceLosesNothing() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Task task;
    TaskRunner stopped =
        runner((_, _) -> {
          waits.countDown();
          never.await();
        });
    try (stopped) {
      task = begin();
      waits.await();
    }
    stopped.close();
    assertThat(queued).isEmpty();
    try (TaskRunner _ = runner(this::requeue)) {
      assertThat(over(task).progress().count()).isEqualTo(1_200);
    }
    assertThat(queued).isEqualTo(messages);
    assertThat(faults).isEmpty();
  }
}
