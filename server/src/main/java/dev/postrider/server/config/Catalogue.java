package dev.postrider.server.config;

import dev.postrider.seal.MasterKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every setting that there is. */
public final class Catalogue {
  public static final Key<Path> DATA =
      Key.of(
          "data",
          Kinds.directory(),
          Path.of("postrider-data"),
          "Where the secret for tokens, the keys that seal secrets, and the embedded PostgreSQL live;"
              + " one process at a time.");

  public static final Key<DatabaseUrl> DATABASE_URL =
      Key.absent(
          "database.url",
          Kinds.databaseUrl(),
          "Your own PostgreSQL, 15 or newer, instead of the embedded one. Others on the machine can"
              + " read an option: give a password by variable or file.");

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
          "The port of the API, and of /metrics unless observe.port is given; 0 takes a free one.");

  public static final Key<Path> PLATFORMS =
      Key.absent(
          "platforms",
          Kinds.directory(),
          "A folder with platform files (*.yaml) of your own, beside those that are built in.");

  public static final Key<String> JWT_SECRET =
      Key.secret(
          "jwt.secret",
          Kinds.text(32, 1_000),
          "Signs and checks tokens; made at the first start in the data directory otherwise.");

  public static final Key<List<MasterKey>> KEYS_MASTER =
      Key.secret(
          "keys.master",
          Kinds.masterKeys(),
          "Seals the secrets in the database, the first of them; the others open what they have"
              + " sealed. Made at the first start in the data directory otherwise.");

  public static final Key<Path> KEYS_FILE =
      Key.absent(
          "keys.file",
          Kinds.file(),
          "A file for the keys that seal secrets, a line each, elsewhere than in the data"
              + " directory, which ./postrider keys rotate can change; made at the first start.");

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

  /** Of a token, not of the server: an option of that command only. */
  public static final Key<Duration> TOKEN_VALID_FOR =
      Key.of(
          "validFor",
          Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(3_650)),
          Duration.ofDays(365),
          "How long a token holds.");

  private static final List<Key<?>> FIRST =
      List.of(DATA, DATABASE_URL, DATABASE_PASSWORD, HOST, PORT);

  private static final List<Key<?>> BASIC =
      List.of(PLATFORMS, JWT_SECRET, KEYS_MASTER, KEYS_FILE, GRACE, LOG_FORMAT, LOG_LEVEL);

  /** In the order of the help: what one needs first stands first. */
  public static final List<Key<?>> KEYS =
      Stream.of(
              FIRST,
              GuardKeys.KEYS,
              BASIC,
              ApiKeys.KEYS,
              DoorKeys.KEYS,
              ConsoleKeys.KEYS,
              ObserveKeys.KEYS,
              SmtpKeys.KEYS,
              JournalKeys.KEYS,
              DispatchKeys.KEYS,
              SenderKeys.KEYS,
              PolicyKeys.KEYS)
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}
}
