package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.ApplicationId;
import dev.postrider.task.Statistic;
import dev.postrider.task.Task;
import dev.postrider.task.TaskPieces;
import dev.postrider.task.TaskRunner;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that go through applications, over edges in memory. */
@Timeout(60)
final class SurveyTest {
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final MemoryMessages edges = MemoryMessages.of(clock);
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private TaskRunner runner;

  @BeforeEach
  void start() throws InterruptedException {
    edges.log().subscribe(new CollectingConsumer());
    runner =
        new TaskRunner(
            edges.tasks(),
            new TaskPieces(
                edges.tasks(),
                edges.directory(),
                edges.replays(),
                edges.history(),
                (_, _) -> {
                  throw new AssertionError("nothing is sent again");
                },
                (_, _) -> true),
            faults::add);
    runner.start();
  }

  @AfterEach
  void stop() {
    runner.close();
    assertThat(faults).isEmpty();
  }

  private void message(Application application, Endpoint target) throws InterruptedException {
    Drafts.accepted(edges.log(), Drafts.plain(application.id(), "{}", target));
  }

  private Task over(Work work) {
    Task task =
        edges
            .tasks()
            .begin(new Task.Order(Edges.ORGANISATION, null, work, Instant.EPOCH, null))
            .orElseThrow();
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> edges.tasks().find(Edges.ORGANISATION, task.id()).orElseThrow(),
            now -> now.progress().status() != Task.Status.RUNNING);
  }

  private List<Statistic> finished(Work work) {
    Task task = over(work);
    assertThat(task.progress().status()).isEqualTo(Task.Status.FINISHED);
    return edges.tasks().found(task.id());
  }

  @Test
  void everyApplicationIsCountedOnceHoweverManyThereAre() throws Exception {
    List<Statistic> expected = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      Application application = edges.application();
      Endpoint endpoint = edges.endpoint(application);
      for (int message = 0; message < i % 3; message++) {
        message(application, endpoint);
      }
      expected.add(new Statistic.Usage(application.id(), null, i % 3));
    }
    assertThat(finished(new Work.Usage(Instant.EPOCH, null))).isEqualTo(expected);
  }

  @Test
  void someApplicationsAreCountedAndOneThatIsDeletedIsLeftOut() throws Exception {
    List<Application> all = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      all.add(edges.application());
    }
    Set<ApplicationId> wanted = new HashSet<>();
    all.subList(5, 235).forEach(application -> wanted.add(application.id()));
    edges.directory().deleteApplication(all.get(105).id());
    assertThat(finished(new Work.Usage(Instant.EPOCH, wanted)))
        .extracting(Statistic::application)
        .hasSize(229)
        .isSorted()
        .doesNotContain(all.get(4).id(), all.get(105).id(), all.get(235).id());
  }

  @Test
  void endpointsTellWhatTheyAskFor() {
    Application silent = edges.application();
    Application narrow = edges.application();
    endpoint(narrow, Set.of("a", "b"), false);
    endpoint(narrow, Set.of("b", "c"), true);
    edges.directory().deleteEndpoint(endpoint(narrow, Set.of("d"), false).id());
    Application wide = edges.application();
    endpoint(wide, Set.of(), false);
    endpoint(wide, Set.of("z"), false);
    assertThat(finished(new Work.Subscriptions()))
        .containsExactly(
            new Statistic.Subscriptions(silent.id(), Set.of(), false),
            new Statistic.Subscriptions(narrow.id(), Set.of("a", "b", "c"), false),
            new Statistic.Subscriptions(wide.id(), Set.of("z"), true));
  }

  private Endpoint endpoint(Application application, Set<String> types, boolean disabled) {
    Endpoint endpoint = edges.endpoint(application);
    return Edges.done(
        edges
            .directory()
            .changeEndpoint(
                endpoint.id(),
                settings -> settings.withTarget(settings.url(), types).withDisabled(disabled)));
  }

  @Test
  void aTaskFailsThatFindsTooMuchAndKeepsWhatThereWasRoomFor() {
    Application small = edges.application();
    endpoint(small, Set.of("a"), false);
    Application large = edges.application();
    for (int i = 0; i < 9; i++) {
      endpoint(large, longNames(i), false);
    }
    Task task = over(new Work.Subscriptions());
    assertThat(task.progress().status()).isEqualTo(Task.Status.FAILED);
    assertThat(task.progress().reason()).startsWith("there is more than");
    assertThat(edges.tasks().found(task.id()))
        .containsExactly(new Statistic.Subscriptions(small.id(), Set.of("a"), false));
    assertThat(task.progress().walk().size()).isLessThan(Tasks.MOST_FOUND);
  }

  private static Set<String> longNames(int endpoint) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String name = "e" + endpoint + "." + i + ".";
      names.add(name + "x".repeat(256 - name.length()));
    }
    return names;
  }
}
