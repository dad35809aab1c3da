package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.record.Entry;
import dev.postrider.task.Statistic;
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
            new Work.Purge(),
            new Work.Usage(Instant.parse("2026-02-01T00:00:00.123456Z"), null),
            new Work.Usage(clock.instant(), Set.of(application.id(), new ApplicationId(99))),
            new Work.Subscriptions());
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
        .isEqualTo(
            new Task.Progress(Task.Status.RUNNING, new MessageId(200), 10, null, Task.Walk.START));
    assertThat(now(task).updatedAt()).isEqualTo(clock.instant());
    clock.turn(Duration.ofSeconds(1));
    tasks.finish(task.id());
    assertThat(now(task).progress())
        .isEqualTo(
            new Task.Progress(Task.Status.FINISHED, new MessageId(200), 10, null, Task.Walk.START));
    assertThat(now(task).updatedAt()).isEqualTo(clock.instant());
  }

  @Test
  void mayBeOfNoApplication() {
    Work work = new Work.Subscriptions();
    Task task =
        tasks
            .begin(new Task.Order(Edges.ORGANISATION, null, work, Instant.EPOCH, null))
            .orElseThrow();
    assertThat(task.application()).isNull();
    assertThat(now(task)).isEqualTo(task);
    assertThat(tasks.next(null)).contains(task);
  }

  @Test
  void whatItFindsOutIsKept() {
    Task task = begin(new Work.Usage(clock.instant(), null));
    Task other = begin(new Work.Subscriptions());
    assertThat(tasks.found(task.id())).isEmpty();
    List<Statistic> first =
        List.of(
            new Statistic.Usage(new ApplicationId(3), "three", 5_000_000_000L),
            new Statistic.Usage(new ApplicationId(7), null, 0));
    Statistic last = new Statistic.Usage(new ApplicationId(9), null, 1);
    clock.turn(Duration.ofSeconds(1));
    tasks.note(task.id(), far(100, 8, new Task.Walk(new ApplicationId(7), null, 210)), first);
    tasks.note(
        task.id(),
        far(200, 9, new Task.Walk(new ApplicationId(7), new ApplicationId(9), 210)),
        List.of());
    assertThat(now(task).progress())
        .isEqualTo(far(200, 9, new Task.Walk(new ApplicationId(7), new ApplicationId(9), 210)));
    assertThat(now(task).updatedAt()).isEqualTo(clock.instant());
    assertThat(tasks.found(task.id())).isEqualTo(first);
    tasks.note(
        task.id(), far(300, 0, new Task.Walk(new ApplicationId(9), null, 310)), List.of(last));
    List<Statistic> types =
        List.of(
            new Statistic.Subscriptions(new ApplicationId(3), Set.of("a", "b.c"), false),
            new Statistic.Subscriptions(new ApplicationId(7), Set.of(), true));
    tasks.note(other.id(), far(1, 0, new Task.Walk(new ApplicationId(7), null, 200)), types);
    tasks.finish(task.id());
    edges.close();
    edges = open(clock);
    tasks = edges.tasks();
    assertThat(tasks.found(task.id())).containsExactly(first.get(0), first.get(1), last);
    assertThat(tasks.found(other.id())).isEqualTo(types);
    assertThat(now(task).progress().walk())
        .isEqualTo(new Task.Walk(new ApplicationId(9), null, 310));
  }

  private static Task.Progress far(long reached, long count, Task.Walk walk) {
    return new Task.Progress(Task.Status.RUNNING, new MessageId(reached), count, null, walk);
  }

  @Test
  void whatIsOverStaysAsItIs() {
    Task failed = begin(new Work.Recover(ENDPOINT));
    tasks.fail(failed.id(), "the endpoint was deleted");
    Task before = now(failed);
    assertThat(before.progress().status()).isEqualTo(Task.Status.FAILED);
    assertThat(before.progress().reason()).isEqualTo("the endpoint was deleted");
    tasks.advance(failed.id(), new MessageId(9), 1);
    Statistic late = new Statistic.Subscriptions(new ApplicationId(3), Set.of(), true);
    tasks.note(
        failed.id(), far(9, 1, new Task.Walk(new ApplicationId(3), null, 100)), List.of(late));
    assertThat(tasks.found(failed.id())).isEmpty();
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
    Task usage = begin(new Work.Usage(clock.instant(), null));
    Task subscriptions = begin(new Work.Subscriptions());
    Task purge = begin(new Work.Purge());
    tasks.finish(missing.id());
    tasks.finish(usage.id());
    tasks.fail(subscriptions.id(), "why");
    tasks.fail(bulk.id(), "why");
    assertThat(ids(null, null))
        .containsExactly(
            purge.id(), subscriptions.id(), usage.id(), bulk.id(), missing.id(), recover.id());
    assertThat(ids(Task.Status.RUNNING, null)).containsExactly(purge.id(), recover.id());
    assertThat(ids(Task.Status.FINISHED, null)).containsExactly(usage.id(), missing.id());
    assertThat(ids(Task.Status.FAILED, null)).containsExactly(subscriptions.id(), bulk.id());
    assertThat(ids(null, Work.Kind.RECOVER)).containsExactly(recover.id());
    assertThat(ids(null, Work.Kind.REPLAY_MISSING)).containsExactly(missing.id());
    assertThat(ids(null, Work.Kind.BULK_REPLAY)).containsExactly(bulk.id());
    assertThat(ids(Task.Status.RUNNING, Work.Kind.PURGE)).containsExactly(purge.id());
    assertThat(ids(Task.Status.FAILED, Work.Kind.PURGE)).isEmpty();
    assertThat(ids(null, Work.Kind.USAGE)).containsExactly(usage.id());
    assertThat(ids(null, Work.Kind.SUBSCRIPTIONS)).containsExactly(subscriptions.id());
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
    Work ofAll = new Work.Subscriptions();
    int begun = 0;
    for (int i = 0; i < Tasks.MOST_RUNNING / Tasks.MOST_RUNNING_OF_ONE + 1; i++) {
      begun += begunOf(Tasks.MOST_RUNNING_OF_ONE, () -> ask(Edges.ORGANISATION, new Work.Purge()));
      application = edges.application();
    }
    assertThat(begun).isEqualTo(Tasks.MOST_RUNNING);
    assertThat(across("org_other", ofAll)).isPresent();
    tasks.finish(tasks.next(null).orElseThrow().id());
    assertThat(across(Edges.ORGANISATION, ofAll)).isPresent();
    assertThat(across(Edges.ORGANISATION, ofAll)).isEmpty();
  }

  @Test
  void whatLooksAtAllApplicationsLeavesSomeToWhatChangesThem() throws Exception {
    Work ofAll = new Work.Subscriptions();
    assertThat(begunOf(Tasks.MOST_RUNNING_OF_ONE + 5, () -> across(Edges.ORGANISATION, ofAll)))
        .isEqualTo(Tasks.MOST_RUNNING_OF_ONE);
    assertThat(across("org_other", ofAll)).isPresent();
    assertThat(ask(Edges.ORGANISATION, new Work.Purge())).isPresent();
    tasks.finish(tasks.next(null).orElseThrow().id());
    assertThat(across(Edges.ORGANISATION, ofAll)).isPresent();
  }

  @Test
  void anApplicationHasOnlySoManyRunningAndLeavesSomeToOthers() throws Exception {
    assertThat(
            begunOf(Tasks.MOST_RUNNING_OF_ONE + 5, () -> ask(Edges.ORGANISATION, new Work.Purge())))
        .isEqualTo(Tasks.MOST_RUNNING_OF_ONE);
    assertThat(across(Edges.ORGANISATION, new Work.Subscriptions())).isPresent();
    application = edges.application();
    assertThat(ask(Edges.ORGANISATION, new Work.Purge())).isPresent();
  }

  private Optional<Task> across(String organisation, Work work) {
    return tasks.begin(new Task.Order(organisation, null, work, Instant.EPOCH, null));
  }

  /** Asked for by several at once: how many begin. */
  private static int begunOf(int times, Callable<Optional<Task>> ask) throws Exception {
    int begun = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Optional<Task>> answer : threads.invokeAll(Collections.nCopies(times, ask))) {
        begun += answer.get().isPresent() ? 1 : 0;
      }
    }
    return begun;
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
