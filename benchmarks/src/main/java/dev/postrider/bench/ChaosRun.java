package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One chaos run: load and disturbances, then peace, then the comparison of the histories. */
final class ChaosRun {
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long the last requests may be tried after the load has ended. */
  private static final Duration LAST = Duration.ofMinutes(1);

  /** How long nothing may come before what is missing counts as lost; above every retry's wait. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Late copies, if there are any, come within this. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Attempts that end soon and come again soon, often enough for every cut. */
  private static final Map<String, Object> POLICY =
      Map.of(
          "timeout",
          "3s",
          "retry",
          Map.of(
              "delays",
              List.of(
                  "1s", "1s", "2s", "2s", "3s", "3s", "5s", "5s", "5s", "5s", "10s", "10s", "10s",
                  "10s", "10s", "10s", "10s", "10s", "10s"),
              "jitter",
              0.2));

  /** What is done. */
  record Plan(
      ChaosShape shape,
      Set<ChaosKind> kinds,
      double minutes,
      double perSecond,
      int diskMegabytes,
      long seed) {}

  private final Plan plan;
  private final Path directory;
  private final ChaosTimeline timeline;
  private final ChaosFindings findings = new ChaosFindings();
  private final ChaosSent sent;
  private final ChaosReceived received;
  private final List<String> applications = new ArrayList<>();
  private final List<String> endpoints = new ArrayList<>();

  private ChaosRun(Plan plan, Path directory) {
    this.plan = plan;
    this.directory = directory;
    this.timeline = new ChaosTimeline(plan.shape.allEndpoints());
    this.sent = new ChaosSent(plan.shape.allTracks());
    this.received = new ChaosReceived(plan.shape.allEndpoints(), plan.shape.allTracks());
  }

  static ChaosReport measure(Rig rig, Plan plan) throws IOException, InterruptedException {
    Path directory = rig.installation().newRunDirectory();
    var run = new ChaosRun(plan, directory);
    ChaosReport report = run.run(rig);
    if (report.evidence() == null) {
      remove(directory);
    } else {
      Files.writeString(directory.resolve("report.json"), Figures.json(report));
    }
    return report;
  }

  private ChaosReport run(Rig rig) throws IOException, InterruptedException {
    try (var receivers = new ChaosReceivers(plan.shape, received, timeline);
        ChaosNetwork network = ChaosNetwork.open(plan.shape.allEndpoints(), receivers.port());
        ChaosCell cell = ChaosCell.open(directory.resolve("disk"), plan.diskMegabytes)) {
      timeline.tell("disk: " + cell.diskTold());
      timeline.tell("network: " + cell.networkTold());
      Load load;
      ChaosServer server =
          ChaosServer.start(rig.installation(), cell, directory, timeline, findings);
      try (server;
          Api api = new Api(server.base(), Token.of(Server.SECRET, rig.clock()))) {
        create(api, network, cell);
        load = disturbUnderLoad(rig.clock(), new ChaosDriver.Subject(server, cell, network));
        settle(api);
        long attempts =
            new ChaosRecord(plan.shape, sent, received, findings)
                .check(api, applications, endpoints);
        load = new Load(load.refused, load.unanswered, load.until, attempts);
      } finally {
        keepLog(cell);
      }
      return report(server, cell, load);
    }
  }

  /**
   * What the load had to do with, and what is in the server's history of it.
   *
   * @param until when it ended, in milliseconds since the start of the run
   */
  private record Load(long refused, long unanswered, int until, long attempts) {}

  private void create(Api api, ChaosNetwork network, ChaosCell cell)
      throws IOException, InterruptedException {
    for (int i = 0; i < plan.shape.applications(); i++) {
      applications.add(api.createApplication("application " + i));
    }
    for (int i = 0; i < plan.shape.allEndpoints(); i++) {
      String application = applications.get(plan.shape.applicationOfEndpoint(i));
      endpoints.add(
          api.createEndpoint(
              application, network.url(cell.receiverHost(), i), Map.of("policy", POLICY)));
    }
  }

  private Load disturbUnderLoad(InstantSource clock, ChaosDriver.Subject subject)
      throws IOException, InterruptedException {
    ChaosLoad load =
        ChaosLoad.start(
            plan.shape,
            new ChaosLoad.Target(
                subject.server().base(),
                Token.of(Server.SECRET, clock),
                List.copyOf(applications),
                plan.perSecond),
            sent,
            timeline,
            findings);
    int until;
    try {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(plan.seed);
      new ChaosDriver(subject, timeline, kinds(subject.cell()), random)
          .run(timeline.millis() + (int) (plan.minutes * 60_000));
      awaitRecovery();
      until = timeline.millis();
    } finally {
      load.stop(LAST);
    }
    timeline.tell(
        "load is over: %d sent, %d acknowledged".formatted(sent.issued(), sent.acknowledged()));
    return new Load(load.refused(), load.unanswered(), until, 0);
  }

