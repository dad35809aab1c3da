package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.record.Entry;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Tasks.Filter;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all who keep background tasks promise. */
public abstract class TasksContract {
  private static final Filter ANY = new Filter(null, null);
  private static final EndpointId ENDPOINT = new EndpointId(77);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Edges edges;
  private Tasks tasks;
  private Application application;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void openEdges() {
    edges = open(clock);
    tasks = edges.tasks();
    application = edges.application();
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private Optional<Task> ask(String organisation, Work work) {
    Instant since = clock.instant().minus(Duration.ofDays(1));
    return tasks.begin(new Task.Order(organisation, application.id(), work, since, null));
  }

  private Task begin(Work work) {
    return ask(Edges.ORGANISATION, work).orElseThrow();
  }

  private Task now(Task task) {
    return tasks.find(task.organisation(), task.id()).orElseThrow();
  }

  @Test
  void everyKindOfWorkIsKept() {
    List<Work> works =
        List.of(
            new Work.Recover(ENDPOINT),
            new Work.ReplayMissing(ENDPOINT),
            new Work.BulkReplay(ENDPOINT, Work.Wanted.ANY),
            new Work.BulkReplay(
                ENDPOINT,
                new Work.Wanted(
                    Set.of("a", "b"),
                    "north",
                    "vip",
                    Set.of(Entry.State.DISCARDED, Entry.State.CANCELLED),
                    500)),
            new Work.Purge());
    List<Task> begun = works.stream().map(this::begin).toList();
    edges.close();
    edges = open(clock);
    tasks = edges.tasks();
    for (int i = 0; i < works.size(); i++) {
      Task task = now(begun.get(i));
      assertThat(task).isEqualTo(begun.get(i));
      assertThat(task.work()).isEqualTo(works.get(i));
      assertThat(task.updatedAt()).isEqualTo(clock.instant());
      assertThat(task.progress().status()).isEqualTo(Task.Status.RUNNING);
    }
    assertThat(begin(new Work.Purge()).id()).isGreaterThan(begun.getLast().id());
  }

  @Test
  void looksAtTheMessagesOfItsRangeAndAtNoneThatComesLater() {
    Instant since = clock.instant().minusSeconds(60);
    Instant until = clock.instant().minusSeconds(30);
    Work work = new Work.Recover(ENDPOINT);
    Task bounded =
        tasks.begin(new Task.Order("org", application.id(), work, since, until)).orElseThrow();
    long lowest = Keys.floorOf(since);
    assertThat(bounded.progress().reached()).isEqualTo(new MessageId(lowest - 1));
    assertThat(bounded.last()).isEqualTo(new MessageId(Keys.floorOf(until.plusNanos(1_000)) - 1));
    Task later =
        tasks
            .begin(
                new Task.Order(
                    "org", application.id(), work, since, clock.instant().plusSeconds(60)))
            .orElseThrow();
    assertThat(later.last().value()).isEqualTo(later.id().value());
    Task open =
        tasks
            .begin(new Task.Order("org", application.id(), work, Instant.EPOCH, null))
            .orElseThrow();
    assertThat(open.last().value()).isEqualTo(open.id().value());
    assertThat(open.progress().reached()).isEqualTo(new MessageId(1));
  }

  @Test
  void isYoungerThanEveryMessageThatWasAcknowledgedBefore() throws InterruptedException {
    edges.log().subscribe(new CollectingConsumer());
    for (int i = 0; i < 20; i++) {
      MessageId before = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "{}")).id();
      Task task = begin(new Work.Purge());
      assertThat(task.last()).isGreaterThan(before);
      tasks.finish(task.id());
    }
  }

  @Test
  void itsProgressIsKept() {
    Task task = begin(new Work.Recover(ENDPOINT));
    clock.turn(Duration.ofSeconds(1));
    tasks.advance(task.id(), new MessageId(100), 7);
    tasks.advance(task.id(), new MessageId(200), 3);
    assertThat(now(task).progress())
        .isEqualTo(new Task.Progress(Task.Status.RUNNING, new MessageId(200), 10, null));
    assertThat(now(task).updatedAt()).isEqualTo(clock.instant());
    clock.turn(Duration.ofSeconds(1));
    tasks.finish(task.id());
    assertThat(now(task).progress())
        .isEqualTo(new Task.Progress(Task.Status.FINISHED, new MessageId(200), 10, null));
    assertThat(now(task).updatedAt()).isEqualTo(clock.instant());
  }

  @Test
  void whatIsOverStaysAsItIs() {
    Task failed = begin(new Work.Recover(ENDPOINT));
    tasks.fail(failed.id(), "the endpoint was deleted");
    Task before = now(failed);
    assertThat(before.progress().status()).isEqualTo(Task.Status.FAILED);
    assertThat(before.progress().reason()).isEqualTo("the endpoint was deleted");
    tasks.advance(failed.id(), new MessageId(9), 1);
    tasks.finish(failed.id());
    tasks.fail(failed.id(), "again");
    tasks.finish(new TaskId(4711));
    assertThat(now(failed)).isEqualTo(before);
  }

  @Test
  void anOrganisationSeesItsOwn() {
    Task mine = begin(new Work.Purge());
    Task theirs = ask("org_other", new Work.Purge()).orElseThrow();
    assertThat(tasks.find("org_other", mine.id())).isEmpty();
    assertThat(tasks.find("org_other", theirs.id())).contains(theirs);
    assertThat(list("org_other", ANY)).containsExactly(theirs);
    assertThat(list(Edges.ORGANISATION, ANY)).containsExactly(mine);
  }

  private List<Task> list(String organisation, Filter filter) {
    return tasks.list(organisation, filter, new Page.Request<>(null, 50, false, false)).entries();
  }

  @Test
  void areListedByStatusAndKind() {
    Task recover = begin(new Work.Recover(ENDPOINT));
    Task missing = begin(new Work.ReplayMissing(ENDPOINT));
    Task bulk = begin(new Work.BulkReplay(ENDPOINT, Work.Wanted.ANY));
    Task purge = begin(new Work.Purge());
    tasks.finish(missing.id());
    tasks.fail(bulk.id(), "why");
    assertThat(ids(null, null)).containsExactly(purge.id(), bulk.id(), missing.id(), recover.id());
    assertThat(ids(Task.Status.RUNNING, null)).containsExactly(purge.id(), recover.id());
    assertThat(ids(Task.Status.FINISHED, null)).containsExactly(missing.id());
    assertThat(ids(Task.Status.FAILED, null)).containsExactly(bulk.id());
    assertThat(ids(null, Work.Kind.RECOVER)).containsExactly(recover.id());
    assertThat(ids(null, Work.Kind.REPLAY_MISSING)).containsExactly(missing.id());
    assertThat(ids(null, Work.Kind.BULK_REPLAY)).containsExactly(bulk.id());
    assertThat(ids(Task.Status.RUNNING, Work.Kind.PURGE)).containsExactly(purge.id());
    assertThat(ids(Task.Status.FAILED, Work.Kind.PURGE)).isEmpty();
  }

  private List<TaskId> ids(Task.@Nullable Status status, Work.@Nullable Kind kind) {
    return list(Edges.ORGANISATION, new Filter(status, kind)).stream().map(Task::id).toList();
  }

  @Test
  void areListedPageByPage() {
    List<TaskId> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(begin(new Work.Purge()).id());
    }
    assertThat(page(null, true, false)).isEqualTo(all.subList(0, 2));
    assertThat(page(all.get(1), true, false)).isEqualTo(all.subList(2, 4));
    assertThat(page(all.get(3), true, false)).isEqualTo(all.subList(4, 5));
    assertThat(page(all.get(4), true, true)).isEqualTo(all.subList(2, 4));
    assertThat(page(all.get(2), false, false)).isEqualTo(all.subList(0, 2).reversed());
  }

  private List<TaskId> page(@Nullable TaskId after, boolean ascending, boolean backwards) {
    return tasks
        .list(Edges.ORGANISATION, ANY, new Page.Request<>(after, 2, ascending, backwards))
        .entries()
        .stream()
        .map(Task::id)
        .toList();
  }

  @Test
  void allThatRunComeInTurn() {
    assertThat(tasks.next(null)).isEmpty();
    Task first = begin(new Work.Purge());
    Task second = ask("org_other", new Work.Purge()).orElseThrow();
    Task third = begin(new Work.Recover(ENDPOINT));
    tasks.finish(second.id());
    assertThat(tasks.next(null)).contains(first);
    assertThat(tasks.next(first.id())).contains(third);
    assertThat(tasks.next(third.id())).contains(first);
    tasks.fail(third.id(), "why");
    assertThat(tasks.next(first.id())).contains(first);
    tasks.finish(first.id());
    assertThat(tasks.next(first.id())).isEmpty();
  }

  @Test
  void anOrganisationHasOnlySoManyRunning() throws Exception {
    List<Callable<Optional<Task>>> asked =
        Collections.nCopies(
            Tasks.MOST_RUNNING + 10, () -> ask(Edges.ORGANISATION, new Work.Purge()));
    int begun = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Optional<Task>> answer : threads.invokeAll(asked)) {
        begun += answer.get().isPresent() ? 1 : 0;
      }
    }
    assertThat(begun).isEqualTo(Tasks.MOST_RUNNING);
    assertThat(ask("org_other", new Work.Purge())).isPresent();
    tasks.finish(tasks.next(null).orElseThrow().id());
    assertThat(ask(Edges.ORGANISATION, new Work.Purge())).isPresent();
    assertThat(ask(Edges.ORGANISATION, new Work.Purge())).isEmpty();
  }

  @Test
  void whoListensHearsOfEachThatBegan() {
    AtomicInteger heard = new AtomicInteger();
    tasks.listen(() -> {
      assertThat(tasks.next(null)).isPresent();
      heard.incrementAndGet();
    });
    begin(new Work.Purge());
    begin(new Work.Purge());
    assertThat(heard).hasValue(2);
  }
}
