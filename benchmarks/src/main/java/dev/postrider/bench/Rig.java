package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What measurements stand on: the programs that were built here, and a clock.
 *
 * @param recording where a flight recording of what is measured goes when it stops; null for none
 */
record Rig(Installation installation, InstantSource clock, @Nullable Path recording) {

  /** The programs beside this one, without a recording. */
  static Rig here() {
    return new Rig(Installation.ofThisProgram(), InstantSource.system(), null);
  }

  /** The same, and nothing is recorded: for what is measured beside the subject. */
  Rig unrecorded() {
    return new Rig(installation, clock, null);
  }

  /** A server as it comes. */
  Server server() throws IOException, InterruptedException {
    return server(Map.of());
  }

  /** A server with these settings, by the names of its options without their dashes. */
  Server server(Map<String, String> settings) throws IOException, InterruptedException {
    return Server.start(this, settings);
  }
}
