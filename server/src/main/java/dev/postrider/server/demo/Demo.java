package dev.postrider.server.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Sends every platform's event through a running Postrider and shows each as it arrives. */
public final class Demo implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<Sample> samples = Sample.all();
  private final Map<String, Sample> byKey =
      samples.stream().collect(Collectors.toMap(Sample::key, sample -> sample));
  private final Map<String, Instant> sent = new ConcurrentHashMap<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final CountDownLatch arrived = new CountDownLatch(samples.size());
  private final URI base;
  private final String token;
  private final InstantSource clock;
  private final PrintWriter out;
  private final DemoReceiver receiver;

  /** Shows what goes through the Postrider at this address. */
  public Demo(URI base, String token, InstantSource clock, PrintWriter out) throws IOException {
    this.base = base;
    this.token = token;
    this.clock = clock;
    this.out = out;
    this.receiver = DemoReceiver.start(clock, this::show);
    samples.forEach(sample -> missing.add(sample.key()));
  }

  /**
   * Registers and sends everything; returns when all has arrived as it should, or after half a
   * minute.
   *
   * @return the platforms whose event did not arrive as it was sent, genuine
   */
  public List<String> run() throws IOException, InterruptedException {
    try (var api = new DemoApi(base, token)) {
      for (Sample sample : samples) {
        api.createEventType(sample.eventType(), "An event of " + sample.platform());
        api.createApplication(application(sample), sample.platform());
        String secret =
            api.createEndpoint(
                application(sample), "demo", receiver.url(sample.key()), sample.eventType());
        receiver.trust(sample.key(), secret);
      }
      out.printf(
          "A receiver at %s has one endpoint for each of %d platforms.%n%n",
          receiver.url(""), samples.size());
      for (Sample sample : samples) {
        sent.put(sample.key(), clock.instant());
        api.createMessage(application(sample), sample.eventType(), sample.body().bytes());
      }
    }
    boolean all = arrived.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    out.printf(
        all ? "%n%d of %d events arrived.%n%n" : "%n%d of %d events arrived in time.%n%n",
        samples.size() - missing.size(),
        samples.size());
    out.flush();
    return samples.stream()
        .filter(sample -> missing.contains(sample.key()))
        .map(Sample::platform)
        .toList();
  }

  /** Prints what one can do now; every command works as it stands. */
  public void invite() {
    Sample first = samples.getFirst();
    String application = base.resolve("/api/v1/app/" + application(first)).toString();
    out.print(
        """
        The API listens at %1$s, and this shell variable holds a token for it:

          TOKEN=%2$s

        Send another event, and see it arrive here:

          curl -X POST %3$s/msg -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            -d '{"eventType": "%4$s", "payload": {"hello": "world"}}'

        What was sent, and what became of it:

          curl %3$s/msg -H "Authorization: Bearer $TOKEN"
          curl %3$s/attempt/endpoint/demo -H "Authorization: Bearer $TOKEN"

        Numbers for Prometheus: curl %5$s

        Ctrl-C ends the demo.

        """
            .formatted(base, token, application, first.eventType(), base.resolve("/metrics")));
    out.flush();
  }

  private void show(Arrival arrival) {
    Sample sample = byKey.get(arrival.key());
    if (sample == null) {
      return;
    }
    boolean identical = arrival.body().equals(sample.body());
    boolean first = sent.containsKey(arrival.key()) && identical;
    synchronized (out) {
      out.printf(
          "  %-8s %-24s %5d bytes  %d  %7s  %s%s%n",
          sample.platform(),
          sample.eventType(),
          arrival.body().size(),
          arrival.status(),
          first ? took(arrival) : "",
          arrival.finding(),
          identical ? ", body identical byte for byte" : ", " + start(arrival.body().text()));
      out.flush();
    }
    if (arrival.genuine() && identical && missing.remove(arrival.key())) {
      sent.remove(arrival.key());
      arrived.countDown();
    }
  }

  private String took(Arrival arrival) {
    Instant from = sent.getOrDefault(arrival.key(), arrival.at());
    return "%.1f ms".formatted(Duration.between(from, arrival.at()).toNanos() / 1e6);
  }

  private static String start(String body) {
    String text = body.replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String application(Sample sample) {
    return "demo-" + sample.key();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
