package dev.postrider.postgres;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.filter.Value;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what {@link OperationalEvents} wrote into the log, by its numbers, as messages to the
 * endpoints that listen. A message has its row's number as event id, so that a crash between
 * appending and deleting repeats nothing.
 */
public final class OperationalOutbox implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OperationalOutbox.class);
  private static final int PAGE = 200;
  private static final Duration RETENTION = Duration.ofDays(90);

  /** How late it notices what it was not told of, because the process was killed meanwhile. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private record Row(long id, ApplicationId application, String type, String body) {}

  private final Jdbi jdbi;
  private final Directory directory;
  private final MessageLog messages;
  private final OperationalEvents events;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("postrider-operational").unstarted(this::run);
  private final Set<Long> doubted = new HashSet<>();
  private volatile boolean closed;
  private boolean failing;

  OperationalOutbox(Jdbi jdbi, Directory directory, MessageLog messages, OperationalEvents events) {
    this.jdbi = jdbi;
    this.directory = directory;
    this.messages = messages;
    this.events = events;
  }

  /** Sends from now on; the log must have its consumer. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        events.await(drained() ? LOOK : AGAIN);
      }
    } catch (InterruptedException stop) {
      log.warn("operational webhooks were interrupted; the rest is sent after a restart");
    }
  }

  /** False when something is left that has to be tried again. */
  private boolean drained() throws InterruptedException {
    if (!events.listening()) {
      return true;
    }
    try {
      List<Row> rows = read();
      while (!closed && !rows.isEmpty()) {
        if (!move(rows)) {
          return false;
        }
        rows = read();
      }
      failing = false;
      return true;
    } catch (RuntimeException e) {
      // Failure policy: fail closed and try again, because the rows stay until they are sent.
      if (!failing) {
        log.warn("operational webhooks cannot be sent yet: {}", e.toString());
      }
      failing = true;
      return false;
    }
  }

  private List<Row> read() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from operational_event order by id limit " + PAGE)
            .map((rs, _) ->
                new Row(
                    rs.getLong("id"),
                    new ApplicationId(rs.getLong("application")),
                    rs.getString("type"),
                    rs.getString("body")))
            .list());
  }

  /** True when all of them are in the log, or will never be. */
  private boolean move(List<Row> rows) throws InterruptedException {
    List<Row> done = new ArrayList<>();
    List<Row> sent = new ArrayList<>();
    List<Draft> drafts = new ArrayList<>();
    for (Row row : rows) {
      Draft draft = draft(row);
      if (draft.targets().isEmpty()) {
        // Whoever listened has gone. Or has just come, and memory does not know yet: asked twice.
        if (!doubted.add(row.id())) {
          done.add(row);
        }
      } else {
        sent.add(row);
        drafts.add(draft);
      }
    }
    List<Appended> answers = drafts.isEmpty() ? List.of() : messages.append(drafts);
    for (int i = 0; i < answers.size(); i++) {
      if (settled(sent.get(i), answers.get(i))) {
        done.add(sent.get(i));
      }
    }
    delete(done);
    done.forEach(row -> doubted.remove(row.id()));
    return done.size() == rows.size();
  }

  private Draft draft(Row row) {
    return new Draft(
        row.application(),
        row.type(),
        null,
        List.of(),
        "operational." + row.id(),
        null,
        Message.JSON,
        RETENTION,
        Payload.of(row.body()),
        Extras.NONE,
        null,
        directory.routes(row.application()).map(routes -> targets(routes, row)).orElse(List.of()));
  }

  private static List<Endpoint> targets(Routes routes, Row row) {
    List<Endpoint> matching = routes.matching(row.type(), List.of(), List.of());
    if (routes.sought() == null) {
      return matching;
    }
    Value body = FilterJson.value(row.body());
    return matching.stream().filter(endpoint -> endpoint.wants(body)).toList();
  }

  private static boolean settled(Row row, Appended answer) {
    return switch (answer) {
      case Appended.Accepted _, Appended.Repeated _, Appended.Conflict _ -> true;
      case Appended.Unavailable _ -> false;
      case Appended.Unstorable(String reason) -> {
        // Failure policy: fail open, because it can never be stored and all others wait behind it.
        log.error("the operational webhook {} is lost: {}", row.body(), reason);
        yield true;
      }
    };
  }

  private void delete(List<Row> rows) {
    if (!rows.isEmpty()) {
      jdbi.useHandle(handle ->
          handle
              .createUpdate("delete from operational_event where id = any (:ids)")
              .bindArray("ids", Long.class, rows.stream().map(Row::id).toList())
              .execute());
    }
  }

  /** Ends behind the page under way; the rest is sent after the next start. Twice is harmless. */
  @Override
  public void close() {
    closed = true;
    events.wake();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_CLOSE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
