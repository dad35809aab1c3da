package dev.postrider.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the JVM of what is measured records itself. */
final class RecordingOption {
  @Option(
      names = "--jfr",
      description =
          "Where a flight recording of the server goes; of several, the last one's is left.")
  private @Nullable Path recording;

  Rig rig() {
    return new Rig(Installation.ofThisProgram(), InstantSource.system(), recording);
  }
}
