package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Disturbs: all kinds in random order, again and again, at random moments; now and then a kill in
 * the middle of something that lasts, or the next before the last is got over. What is drawn comes
 * from the seed; what it meets depends on the machine.
 */
final class ChaosDriver {
  private static final int POLL = 20;

  /** The next one waits so long at most for the last to be got over. */
  private static final int PATIENCE = 60_000;

  /**
   * Once a minute, and at the end, nothing happens for so long: a repetition then has no excuse.
   */
  private static final int CALM = 12_000;

  private static final int BETWEEN_CALMS = 60_000;

  /** What can be disturbed. */
  record Subject(ChaosServer server, ChaosCell cell, ChaosNetwork network) {}

  /** Something that may fail as systems do. */
  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private final Subject subject;
  private final ChaosTimeline timeline;
  private final List<ChaosKind> kinds;
  private final RandomGenerator random;

  ChaosDriver(
      Subject subject, ChaosTimeline timeline, Set<ChaosKind> kinds, RandomGenerator random) {
    this.subject = subject;
    this.timeline = timeline;
    this.kinds = kinds.stream().sorted().toList();
    this.random = random;
  }

  /** Each kind once at least, and then on until so many milliseconds of the run have passed. */
  void run(int until) throws IOException, InterruptedException {
    int round = 0;
    int calm = timeline.millis() + BETWEEN_CALMS;
    Iterator<ChaosKind> next = shuffled();
    while (round == 0 || timeline.millis() < until) {
      Thread.sleep(random.nextInt(300, 4_000));
      ChaosEvent event = disturb(next.next());
      if (random.nextInt(10) < 7) {
        awaitOver(event);
      }
      if (!next.hasNext()) {
        next = shuffled();
        round++;
      }
      if (timeline.millis() > calm) {
        calm();
        calm = timeline.millis() + BETWEEN_CALMS;
      }
    }
    calm();
  }

  private Iterator<ChaosKind> shuffled() {
    List<ChaosKind> round = new ArrayList<>(kinds);
    Collections.shuffle(round, random);
    return round.iterator();
  }

  private void calm() throws InterruptedException {
    for (ChaosEvent event : timeline.events()) {
      awaitOver(event);
    }
    Thread.sleep(CALM);
  }

  private void awaitOver(ChaosEvent event) throws InterruptedException {
    int deadline = timeline.millis() + PATIENCE;
    while (!event.over() && timeline.millis() < deadline) {
      Thread.sleep(POLL);
    }
  }

  private ChaosEvent disturb(ChaosKind kind) throws IOException, InterruptedException {
    return switch (kind) {
      case KILL_SERVER -> killServer(random.nextInt(4) == 0 ? random.nextInt(2, 4) : 1);
      case KILL_POSTGRES -> killPostgres();
      case STOP_SERVER ->
          lasting(
              kind,
              "SIGSTOP",
              random.nextInt(500, 8_000),
              () -> subject.server.signal("STOP"),
              () -> subject.server.signal("CONT"));
      case STOP_POSTGRES -> stopPostgres();
      case FULL_DISK -> fullDisk();
      case CUT_NETWORK -> cutNetwork();
      case DELAY_NETWORK -> {
        int late = random.nextBoolean() ? random.nextInt(50, 500) : random.nextInt(500, 5_000);
        yield weather(kind, new ChaosWeather.Slow(late), random.nextInt(2_000, 10_000));
      }
      case RECONFIGURE -> reconfigure();
    };
  }

  private ChaosEvent killServer(int times) throws InterruptedException {
    for (int time = 1; time < times; time++) {
      var _ = killServer();
      Thread.sleep(random.nextInt(3_000));
    }
    return killServer();
  }

  private ChaosEvent killServer() throws InterruptedException {
    ChaosEvent event = timeline.begin(ChaosKind.KILL_SERVER, "SIGKILL");
    subject.server.kill();
    timeline.end(event);
    return event;
  }

  private ChaosEvent killPostgres() throws IOException, InterruptedException {
    List<Long> all = awaitPostgres();
    int choice = random.nextInt(3);
    List<Long> victims =
        switch (choice) {
          case 0 -> all;
          case 1 -> all.subList(0, 1);
          default -> all.subList(all.size() - 1, all.size());
        };
    String whom =
        switch (choice) {
          case 0 -> "all " + all.size() + " processes";
          case 1 -> "the first process";
          default -> "one of its processes";
        };
    ChaosEvent event = timeline.begin(ChaosKind.KILL_POSTGRES, "SIGKILL to " + whom);
    ChaosShell.signal("KILL", victims);
    timeline.end(event);
    return event;
  }

