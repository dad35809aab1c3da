package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run of the TLS benchmark: three ways of connecting, then a fleet. */
record TlsRun(
    Rig rig, TlsCertificate certificate, LoadShape shape, Load.Timing timing, boolean floor) {
  private static final String SCHEME = "https";

  /** Until every endpoint of the fleet has had its first message, and some the second. */
  private static final Duration FLEET_WARMUP = Duration.ofSeconds(90);

  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final double PER_MINUTE = 60;

  TlsReport measure(int fleet, int fleetSeconds) throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of("sender-trusted-certificates", certificate.pem().toString());
    List<TlsReport.Way> ways = new ArrayList<>();
    Environment environment;
    try (Server server = rig.server(settings)) {
      for (TlsSink.Connections connections : TlsSink.Connections.values()) {
        ways.add(way(server, connections, ways.size()));
      }
      environment = Environment.of(server, at(shape));
    }
    TlsReport.Fleet kept = null;
    if (fleet > 0) {
      try (Server server = rig.server(settings)) {
        kept = fleet(server, fleet, Duration.ofSeconds(fleetSeconds));
      }
    }
    return TlsReport.of(ways, kept, environment);
  }

  /** The same load for so many HTTPS endpoints, each at a place of its own. */
  private static LoadShape at(LoadShape load) {
    int ports = Math.ceilDiv(load.applications(), TlsCertificate.HOSTS);
    return load.withHooks(new Hooks(SCHEME, TlsCertificate.HOSTS, ports));
  }

  private TlsSink sink(LoadShape load, TlsSink.Connections connections)
      throws IOException, InterruptedException {
    return TlsSink.open(load.hooks().ports(), load.receiver(), certificate, connections);
  }

  private TlsReport.Way way(Server server, TlsSink.Connections connections, int place)
      throws IOException, InterruptedException {
    LoadShape load = at(shape);
    String name = connections.name().toLowerCase(Locale.ROOT);
    Figures.progress("Connections that are " + name + ": " + timing.span() + ".");
    TlsSink sink = sink(load, connections);
    try (Load under = server.load(load, Map.of(), sink)) {
      Phase phase = under.run(new Pace.Closed(), timing);
      Point point = Point.of(name, place, phase, under.counts(), server.peakMegabytes());
      return new TlsReport.Way(
          floor ? point.with(floor(load, connections)) : point, sink.handshakes());
    }
  }

  private FloorReport floor(LoadShape load, TlsSink.Connections connections)
      throws IOException, InterruptedException {
    try (Floor under =
        Floor.start(rig.unrecorded(), load, sink(load, connections), certificate.pem())) {
      return under.run(new Pace.Closed(), timing);
    }
  }

  private TlsReport.Fleet fleet(Server server, int endpoints, Duration measured)
      throws IOException, InterruptedException {
    LoadShape load = at(LoadShape.of(endpoints, shape.size(), shape.connections()));
    TlsSink sink = sink(load, TlsSink.Connections.KEPT);
    try (Load under = server.load(load, Map.of(), sink)) {
      Pace pace = new Pace.Open(endpoints / PER_MINUTE);
      Figures.progress(
          "%d endpoints, %s: %d s to warm up, %d s measured."
              .formatted(endpoints, pace.told(), FLEET_WARMUP.toSeconds(), measured.toSeconds()));
      LoadGenerator generator = under.start(pace, Long.MAX_VALUE, (_, _, _) -> {});
      Thread.sleep(FLEET_WARMUP);
      TlsSink.Handshakes before = sink.handshakes();
      long receivedBefore = under.receiver().tally().received();
      Spending spending = Spending.of(server);
      under.receiver().latency().restart(System.nanoTime());
      Thread.sleep(measured);
      TlsSink.Handshakes handshakes = sink.handshakes().since(before);
      long deliveries = under.receiver().tally().received() - receivedBefore;
      Phase.CpuMicros cpu = spending.per(deliveries);
      Latency.Millis millis = Latency.Millis.of(under.receiver().latency().take());
      generator.stop();
      under.arrived(DRAIN);
      return new TlsReport.Fleet(
          endpoints,
          deliveries,
          handshakes,
          Figures.rounded(deliveries == 0 ? 0 : 1 - 1.0 * handshakes.all() / deliveries),
          cpu,
          millis,
          server.peakMegabytes(),
          under.counts());
    }
  }
}
