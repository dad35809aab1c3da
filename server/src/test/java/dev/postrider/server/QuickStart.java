package dev.postrider.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What {@code ./postrider} makes before its first start; the tests start the program often. */
final class QuickStart {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** By the path that the cache knows it by. */
  static final Path JAR = ROOT.resolve("server/target/postrider.jar");

  static final Path CACHE = made();

  private QuickStart() {}

  private static Path made() {
    try {
      ProcessBuilder script =
          new ProcessBuilder("sh", "-c", "root=$0; . .mvn/aot-cache.sh; make_aot_cache", "" + ROOT)
              .directory(ROOT.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      script.environment().put("JAVA_HOME", System.getProperty("java.home"));
      if (script.start().waitFor() != 0) {
        throw new AssertionError("the script of the cache failed");
      }
      return ROOT.resolve("server/target/postrider.aot");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