  private Set<ChaosKind> kinds(ChaosCell cell) {
    Set<ChaosKind> kinds = EnumSet.copyOf(plan.kinds);
    if (!cell.canBeFull() && kinds.remove(ChaosKind.FULL_DISK)) {
      timeline.tell("full-disk is left out: this system lets nobody mount a file system here");
    }
    return kinds;
  }

  /** Under load, because recovery is what becomes of new messages. */
  private void awaitRecovery() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!recovered() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
    }
    for (ChaosEvent event : timeline.events()) {
      if (!event.over()) {
        findings.add(
            ChaosBreach.UNRECOVERED,
            "%s of %d ms: %s".formatted(event.kind().word(), event.from(), event.what()));
      }
    }
  }

  private boolean recovered() {
    return timeline.events().stream().allMatch(ChaosEvent::over);
  }

  /** Waits until nothing is missing, or nothing comes any more; and until the server rests. */
  private void settle(Api api) throws IOException, InterruptedException {
    long missing = Long.MAX_VALUE;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (missing > 0 && System.nanoTime() < deadline) {
      long now = ChaosChecker.outstanding(plan.shape, sent, received);
      if (now < missing) {
        missing = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      Thread.sleep(POLL);
    }
    deadline = System.nanoTime() + PATIENCE.toNanos();
    String work = work(api);
    while (!work.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      work = work(api);
    }
    if (!work.isEmpty()) {
      findings.add(ChaosBreach.RECORD, "nothing comes any more, and the server has " + work);
    }
    Thread.sleep(QUIET);
    timeline.tell("settled: %d deliveries are missing".formatted(missing));
  }

  /** What the server still has to do; empty when it rests. */
  private static String work(Api api) throws IOException, InterruptedException {
    String metrics = api.metrics();
    long parked = Metrics.sum(metrics, "postrider_parked");
    long inFlight = Metrics.sum(metrics, "postrider_in_flight");
    return parked == 0 && inFlight == 0
        ? ""
        : "%d parked deliveries and %d attempts under way".formatted(parked, inFlight);
  }

  private void keepLog(ChaosCell cell) throws IOException {
    Path log = cell.dataSeenFromHere().resolve("postgresql/cluster/postgresql.log");
    if (Files.exists(log)) {
      Files.copy(log, directory.resolve("postgresql.log"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private ChaosReport report(ChaosServer server, ChaosCell cell, Load load) {
    List<ChaosEvent> events = timeline.events();
    ChaosChecker.Repeated repeated =
        new ChaosChecker(plan.shape, sent, received, events, findings).check();
    List<ChaosEvent.Account> accounts = timeline.accounts();
    Map<String, Long> kinds = new TreeMap<>();
    for (ChaosEvent event : events) {
      kinds.merge(event.kind().word(), 1L, Long::sum);
    }
    return new ChaosReport(
        plan.seed,
        plan.minutes,
        events.stream().filter(event -> event.kind().kill()).count(),
        kinds,
        sent.acknowledged(),
        load.refused,
        load.unanswered,
        received.distinct(),
        findings.count(ChaosBreach.LOST),
        findings.count(ChaosBreach.OUT_OF_ORDER),
        findings.count(ChaosBreach.REWOUND),
        repeated.all(),
        repeated.explained(),
        ChaosChecker.calmMillis(events, load.until),
        findings.count(ChaosBreach.ALTERED),
        findings.count(ChaosBreach.TWIN),
        received.strange() + findings.count(ChaosBreach.PHANTOM),
        findings.count(ChaosBreach.RECORD),
        findings.count(ChaosBreach.ANSWER),
        findings.count(ChaosBreach.EXIT),
        findings.count(ChaosBreach.UNRECOVERED),
        ChaosReport.Recovery.of(accounts, ChaosEvent.Account::receiveMillis),
        ChaosReport.Recovery.of(accounts, ChaosEvent.Account::acceptMillis),
        ChaosReport.Recovery.of(accounts, ChaosEvent.Account::everywhereMillis),
        server.starts(),
        server.failedStarts(),
        load.attempts,
        cell.diskTold(),
        cell.networkTold(),
        Runtime.getRuntime().availableProcessors(),
        accounts,
        findings.told(),
        findings.none() ? null : directory.toString());
  }

  private static void remove(@Nullable Path directory) throws IOException {
    if (directory == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
