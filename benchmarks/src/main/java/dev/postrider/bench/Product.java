package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real server on a new data directory with its own PostgreSQL, both removed when it is closed.
 */
final class Product implements AutoCloseable {
  static final String SECRET = "a-secret-for-benchmarks-that-guards-nothing";

  /** Creating many applications one after the other would wait for the disk most of the time. */
  private static final int CALLERS = 8;

  private final Path directory;
  private final Child.Command command;
  private Child child;
  private Postmaster postmaster;
  private final Api api;
  private final String token;

  private Product(Path directory, Child.Command command, Child child, String token)
      throws IOException {
    this.directory = directory;
    this.command = command;
    this.child = child;
    this.token = token;
    this.api = new Api(child.base(), token);
    this.postmaster = Postmaster.in(directory);
  }

  /**
   * Starts it.
   *
   * @param recording where a flight recording of the server goes when it stops; null for none
   */
  static Product start(Installation installation, InstantSource clock, @Nullable Path recording)
      throws IOException, InterruptedException {
    Path directory = installation.newRunDirectory();
    int port = Installation.freePort();
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--data", directory.resolve("data").toString()));
    options.addAll(List.of("--port", Integer.toString(port)));
    options.addAll(List.of("--allow-addresses", "127.0.0.0/8"));
    Child.Command command =
        new Child.Command(
            installation.serve(recording, options),
            Map.of("POSTRIDER_JWT_SECRET", SECRET),
            directory.resolve("server.log"),
            port);
    try {
      return new Product(directory, command, Child.start(command), Token.of(SECRET, clock));
    } catch (IOException | InterruptedException e) {
      remove(directory);
      throw e;
    }
  }

  /** Creates applications, each with an endpoint at that port of the sink. */
  LoadShape.Subject subject(int applications, int sinkPort)
      throws IOException, InterruptedException {
    return subject(applications, sinkPort, Map.of());
  }

  /** The same, and what else is said of the endpoints. */
  LoadShape.Subject subject(int applications, int sinkPort, Map<String, ?> ofEndpoints)
      throws IOException, InterruptedException {
    List<Callable<String>> all = new ArrayList<>();
    for (int i = 0; i < applications; i++) {
      int number = i;
      all.add(() -> {
        String id = api.createApplication("application " + number);
        api.createEndpoint(id, LoadShape.endpoint(number, sinkPort), ofEndpoints);
        return id;
      });
    }
    List<String> ids = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (Future<String> created : callers.invokeAll(all)) {
        ids.add(created.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("applications could not be created: " + e.getCause(), e);
    }
    return new LoadShape.Subject(child.base().getAuthority(), token, ids);
  }

  /** Stops it in good order and starts it again on its data. */
  void restart() throws IOException, InterruptedException {
    child.close();
    child = Child.start(command);
    postmaster = Postmaster.in(directory);
  }

  Child child() {
    return child;
  }

  Api api() {
    return api;
  }

  /** Where the server keeps its data. */
  Path data() {
    return directory.resolve("data");
  }

  String token() {
    return token;
  }

  Postmaster postmaster() {
    return postmaster;
  }

  @Override
  public void close() throws IOException {
    api.close();
    child.close();
    remove(directory);
  }

  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