  /** Its processes, as soon as there are any. */
  private List<Long> awaitPostgres() throws IOException, InterruptedException {
    int deadline = timeline.millis() + PATIENCE;
    List<Long> all = subject.server.postgres();
    while (all.isEmpty()) {
      if (timeline.millis() > deadline) {
        throw new IOException("PostgreSQL does not run after " + PATIENCE + " ms");
      }
      Thread.sleep(POLL);
      all = subject.server.postgres();
    }
    return all;
  }

  private ChaosEvent stopPostgres() throws IOException, InterruptedException {
    List<Long> all = awaitPostgres();
    List<Long> stopped = random.nextBoolean() ? all : all.subList(0, 1);
    return lasting(
        ChaosKind.STOP_POSTGRES,
        "SIGSTOP to " + (stopped.size() > 1 ? "all its processes" : "its first process"),
        random.nextInt(500, 10_000),
        () -> ChaosShell.signal("STOP", stopped),
        () -> ChaosShell.signal("CONT", stopped));
  }

  private ChaosEvent fullDisk() throws IOException, InterruptedException {
    long left = random.nextBoolean() ? 0 : random.nextLong(2L << 20);
    return lasting(
        ChaosKind.FULL_DISK,
        left == 0 ? "no room at all" : left / 1024 + " KiB of room",
        random.nextInt(3_000, 15_000),
        () -> subject.cell.fill(left),
        subject.cell::empty);
  }

  private ChaosEvent cutNetwork() throws IOException, InterruptedException {
    int hold = random.nextInt(500, 10_000);
    ChaosLinks links = subject.cell.links();
    int choice = random.nextInt(links == null ? 4 : 6);
    return switch (choice) {
      case 0 -> weather(ChaosKind.CUT_NETWORK, new ChaosWeather.Refusing(), hold);
      case 1 -> weather(ChaosKind.CUT_NETWORK, new ChaosWeather.Silent(), hold);
      case 2 -> weather(ChaosKind.CUT_NETWORK, new ChaosWeather.LosingAnswers(true), hold);
      case 3 -> weather(ChaosKind.CUT_NETWORK, new ChaosWeather.LosingAnswers(false), hold);
      default ->
          links == null
              ? weather(ChaosKind.CUT_NETWORK, new ChaosWeather.Silent(), hold)
              : lasting(ChaosKind.CUT_NETWORK, "the link is down", hold, links::cut, links::mend);
    };
  }

  /** For all receivers, or a half of them. */
  private ChaosEvent weather(ChaosKind kind, ChaosWeather weather, int hold)
      throws IOException, InterruptedException {
    List<Integer> endpoints = new ArrayList<>(subject.network.everywhere());
    if (random.nextInt(3) == 0) {
      Collections.shuffle(endpoints, random);
      endpoints = endpoints.subList(0, endpoints.size() / 2);
    }
    List<Integer> chosen = List.copyOf(endpoints);
    return lasting(
        kind,
        weather.told() + ", endpoints " + chosen,
        hold,
        () -> subject.network.change(chosen, weather),
        () -> subject.network.change(chosen, new ChaosWeather.Clear()));
  }

  private ChaosEvent reconfigure() throws IOException, InterruptedException {
    Map<String, String> settings = ChaosSettings.some(random);
    // A process that has not begun to listen to signals ends by them as any program does.
    subject.server.awaitReady();
    return lasting(
        ChaosKind.RECONFIGURE,
        "SIGTERM, then " + settings,
        0,
        () -> subject.server.restart(settings),
        () -> {});
  }

  /** Now and then a kill comes in between. */
  private ChaosEvent lasting(ChaosKind kind, String what, int millis, Action begin, Action end)
      throws IOException, InterruptedException {
    List<ChaosKind> kills = kinds.stream().filter(ChaosKind::kill).toList();
    boolean killed = millis > 0 && !kills.isEmpty() && random.nextInt(10) < 3;
    int before = killed ? random.nextInt(millis) : millis;
    ChaosKind kill = killed ? kills.get(random.nextInt(kills.size())) : kind;
    ChaosEvent event = timeline.begin(kind, what);
    try {
      begin.run();
      Thread.sleep(before);
      if (killed && (kill == ChaosKind.KILL_SERVER || !subject.server.postgres().isEmpty())) {
        var _ = disturb(kill);
        Thread.sleep(millis - before);
      }
    } finally {
      end.run();
      timeline.end(event);
    }
    return event;
  }
}
