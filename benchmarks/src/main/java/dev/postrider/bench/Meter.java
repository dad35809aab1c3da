package dev.postrider.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CPU time of everything that takes part.
 *
 * @param postgres null when the subject has no database
 */
record Meter(long serverPid, @Nullable Postmaster postgres) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * CPU time in nanoseconds since some beginning; only differences mean something. {@code machine}
   * is all of it.
   */
  record Reading(long server, long postgres, long generator, long sink, long load, long machine) {
    /** What was spent on anything that takes no part. */
    long others() {
      return Math.max(0, machine - server - postgres - load);
    }

    Reading since(Reading earlier) {
      return new Reading(
          server - earlier.server,
          postgres - earlier.postgres,
          generator - earlier.generator,
          sink - earlier.sink,
          load - earlier.load,
          machine - earlier.machine);
    }
  }

  /**
   * The threads of the generator and of the sink are in this process; {@code load} is all of it.
   */
  Reading read(LoadGenerator generator, Receivers sink) throws IOException {
    long server =
        ProcessFiles.cpu(serverPid)
            .orElseThrow(() -> new IOException("the server has ended"))
            .own();
    return new Reading(
        server,
        postgres == null ? 0 : postgres.cpu(),
        THREADS.getThreadCpuTime(generator.threadId()),
        THREADS.getThreadCpuTime(sink.threadId()),
        ProcessFiles.cpu(ProcessHandle.current().pid()).map(ProcessFiles.Cpu::own).orElse(0L),
        ProcessFiles.machine());
  }
}
