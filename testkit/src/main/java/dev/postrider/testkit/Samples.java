package dev.postrider.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The sample events of the platforms, byte for byte as their documents have them. */
public final class Samples {
  /** The platforms that have samples. */
  public static final List<String> PLATFORMS =
      List.of("mluvii", "mluvii-chatbot", "qikchat", "yespo", "comm100");

  private Samples() {}

  /** The names of a platform's samples, sorted. */
  public static synchronized List<String> of(String platform) {
    URL folder = Objects.requireNonNull(Samples.class.getResource("/samples/" + platform));
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return names(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath("/samples/" + platform));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of one sample. */
  public static byte[] body(String platform, String name) {
    String resource = "/samples/" + platform + "/" + name + ".json";
    try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(resource))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString().replace(".json", "")).sorted().toList();
    }
  }
}
