package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Watches the memory of a process or of several, once a second, on a thread of its own. */
final class Memory implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int MOST_SHOWN = 60;

  /** Where the figures come from, in bytes; 0 when the process is gone. */
  private interface Source {
    long now() throws IOException;

    /** The most that ever was, as far as the kernel knows it. */
    default long peak() throws IOException {
      return 0;
    }
  }

  private record OfProcess(long pid) implements Source {
    @Override
    public long now() throws IOException {
      return ProcessFiles.memory(pid).map(ProcessFiles.Memory::resident).orElse(0L);
    }

    @Override
    public long peak() throws IOException {
      return ProcessFiles.memory(pid).map(ProcessFiles.Memory::peak).orElse(0L);
    }
  }

  private final Source source;
  private final List<Double> samples = new ArrayList<>();
  private final Thread thread;

  private Memory(Source source) {
    this.source = source;
    this.thread = Thread.ofVirtual().name("memory").unstarted(this::run);
  }

  /** Resident memory of a process; its peak is the kernel's. */
  static Memory watch(long pid) {
    return started(new Memory(new OfProcess(pid)));
  }

  /** Memory of PostgreSQL; its peak is that of the samples. */
  static Memory watch(Postmaster postgres) {
    return started(new Memory(postgres::memory));
  }

  private static Memory started(Memory memory) {
    memory.thread.start();
    return memory;
  }

  /** The most that was seen, or ever was, in megabytes. */
  double peakMegabytes() throws IOException {
    return Math.max(megabytes(source.peak()), mostSeen());
  }

  private synchronized double mostSeen() {
    return samples.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** What was seen, thinned evenly to what fits on a screen. */
  synchronized List<Double> samples() {
    return thinned(samples, MOST_SHOWN);
  }

  static List<Double> thinned(List<Double> all, int most) {
    int step = Math.max(1, Math.ceilDiv(all.size(), most));
    List<Double> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private void run() {
    // Failure policy: one sample that cannot be read ends the watch, and says so.
    try {
      while (true) {
        long bytes = source.now();
        if (bytes > 0) {
          add(megabytes(bytes));
        }
        Thread.sleep(INTERVAL);
      }
    } catch (IOException e) {
      Figures.progress("Memory is watched no longer: " + e.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(double sample) {
    samples.add(sample);
  }

  private static double megabytes(long bytes) {
    return Figures.rounded(bytes / 1e6);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
