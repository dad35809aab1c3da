package dev.postrider.testkit;

import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.platform.Platform;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A directory, its clock, and how a test gets what it needs. */
abstract class DirectoryFixture {
  static final String ORG = "org_directory";

  final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  final List<Endpoint> heard = new CopyOnWriteArrayList<>();
  private Edges edges;
  Directory directory;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void openEdges() {
    edges = open(clock);
    directory = edges.directory();
    directory.listen(heard::add);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  /** The storage is left as it is, and whoever likes may open it. */
  protected final void shut() {
    edges.close();
  }

  final void reopen() {
    shut();
    edges = open(clock);
    directory = edges.directory();
  }

  final Application application(@Nullable String uid) {
    return Edges.done(
        directory.createApplication(
            ORG,
            Platform.STANDARD,
            new Application.Settings("Acme", uid, 5, Map.of("k", "v \"q\""), Map.of("keep", "7"))));
  }
}
