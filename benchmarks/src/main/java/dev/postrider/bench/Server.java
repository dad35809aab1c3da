package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * The real server on a new data directory with its own PostgreSQL, both gone when it is closed, and
 * also when this program is told to stop.
 */
final class Server implements AutoCloseable {
  static final String SECRET = "a-secret-for-benchmarks-that-guards-nothing";

  /** Creating many applications one after the other would wait for the disk most of the time. */
  private static final int CALLERS = 8;

  private final Path directory;
  private final Child.Command command;
  private final Thread hook = new Thread(this::end, "end-server");
  private volatile Child child;
  private final Api api;
  private final String token;

  private Server(Path directory, Child.Command command, String token) throws IOException {
    this.directory = directory;
    this.command = command;
    this.token = token;
    this.api = new Api(command.base(), token);
    this.child = Child.launch(command);
    // Before it is ready: it makes its PostgreSQL first.
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts it.
   *
   * @param settings of the server, by the names of its options without their dashes
   */
  static Server start(Rig rig, Map<String, String> settings)
      throws IOException, InterruptedException {
    Figures.progress("Starting the server.");
    Installation installation = rig.installation();
    Path directory = installation.newRunDirectory();
    int port = Installation.freePort();
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--data", directory.resolve("data").toString()));
    options.addAll(List.of("--port", Integer.toString(port)));
    options.addAll(List.of("--allow-addresses", "127.0.0.0/8"));
    settings.forEach((name, value) -> options.addAll(List.of("--" + name, value)));
    Child.Command command =
        new Child.Command(
            installation.serve(rig.recording(), options),
            Map.of("POSTRIDER_JWT_SECRET", SECRET),
            directory.resolve("server.log"),
            port);
    Server server = new Server(directory, command, Token.of(SECRET, rig.clock()));
    try {
      server.child.awaitReady(Child.READY);
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Puts it under this load, after creating the applications and their endpoints. */
  Load load(LoadShape shape) throws IOException, InterruptedException {
    return load(shape, Map.of());
  }

  /** The same, and what else is said of the endpoints. */
  Load load(LoadShape shape, Map<String, ?> ofEndpoints) throws IOException, InterruptedException {
    Sink sink = Sink.open(Installation.freePort(), shape.receiver(), Sink.Manner.ANSWERS);
    return load(shape, ofEndpoints, sink);
  }

  /** The same with these receivers, which are closed with the load. */
  Load load(LoadShape shape, Map<String, ?> ofEndpoints, Receivers receivers)
      throws IOException, InterruptedException {
    try {
      return load(shape, subject(shape, receivers.port(), ofEndpoints), receivers);
    } catch (IOException | InterruptedException e) {
      receivers.close();
      throw e;
    }
  }

  /** The same on applications that are there already. */
  Load load(LoadShape shape, LoadShape.Subject subject, Receivers receivers) throws IOException {
    return new Load(
        child.address(),
        shape.tracks(subject),
        shape,
        receivers,
        new Meter(child.pid(), postmaster()));
  }

  /** Creates the applications of a load, with their endpoints at that port of the sink. */
  LoadShape.Subject subject(LoadShape shape, int sinkPort)
      throws IOException, InterruptedException {
    return subject(shape, sinkPort, Map.of());
  }

  /** The same, and what else is said of the endpoints. */
  LoadShape.Subject subject(LoadShape shape, int sinkPort, Map<String, ?> ofEndpoints)
      throws IOException, InterruptedException {
    Figures.progress(
        "Creating %d applications with %d endpoint%s each."
            .formatted(shape.applications(), shape.endpoints(), shape.endpoints() == 1 ? "" : "s"));
    List<Callable<String>> all = new ArrayList<>();
    for (int i = 0; i < shape.applications(); i++) {
      int number = i;
      all.add(() -> {
        String id = api.createApplication("application " + number);
        for (int e = 0; e < shape.endpoints(); e++) {
          String url = shape.hooks().url(number * shape.endpoints() + e, sinkPort);
          api.createEndpoint(id, url, ofEndpoints);
        }
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
  }

  Child child() {
    return child;
  }

  Api api() {
    return api;
  }

  /** The most memory that it ever had resident, in megabytes. */
  double peakMegabytes() throws IOException {
    return ProcessFiles.memory(child.pid())
        .map(memory -> Figures.rounded(memory.peak() / 1e6))
        .orElse(0.0);
  }

  /** Where the server keeps its data. */
  Path data() {
    return directory.resolve("data");
  }

  String token() {
    return token;
  }

  /** The PostgreSQL that runs on its data now. */
  Postmaster postmaster() throws IOException {
    return Postmaster.in(directory);
  }

  /** What this program's own end calls; there is nobody left to tell of an error. */
  private void end() {
    try {
      child.close();
      remove(directory);
    } catch (IOException e) {
      Figures.progress("The server's files are left in " + directory + ": " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    api.close();
    child.close();
    remove(directory);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // Then it does the same once more, to a directory that is gone.
    }
  }

  /**
   * Removes its files. A server that was ended by force has left its PostgreSQL, which would go on
   * for ever: Ctrl-C reaches the server beside this program, so that this program's own word to
   * stop is its second one, at which it ends at once.
   */
  static synchronized void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Postmaster.under(directory).ifPresent(left -> left.killOn(directory));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
