package dev.postrider.server;

import dev.postrider.api.Api;
import dev.postrider.api.ApiParts;
import dev.postrider.api.Tokens;
import dev.postrider.api.accept.Targets;
import dev.postrider.api.http.Front;
import dev.postrider.console.Console;
import dev.postrider.console.live.Tail;
import dev.postrider.dispatch.Dispatch;
import dev.postrider.platform.Platforms;
import dev.postrider.platforms.PolicyText;
import dev.postrider.postgres.Journal;
import dev.postrider.postgres.KeySource;
import dev.postrider.postgres.Postgres;
import dev.postrider.pulse.Load;
import dev.postrider.pulse.PulseCounter;
import dev.postrider.sender.HttpSender;
import dev.postrider.server.config.Config;
import dev.postrider.server.mail.SmtpMailer;
import dev.postrider.server.observe.AttemptLog;
import dev.postrider.server.observe.Metrics;
import dev.postrider.server.observe.Observation;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.task.TaskPieces;
import dev.postrider.task.TaskRunner;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole graph: what there is, who knows whom, and in which order it starts and stops. */
final class Wiring implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Wiring.class);

  private final Parts parts = new Parts();
  private final Config config;
  private final Stop stop;
  private final InstantSource clock;
  private Instant closing = Instant.MAX;
  private final Metrics metrics = new Metrics();
  private final Tokens tokens;
  private final @Nullable Console console;
  private final Dispatch dispatch;
  private final EndpointUpkeep upkeep;
  private final Verifying verifying;
  private final PulseWriting pulse;
  private final Api api;
  private final @Nullable Observation observation;

  /** Starts everything, or nothing: what had started is stopped when the next part does not. */
  Wiring(Config config, Stop stop, Clocks clocks) throws IOException, InterruptedException {
    this.config = config;
    this.stop = stop;
    this.clock = clocks.wall();
    Starting.requirePlace(config.api().host(), config.api().port(), "host", "--port");
    Starting.requireCertificate(config.api());
    requireObservable();
    Platforms platforms = Starting.platforms(config.platforms());
    var random = new SecureRandom();
    try {
      var home = new Home(config, parts, random);
      String jwtSecret = home.jwtSecret();
      this.tokens = new Tokens(jwtSecret, clock);
      var counted = new PulseCounter();
      var tail = new Tail();
      var heard = new AttemptLog(clock, metrics.and(counted)).and(tail);
      this.console =
          config.console().on()
              ? Starting.console(
                  config.api().door(), config.console(), jwtSecret, tail, clock, random)
              : null;
      var keys = new KeySource(home.masterKeys(), random);
      var commits = new Commits(clock);
      Postgres postgres =
          parts.add(
              "database",
              Starting.open(
                  home.database(), keys, clock, platforms, new JournalLog(metrics, commits, stop)));
      this.pulse =
          parts.add("pulse", new PulseWriting(counted, postgres.pulse(), clock, this::fault));
      HttpSender sender =
          parts.add("sender", Starting.sender(config.sender(), postgres.directory(), clock));
      this.upkeep = new EndpointUpkeep(postgres.directory(), clock);
      this.verifying = new Verifying(postgres.directory(), sender, clock, this::fault);
      this.dispatch =
          parts.add(
              "dispatch",
              new Dispatch(
                  config.dispatch(),
                  new Dispatch.Hands(
                      clocks.steady(),
                      () -> new SplittableRandom(random.nextLong()),
                      postgres.journal()::shardOf,
                      postgres.journal(),
                      postgres.parked(),
                      sender,
                      upkeep,
                      heard,
                      this::fault,
                      this::fatal)));
      parts.add("deliveries under way", () -> dispatch.drain(graceLeft()));
      postgres.directory().listen(dispatch::changed);
      metrics.watch(dispatch);
      metrics.watch(
          "journal.queue",
          "Messages that wait for their commit",
          postgres.journal()::waitingMessages);
      metrics.watch("journal.bytes", "What they weigh, in bytes", postgres.journal()::waitingBytes);
      this.api =
          new Api(
              new ApiParts(
                  postgres.directory(),
                  postgres.portalSessions(),
                  postgres.apiKeys(),
                  postgres.audit(),
                  postgres.idempotencyKeys(),
                  platforms,
                  new PolicyText(config.policy()),
                  metrics.counting(postgres.journal()),
                  postgres.history(),
                  postgres.inbox(),
                  postgres.contactTokens(),
                  dispatch,
                  dispatch,
                  dispatch::isBehind,
                  postgres.tasks(),
                  postgres.replays(),
                  postgres.alerts(),
                  config.smtp() != null,
                  postgres.pulse(),
                  () -> load(postgres.journal(), commits),
                  tokens,
                  clock,
                  random),
              config.api(),
              this::beside);
      metrics.count("shed", "Requests answered 503, because too many were at work", api::shed);
      metrics.count(
          "limited", "Requests answered 429, because their caller calls too often", api::limited);
      metrics.count(
          "connections.refused",
          "Connections closed, because there were enough of their address",
          api::refusedConnections);
      parts.add("api", api::stop);
      parts.add("live tail", tail).start();
      if (config.smtp() != null) {
        SmtpMailer mailer = new SmtpMailer(config.smtp(), clock);
        parts.add("alerts by e-mail", postgres.mailing().apply(mailer)).start();
      }
      Starting.subscribe(postgres.journal(), counted.counting(dispatch));
      pulse.start();
      parts.add("background tasks", tasks(postgres)).start();
      if (config.postgres().verifies()) {
        parts.add("verification of endpoints", verifying).start();
      }
      parts.add("operational webhooks", postgres.operational()).start();
      parts.add("upkeep of endpoints", new Upkeep(upkeep::run, this::fault)).start();
      parts.add("uses of keys", new Upkeep(postgres.apiKeys()::writeUses, this::fault)).start();
      this.observation = observation(postgres);
      Starting.listen(api, config.api());
    } catch (Throwable notStarted) {
      parts.close();
      throw notStarted;
    }
    log.info("listening on {}", url());
    if (observation != null) {
      log.info("/metrics and /health on {} port {}", config.observe().host(), observePort());
    }
  }

  /** What the API's port answers beside the API. */
  private void beside(HttpRouting.Builder routing, Front front) {
    if (console != null) {
      console.add(routing, front);
    }
    if (config.observe().port() == null) {
      routing.get("/metrics", (_, answer) -> answer.send(metrics.scrape()));
    }
  }

  private @Nullable Observation observation(Postgres postgres) {
    Integer port = config.observe().port();
    return port == null
        ? null
        : parts.add(
            "observation",
            Starting.observation(
                config.observe().host(), port, metrics, postgres.history()::healthy, clock));
  }

  private Load load(Journal journal, Commits commits) {
    return new Load(
        dispatch.inFlight(),
        dispatch.bytes(),
        dispatch.parked(),
        dispatch.queued(),
        journal.waitingMessages(),
        journal.waitingBytes(),
        commits.last(),
        dispatch.isBehind(),
        commits.up());
  }

  private TaskRunner tasks(Postgres postgres) {
    return new TaskRunner(
        postgres.tasks(),
        new TaskPieces(
            postgres.tasks(),
            postgres.directory(),
            postgres.replays(),
            postgres.history(),
            dispatch,
            Targets::wants),
        this::fault);
  }

  private void requireObservable() {
    Integer port = config.observe().port();
    if (port != null) {
      Starting.requirePlace(config.observe().host(), port, "observe.host", "--observe-port");
    }
  }

  /** The trouble of a database is told in a line; anything else is a mistake, and traced. */
  private void fault(Throwable problem) {
    metrics.fault();
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        String line = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        log.warn("a step failed at the database and is asked for again: {}", line);
        return;
      }
    }
    log.warn("an error of Postrider's own, which was survived", problem);
  }

  private void fatal(Throwable problem) {
    log.error("dispatch cannot go on", problem);
    stop.because(
        Complaint.failure(
            "Postrider stopped, because dispatch met an error of its own; nothing is lost, start it again."));
  }

  /** Where the API is, as this machine reaches it. */
  URI url() {
    String host = config.api().host();
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return URI.create(
        (config.api().door().tls() == null ? "http://" : "https://")
            + (reachable.contains(":") ? "[" + reachable + "]" : reachable)
            + ":"
            + api.port());
  }

  /** Where it is watched, when that is a port of its own; 0 otherwise. */
  int observePort() {
    return observation == null ? 0 : observation.port();
  }

  Tokens tokens() {
    return tokens;
  }

  /** Does at once what the passing of time would do within a minute: for a clock that was set. */
  void timeHasPassed() {
    dispatch.wake();
    upkeep.run();
    verifying.wake();
    pulse.write();
  }

  /**
   * Takes nothing more, finishes what is under way within the grace period, writes it down, and
   * stops.
   */
  @Override
  public void close() {
    closing = clock.instant();
    parts.close();
  }

  /** What the end of the API has left of the grace period, which is one for both. */
  private Duration graceLeft() {
    Duration left = config.grace().minus(Duration.between(closing, clock.instant()));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
