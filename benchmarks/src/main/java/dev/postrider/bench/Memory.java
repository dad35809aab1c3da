package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Watches the resident memory of a process, once a second, on a thread of its own. */
final class Memory implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int MOST_SHOWN = 60;

  private final long pid;
  private final List<Double> samples = new ArrayList<>();
  private final Thread thread;

  private Memory(long pid) {
    this.pid = pid;
    this.thread = Thread.ofVirtual().name("memory").unstarted(this::run);
  }

  static Memory watch(long pid) {
    Memory memory = new Memory(pid);
    memory.thread.start();
    return memory;
  }

  /** The most that ever was, in megabytes. */
  double peakMegabytes() throws IOException {
    return ProcessFiles.memory(pid).map(m -> megabytes(m.peak())).orElse(0.0);
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
    // Failure policy: one sample that cannot be read ends the watch; the peak comes from the kernel
    // and not from here.
    try {
      while (true) {
        ProcessFiles.memory(pid).ifPresent(m -> add(megabytes(m.resident())));
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
