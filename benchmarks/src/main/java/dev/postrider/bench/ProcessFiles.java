package dev.postrider.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what Linux tells about a process under {@code /proc/PID}. */
final class ProcessFiles {
  // USER_HZ: fixed at 100 in the kernel's interface on every architecture that the JDK runs on.
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int USER_TIME = 11;
  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int STEAL = 8;

  /**
   * CPU time in nanoseconds: of the process itself, and of its children that have ended and were
   * waited for.
   */
  record Cpu(long own, long ended) {}

  /**
   * Memory in bytes: resident now, and the most that ever was; and of what is resident, what no
   * other process has, and what is shared memory.
   */
  record Memory(long resident, long peak, long own, long shared) {}

  private ProcessFiles() {}

  /** CPU time of a process; empty when it is gone. */
  static Optional<Cpu> cpu(long pid) throws IOException {
    return read(pid, "stat").map(ProcessFiles::parseStat);
  }

  /** Memory of a process; empty when it is gone. */
  static Optional<Memory> memory(long pid) throws IOException {
    return read(pid, "status").map(ProcessFiles::parseStatus);
  }

  /** CPU time that the whole machine has spent on anything, in nanoseconds. */
  static long machine() throws IOException {
    return parseMachine(Files.readString(Path.of("/proc/stat"), StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads {@code /proc/stat}: user, nice, system, idle, iowait, irq, softirq, steal. Steal counts,
   * because what another virtual machine takes is missing here too.
   */
  static long parseMachine(String text) {
    String[] fields = text.substring(0, text.indexOf('\n')).split(" +", -1);
    long busy = 0;
    for (int i = 1; i <= STEAL; i++) {
      busy += i == IDLE || i == IOWAIT ? 0 : Long.parseLong(fields[i]);
    }
    return busy * NANOS_PER_TICK;
  }

  /**
   * Reads {@code stat}: one line, whose second field is a name that may hold blanks and
   * parentheses.
   */
  static Cpu parseStat(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long own = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    long ended = Long.parseLong(fields[USER_TIME + 2]) + Long.parseLong(fields[USER_TIME + 3]);
    return new Cpu(own * NANOS_PER_TICK, ended * NANOS_PER_TICK);
  }

  /** Reads {@code status}: a name, a colon and a value per line. */
  static Memory parseStatus(String text) {
    return new Memory(
        kilobytes(text, "VmRSS:") * 1024,
        kilobytes(text, "VmHWM:") * 1024,
        kilobytes(text, "RssAnon:") * 1024,
        kilobytes(text, "RssShmem:") * 1024);
  }

  private static long kilobytes(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private static Optional<String> read(long pid, String file) throws IOException {
    Path path = Path.of("/proc", Long.toString(pid), file);
    try {
      return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      if (Files.exists(path)) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
