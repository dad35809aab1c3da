package dev.postrider.server.config;

import ch.qos.logback.classic.Level;
import dev.postrider.api.ApiConfig;
import dev.postrider.console.ConsoleConfig;
import dev.postrider.dispatch.DispatchConfig;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.postgres.PostgresConfig;
import dev.postrider.seal.MasterKey;
import dev.postrider.sender.SenderConfig;
import dev.postrider.server.mail.SmtpConfig;
import dev.postrider.server.observe.Logs.Format;
import dev.postrider.server.observe.Logs.LogConfig;
import dev.postrider.server.observe.ObserveConfig;
import dev.postrider.server.terminal.Complaint;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a running Postrider, a record per part.
 *
 * @param database null for the embedded one
 * @param jwtSecret null for that of the data directory
 * @param masterKeys the current one first; none for those of a file
 * @param keysFile null for that of the data directory
 * @param platforms the folder of the user's platform files; null for none
 * @param smtp null when no e-mails are sent
 * @param postgres without an address: that is known when the embedded one has started
 */
public record Config(
    Path data,
    @Nullable DatabaseUrl database,
    @Nullable String jwtSecret,
    List<MasterKey> masterKeys,
    @Nullable Path keysFile,
    @Nullable Path platforms,
    Duration grace,
    LogConfig log,
    ApiConfig api,
    ConsoleConfig console,
    PostgresConfig postgres,
    DispatchConfig dispatch,
    SenderConfig sender,
    PolicyBounds policy,
    ObserveConfig observe,
    @Nullable SmtpConfig smtp) {

  /**
   * Puts the settings together; refuses those that do not go together.
   *
   * @param version how Postrider introduces itself to receivers
   */
  public static Config of(Settings s, String version) {
    Pairs.require(s);
    try {
      return new Config(
          s.get(Catalogue.DATA),
          database(s),
          s.find(Catalogue.JWT_SECRET).orElse(null),
          masterKeys(s),
          s.find(Catalogue.KEYS_FILE).orElse(null),
          s.find(Catalogue.PLATFORMS).orElse(null),
          s.get(Catalogue.GRACE),
          log(s),
          ApiKeys.config(s),
          ConsoleKeys.config(s),
          JournalKeys.config(s),
          DispatchKeys.config(s),
          SenderKeys.config(s, version),
          PolicyKeys.bounds(s),
          ObserveKeys.config(s),
          SmtpKeys.config(s));
    } catch (IllegalArgumentException contradiction) {
      throw Complaint.usage(contradiction.getMessage() + ".");
    }
  }

  /** The settings of the database, at this address. */
  public PostgresConfig postgresAt(String url, @Nullable String user, @Nullable String password) {
    return new PostgresConfig(
        url,
        user,
        password,
        postgres.poolSize(),
        postgres.shards(),
        postgres.queueMessages(),
        postgres.queueBytes(),
        postgres.acceptTimeout(),
        postgres.statementTimeout(),
        postgres.retentionDays(),
        postgres.auditDays(),
        postgres.verifies());
  }

  private static @Nullable DatabaseUrl database(Settings s) {
    DatabaseUrl url = s.find(Catalogue.DATABASE_URL).orElse(null);
    String password = s.find(Catalogue.DATABASE_PASSWORD).orElse(null);
    if (password == null) {
      return url;
    }
    if (url == null) {
      throw Complaint.usage(
          "database.password is given without database.url; give the address too, or neither.");
    }
    return new DatabaseUrl(url.jdbc(), url.user(), password);
  }

  private static List<MasterKey> masterKeys(Settings s) {
    List<MasterKey> keys = s.find(Catalogue.KEYS_MASTER).orElse(List.of());
    if (!keys.isEmpty() && s.find(Catalogue.KEYS_FILE).isPresent()) {
      throw Complaint.usage("keys.master and keys.file are both given; give one of them.");
    }
    return keys;
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private static LogConfig log(Settings s) {
    Format format =
        switch (s.get(Catalogue.LOG_FORMAT)) {
          case "text" -> Format.TEXT;
          case "json" -> Format.JSON;
          default -> onTerminal() ? Format.TEXT : Format.JSON;
        };
    return new LogConfig(format, Level.toLevel(s.get(Catalogue.LOG_LEVEL)));
  }

  /** As the log shows it; holds no secret. */
  @Override
  public String toString() {
    return "Config[data=" + data + ", database=" + database + ", api=" + api + "]";
  }
}
