package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real server on a new data directory with its own PostgreSQL, both removed when it is closed.
 */
final class Product implements AutoCloseable {
  private static final String SECRET = "a-secret-for-benchmarks-that-guards-nothing";

  private final Path directory;
  private final Child child;
  private final Postmaster postmaster;
  private final Api api;
  private final String token;

  private Product(Path directory, Child child, String token) throws IOException {
    this.directory = directory;
    this.child = child;
    this.token = token;
    this.api = new Api(child.base(), token);
    this.postmaster =
        Postmaster.under(directory)
            .orElseThrow(() -> new IOException("no postmaster.pid below " + directory));
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
    options.addAll(List.of("-jar", installation.serverJar().toString(), "serve"));
    options.addAll(List.of("--data", directory.resolve("data").toString()));
    options.addAll(List.of("--port", Integer.toString(port)));
    options.addAll(List.of("--allow-addresses", "127.0.0.0/8"));
    Child.Command command =
        new Child.Command(
            installation.java(recording, options),
            Map.of("POSTRIDER_JWT_SECRET", SECRET),
            directory.resolve("server.log"),
            port);
    try {
      return new Product(directory, Child.start(command), Token.of(SECRET, clock));
    } catch (IOException | InterruptedException e) {
      remove(directory);
      throw e;
    }
  }

  /** Creates applications, each with an endpoint at that port of the sink. */
  LoadShape.Subject subject(int applications, int sinkPort)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < applications; i++) {
      String id = api.createApplication("application " + i);
      api.createEndpoint(id, LoadShape.endpoint(i, sinkPort));
      ids.add(id);
    }
    return new LoadShape.Subject(child.base().getAuthority(), token, ids);
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

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
