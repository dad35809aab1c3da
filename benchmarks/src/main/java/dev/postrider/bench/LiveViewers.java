package dev.postrider.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many who read the stream of the console's live page, each over a connection of his own. */
final class LiveViewers implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String EVENT = "data: ";
  private static final Duration LONGEST_COMING = Duration.ofSeconds(60);

  /**
   * What they have seen together.
   *
   * @param turns how often something came
   * @param shown attempts that they were shown
   * @param wanted attempts that they were told of
   * @param notKept attempts of which the server said that it had not even looked at them
   * @param longestSilenceMillis the longest that one of them waited from one event to the next
   * @param gone how many were cut off
   */
  record Seen(
      int viewers,
      double seconds,
      long turns,
      long shown,
      long wanted,
      long notKept,
      double longestSilenceMillis,
      int gone) {}

  private final List<InputStream> streams = new ArrayList<>();
  private final CountDownLatch coming;
  private final LongAdder turns = new LongAdder();
  private final LongAdder shown = new LongAdder();
  private final LongAdder wanted = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAccumulator silence = new LongAccumulator(Math::max, 0);
  private final AtomicInteger gone = new AtomicInteger();
  private final long start = System.nanoTime();
  private volatile boolean over;

  private LiveViewers(int count) {
    this.coming = new CountDownLatch(count);
  }

  /** Returns when all of them are let in: spread over the applications, every second filters. */
  static LiveViewers come(Server server, List<String> applications, int count)
      throws IOException, InterruptedException {
    String cookie = server.api().signIn();
    LiveViewers all = new LiveViewers(count);
    try {
      for (int i = 0; i < count; i++) {
        String path = "/console/app/" + applications.get(i % applications.size()) + "/live/events";
        String filter = i / applications.size() % 2 == 0 ? "" : "?outcome=success";
        all.add(server.api().stream(path + filter, cookie));
      }
      if (!all.coming.await(LONGEST_COMING.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(all.coming.getCount() + " viewers were let in and shown nothing");
      }
    } catch (IOException | InterruptedException broken) {
      all.close();
      throw broken;
    }
    return all;
  }

  private void add(InputStream stream) {
    streams.add(stream);
    Thread.ofVirtual().start(() -> look(stream));
  }

  private void look(InputStream stream) {
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        coming.countDown();
        if (line.startsWith(EVENT)) {
          long now = System.nanoTime();
          if (last != 0) {
            silence.accumulate(now - last);
          }
          last = now;
          count(JSON.readTree(line.substring(EVENT.length())));
        }
      }
    } catch (IOException broken) {
      // Counted below, unless it is us who leave.
    }
    if (!over) {
      gone.incrementAndGet();
    }
  }

  private void count(JsonNode event) {
    turns.increment();
    shown.add(event.path("seen").size());
    wanted.add(event.path("wanted").asLong());
    lost.add(event.path("lost").asLong());
  }

  /** Up to now. */
  Seen seen() {
    return new Seen(
        streams.size(),
        Figures.rounded((System.nanoTime() - start) / 1e9),
        turns.sum(),
        shown.sum(),
        wanted.sum(),
        lost.sum(),
        Figures.rounded(silence.get() / 1e6),
        gone.get());
  }

  @Override
  public void close() throws IOException {
    over = true;
    for (InputStream stream : streams) {
      stream.close();
    }
  }
}
