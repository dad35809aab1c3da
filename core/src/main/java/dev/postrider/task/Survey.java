package dev.postrider.task;

import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through applications, in the order of their ids, and notes what it finds out of each. A
 * piece is some applications, or as much of one as was looked at in a moment.
 */
record Survey(Tasks tasks, Directory directory, History history) {
  private static final int APPLICATIONS = 100;

  /** A piece that has counted so many messages is long enough. */
  private static final int MESSAGES = 20_000;

  void next(Task task, Work.Statistics wanted) {
    Page<Application> page = applications(task, wanted);
    Piece piece = new Piece(task.progress());
    boolean whole = true;
    for (Application application : page.entries()) {
      whole =
          switch (wanted) {
            case Work.Usage usage -> count(task, usage, application, piece);
            case Work.Subscriptions() -> piece.found(subscriptions(application));
          };
      if (!whole) {
        break;
      }
    }
    tasks.note(task.id(), piece.now, piece.found);
    if (piece.full) {
      tasks.fail(task.id(), "there is more than one task may find out; name fewer applications");
    } else if (whole && page.done()) {
      tasks.finish(task.id());
    }
  }

  /** What a piece has done so far. */
  private static final class Piece {
    private final List<Statistic> found = new ArrayList<>();
    private Task.Progress now;
    private long messages;
    private boolean full;

    private Piece(Task.Progress now) {
      this.now = now;
    }

    /** False when there is no room for it. */
    private boolean found(Statistic statistic) {
      full = now.walk().size() + statistic.size() > Tasks.MOST_FOUND;
      if (!full) {
        found.add(statistic);
        now = now.past(statistic.application(), statistic.size());
      }
      return !full;
    }
  }

  private Page<Application> applications(Task task, Work.Statistics wanted) {
    ApplicationId passed = task.progress().walk().passed();
    Set<ApplicationId> some = wanted.applications();
    if (some == null) {
      return directory.applications(
          task.organisation(), new Page.Request<>(passed, APPLICATIONS, true, false));
    }
    List<Application> left =
        some.stream()
            .filter(id -> passed == null || id.compareTo(passed) > 0)
            .sorted()
            .map(id -> directory.application(task.organisation(), id.toString()))
            .flatMap(Optional::stream)
            .limit(APPLICATIONS + 1)
            .toList();
    return left.size() > APPLICATIONS
        ? new Page<>(left.subList(0, APPLICATIONS), false)
        : new Page<>(left, true);
  }

  /** False when the piece ends here. */
  private boolean count(Task task, Work.Usage usage, Application application, Piece piece) {
    ApplicationId id = application.id();
    boolean begun = id.equals(piece.now.walk().within());
    MessageId after = begun ? piece.now.reached() : Task.before(usage.since());
    History.Used used = history.usage(id, after, task.last());
    long counted = (begun ? piece.now.count() : 0) + used.destinations();
    piece.messages += used.messages();
    if (used.reached().compareTo(task.last()) < 0) {
      piece.now = piece.now.within(id, used.reached(), counted);
      return false;
    }
    return piece.found(new Statistic.Usage(id, application.settings().uid(), counted))
        && piece.messages < MESSAGES;
  }

  /** Reads no more endpoints once there is more to tell than a task may find out. */
  private Statistic subscriptions(Application application) {
    Set<String> types = new HashSet<>();
    boolean catchAll = false;
    EndpointId after = null;
    Page<Endpoint> page;
    Statistic so;
    do {
      page = directory.endpoints(application.id(), new Page.Request<>(after, 250, true, false));
      for (Endpoint endpoint : page.entries()) {
        types.addAll(endpoint.settings().eventTypes());
        catchAll |= endpoint.settings().eventTypes().isEmpty();
        after = endpoint.id();
      }
      so = new Statistic.Subscriptions(application.id(), types, catchAll);
    } while (!page.done() && so.size() <= Tasks.MOST_FOUND);
    return so;
  }
}
