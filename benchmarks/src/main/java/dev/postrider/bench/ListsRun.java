package dev.postrider.bench;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** One run of the lists benchmark: fill, look at the plans, measure. */
final class ListsRun {
  private static final int SMALL_APPLICATIONS = 200;
  private static final int WARM_UP = 20;
  private static final long SEED = 1;

  /** Counting is measured so often; it is no list and may take longer. */
  private static final int COUNTS = 10;

  /** Nobody listens there, and nothing is sent: what is stored is settled or waits for an hour. */
  private static final String HOOK = "http://127.0.0.1:8999/hook";

  /** What is done. */
  record Plan(int attempts, int days, int requests) {}

  /** Reads a path, and says how much was there. */
  @FunctionalInterface
  private interface Reader {
    int read(String path) throws IOException, InterruptedException;
  }

  private final Plan plan;
  private final Server product;
  private final StoredLog log;
  private final InstantSource clock;

  private ListsRun(Plan plan, Server product, StoredLog log, InstantSource clock) {
    this.plan = plan;
    this.product = product;
    this.log = log;
    this.clock = clock;
  }

  static ListsReport measure(Rig rig, Plan plan)
      throws IOException, InterruptedException, SQLException {
    try (Server product = rig.server();
        StoredLog log = StoredLog.of(product.data())) {
      return new ListsRun(plan, product, log, rig.clock()).run();
    }
  }

  private ListsReport run() throws IOException, InterruptedException, SQLException {
    Instant now = clock.instant();
    long start = System.nanoTime();
    ListsReads reads = fill(now);
    double seconds = (System.nanoTime() - start) / 1e9;

    List<ListsReads.Read> lists = reads.lists();
    Figures.progress("Looking at the plans of %d lists.".formatted(lists.size()));
    StoredLog.Plans plans = plans(lists, reads.standings());

    Figures.progress("Measuring.");
    double before = Environment.loadAverage();
    Reader api = path -> product.api().read(path).path("data").size();
    List<ListsReport.Read> measured = measure(lists, plan.requests, api);
    List<ListsReport.Read> counted = measure(reads.standings(), COUNTS, api);
    String cookie = product.api().signIn();
    Reader console = path -> product.api().page(path, cookie).length() / 1_024;
    List<ListsReport.Read> pages = measure(reads.pages(), plan.requests, console);
    return new ListsReport(
        log.number("select count(*) from message"),
        log.number("select count(*) from attempt"),
        plan.days,
        Figures.rounded(seconds),
        measured.stream().mapToDouble(ListsReport.Read::p99).max().orElseThrow(),
        measured,
        counted,
        pages.stream().mapToDouble(ListsReport.Read::p99).max().orElseThrow(),
        pages,
        plans.count(),
        List.copyOf(plans.scanned()),
        before,
        Environment.loadAverage(),
        product.postmaster().version());
  }

  private ListsReads fill(Instant now) throws IOException, InterruptedException, SQLException {
    String large = product.api().createApplication("large");
    List<String> endpoints = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      endpoints.add(product.api().createEndpoint(large, HOOK));
    }
    List<String> small = new ArrayList<>();
    List<String> smallEndpoints = new ArrayList<>();
    for (int i = 0; i < SMALL_APPLICATIONS; i++) {
      String application = product.api().createApplication("small " + i);
      small.add(application);
      smallEndpoints.add(product.api().createEndpoint(application, HOOK));
    }
    long key = application(large);
    new ListsFill(
            log,
            key,
            endpoints(endpoints),
            small.stream().map(ListsRun::application).toList(),
            endpoints(smallEndpoints))
        .fill(plan.attempts, plan.days, now);
    // As if the server had dispatched them: they are settled or parked.
    log.execute("update shard set checkpoint = " + Keys.floorOf(now));
    return new ListsReads(
        large,
        endpoints,
        small.getFirst(),
        smallEndpoints.getFirst(),
        log.numbers(
            "select id from message where application = %d and id > %d order by id limit 1000"
                .formatted(key, Keys.floorOf(now.minus(Duration.ofHours(6))))),
        log.numbers(
            "select id from message tablesample system (1) where application = %d limit 1000"
                .formatted(key)),
        now.minus(Duration.ofDays(plan.days)),
        now);
  }

  private StoredLog.Plans plans(List<ListsReads.Read> lists, List<ListsReads.Read> counts)
      throws IOException, InterruptedException, SQLException {
    RandomGenerator random = random();
    log.showPlans();
    List<ListsReads.Read> all = new ArrayList<>(lists);
    all.addAll(counts);
    for (ListsReads.Read read : all) {
      product.api().read(read.path().of(random));
    }
    StoredLog.Plans plans = log.plans();
    log.hidePlans();
    // Of a day without a row, nothing is read either way.
    plans.scanned().removeIf(this::empty);
    return plans;
  }

  private boolean empty(String day) {
    try {
      return log.number("select count(*) from (select from %s limit 1) any_row".formatted(day))
          == 0;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + day, e);
    }
  }

  private List<ListsReport.Read> measure(List<ListsReads.Read> lists, int requests, Reader reader)
      throws IOException, InterruptedException {
    List<ListsReport.Read> measured = new ArrayList<>();
    for (ListsReads.Read read : lists) {
      measured.add(measure(read, requests, reader));
    }
    return measured;
  }

  private ListsReport.Read measure(ListsReads.Read read, int requests, Reader reader)
      throws IOException, InterruptedException {
    RandomGenerator random = random();
    Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    long entries = 0;
    long cpu = 0;
    for (int i = -Math.min(WARM_UP, requests); i < requests; i++) {
      cpu = i == 0 ? cpu() : cpu;
      String path = read.path().of(random);
      long start = System.nanoTime();
      int found = reader.read(path);
      if (i >= 0) {
        nanos.recordValue(System.nanoTime() - start);
        entries += found;
      }
    }
    return new ListsReport.Read(
        read.name(),
        millis(nanos.getValueAtPercentile(50)),
        millis(nanos.getValueAtPercentile(99)),
        millis(nanos.getMaxValue()),
        Figures.rounded((cpu() - cpu) / 1e6 / requests),
        Figures.rounded(1.0 * entries / requests));
  }

  /** Of the server and of PostgreSQL, so far. */
  private long cpu() throws IOException {
    return product.postmaster().cpu()
        + ProcessFiles.cpu(product.child().pid()).map(ProcessFiles.Cpu::own).orElse(0L);
  }

  private static double millis(long nanos) {
    return Figures.rounded(nanos / 1e6);
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  }

  private static long application(String id) {
    return ApplicationId.parse(id).orElseThrow().value();
  }

  private static List<Long> endpoints(List<String> ids) {
    return ids.stream()
        .flatMapToLong(id -> LongStream.of(EndpointId.parse(id).orElseThrow().value()))
        .boxed()
        .toList();
  }
}
