package dev.postrider.server.config;

import dev.postrider.dispatch.DispatchConfig;
import dev.postrider.dispatch.DispatchConfig.HealthConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every setting that there is. */
public final class Catalogue {
  private static final DispatchConfig DISPATCH = DispatchConfig.DEFAULT;
  private static final HealthConfig HEALTH = DISPATCH.health();

  public static final Key<Path> DATA =
      Key.of(
          "data",
          Kinds.directory(),
          Path.of("postrider-data"),
          "Where the secret for tokens and the embedded PostgreSQL live; one process at a time.");

  public static final Key<DatabaseUrl> DATABASE_URL =
      Key.absent(
          "database.url",
          Kinds.databaseUrl(),
          "Your own PostgreSQL, 15 or newer, instead of the embedded one.");

  public static final Key<String> DATABASE_PASSWORD =
      Key.secret(
          "database.password",
          Kinds.text(1, 1_000),
          "Its password, where it shall not stand in database.url.");

  public static final Key<String> HOST =
      Key.of(
          "host",
          Kinds.text(1, 253),
          "127.0.0.1",
          "The address to listen on: this machine only by default, 0.0.0.0 for everybody.");

  public static final Key<Integer> PORT =
      Key.of(
          "port",
          Kinds.number(0, 65_535),
          8071,
          "The port of the API and of /metrics; 0 takes a free one.");

  public static final Key<List<Cidr>> ALLOW_ADDRESSES =
      Key.of(
          "allowAddresses",
          Kinds.cidrs(100),
          List.of(),
          "Addresses that webhooks may have although they are not public, such as 127.0.0.0/8.");

  public static final Key<String> JWT_SECRET =
      Key.secret(
          "jwt.secret",
          Kinds.text(32, 1_000),
          "Signs and checks tokens; made at the first start in the data directory otherwise.");

  public static final Key<Duration> GRACE =
      Key.of(
          "grace",
          Kinds.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(20),
          "How long deliveries that are under way may take to finish at the stop.");

  public static final Key<String> LOG_FORMAT =
      Key.of(
          "log.format",
          Kinds.oneOf("auto", "text", "json"),
          "auto",
          "One line of text or of JSON per event; auto is text on a terminal, otherwise JSON.");

  public static final Key<String> LOG_LEVEL =
      Key.of(
          "log.level",
          Kinds.oneOf("error", "warn", "info", "debug"),
          "info",
          "The least important thing that is logged.");

  public static final Key<Integer> WINDOW =
      Key.of(
          "dispatch.window",
          Kinds.number(1, 65_536),
          DISPATCH.window(),
          "Deliveries of one endpoint that are kept in memory; the others wait on disk.");

  public static final Key<Long> WINDOW_BYTES =
      Key.of(
          "dispatch.windowBytes",
          Kinds.size(1 << 20, 1L << 30),
          DISPATCH.windowBytes(),
          "Their payloads together.");

  public static final Key<Long> MEMORY_BYTES =
      Key.of(
          "dispatch.memoryBytes",
          Kinds.size(1 << 20, 1L << 36),
          DISPATCH.memoryBytes(),
          "Payloads of all deliveries in memory; at least dispatch.windowBytes.");

  public static final Key<Integer> IN_FLIGHT =
      Key.of(
          "dispatch.inFlight",
          Kinds.number(2, 100_000),
          DISPATCH.inFlight(),
          "Attempts under way at once, all endpoints together.");

  public static final Key<Integer> LANES =
      Key.of(
          "dispatch.lanes",
          Kinds.number(1, 1_000_000),
          DISPATCH.lanes(),
          "Lanes of one endpoint that may wait for a retry at once; more stop its intake.");

  public static final Key<Integer> TAIL =
      Key.of(
          "dispatch.tail",
          Kinds.number(1, 10_000_000),
          DISPATCH.tail(),
          "Messages that a restart has to read again at most.");

  public static final Key<Integer> OPEN_AFTER =
      Key.of(
          "dispatch.health.openAfter",
          Kinds.number(1, 10_000),
          HEALTH.openAfter(),
          "Failures in a row after which an endpoint is only probed.");

  public static final Key<Duration> FIRST_PAUSE =
      Key.of(
          "dispatch.health.firstPause",
          Kinds.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          HEALTH.firstPause(),
          "The wait before its first probe; each failed probe doubles it.");

  public static final Key<Duration> LONGEST_PAUSE =
      Key.of(
          "dispatch.health.longestPause",
          Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1)),
          HEALTH.longestPause(),
          "The longest wait between probes; at least dispatch.health.firstPause.");

  public static final Key<Double> RAMP_START =
      Key.of(
          "dispatch.health.rampStart",
          Kinds.decimal(0.1, 1e6),
          HEALTH.rampStart(),
          "Deliveries a second right after a probe that succeeded.");

  public static final Key<Duration> RAMP_DOUBLING =
      Key.of(
          "dispatch.health.rampDoubling",
          Kinds.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          HEALTH.rampDoubling(),
          "How long until that rate has doubled.");

  public static final Key<Double> RAMP_END =
      Key.of(
          "dispatch.health.rampEnd",
          Kinds.decimal(0.1, 1e9),
          HEALTH.rampEnd(),
          "The rate from which none is kept any more; at least dispatch.health.rampStart.");

  /** Of a token, not of the server: an option of that command only. */
  public static final Key<Duration> TOKEN_VALID_FOR =
      Key.of(
          "validFor",
          Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(3_650)),
          Duration.ofDays(365),
          "How long a token holds.");

  /** In the order of the help: what one needs first stands first. */
  public static final List<Key<?>> KEYS =
      List.of(
          DATA,
          DATABASE_URL,
          DATABASE_PASSWORD,
          HOST,
          PORT,
          ALLOW_ADDRESSES,
          JWT_SECRET,
          GRACE,
          LOG_FORMAT,
          LOG_LEVEL,
          WINDOW,
          WINDOW_BYTES,
          MEMORY_BYTES,
          IN_FLIGHT,
          LANES,
          TAIL,
          OPEN_AFTER,
          FIRST_PAUSE,
          LONGEST_PAUSE,
          RAMP_START,
          RAMP_DOUBLING,
          RAMP_END);

  private Catalogue() {}
}
