package dev.postrider.server.config;

import static dev.postrider.server.config.Catalogue.*;

import ch.qos.logback.classic.Level;
import dev.postrider.dispatch.DispatchConfig;
import dev.postrider.dispatch.DispatchConfig.HealthConfig;
import dev.postrider.server.Complaint;
import dev.postrider.server.observe.Logs.Format;
import dev.postrider.server.observe.Logs.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a running Postrider, a record per part.
 *
 * @param database null for the embedded one
 * @param jwtSecret null for that of the data directory
 */
public record Config(
    Path data,
    @Nullable DatabaseUrl database,
    HttpConfig http,
    List<Cidr> allowAddresses,
    @Nullable String jwtSecret,
    Duration grace,
    LogConfig log,
    DispatchConfig dispatch) {

  /** Where the API listens. */
  public record HttpConfig(String host, int port) {}

  public Config {
    allowAddresses = List.copyOf(allowAddresses);
  }

  /** Puts the settings together; refuses those that do not go together. */
  public static Config of(Settings s) {
    try {
      return new Config(
          s.get(DATA),
          database(s),
          new HttpConfig(s.get(HOST), s.get(PORT)),
          s.get(ALLOW_ADDRESSES),
          s.find(JWT_SECRET).orElse(null),
          s.get(GRACE),
          log(s),
          dispatch(s));
    } catch (IllegalArgumentException contradiction) {
      throw Complaint.usage(contradiction.getMessage() + ".");
    }
  }

  private static @Nullable DatabaseUrl database(Settings s) {
    DatabaseUrl url = s.find(DATABASE_URL).orElse(null);
    String password = s.find(DATABASE_PASSWORD).orElse(null);
    if (password == null) {
      return url;
    }
    if (url == null) {
      throw Complaint.usage(
          "database.password is given without database.url; give the address too, or neither.");
    }
    return new DatabaseUrl(url.jdbc(), url.user(), password);
  }

  private static LogConfig log(Settings s) {
    Format format =
        switch (s.get(LOG_FORMAT)) {
          case "text" -> Format.TEXT;
          case "json" -> Format.JSON;
          default -> System.console() != null && System.console().isTerminal() ? Format.TEXT : Format.JSON;
        };
    return new LogConfig(format, Level.toLevel(s.get(LOG_LEVEL)));
  }

  private static DispatchConfig dispatch(Settings s) {
    return new DispatchConfig(
        s.get(WINDOW),
        s.get(WINDOW_BYTES),
        s.get(MEMORY_BYTES),
        s.get(IN_FLIGHT),
        s.get(LANES),
        s.get(TAIL),
        new HealthConfig(
            s.get(OPEN_AFTER),
            s.get(FIRST_PAUSE),
            s.get(LONGEST_PAUSE),
            s.get(RAMP_START),
            s.get(RAMP_DOUBLING),
            s.get(RAMP_END)));
  }

  /** As the log shows it; holds no secret. */
  @Override
  public String toString() {
    return "Config[data=" + data + ", database=" + database + ", http=" + http + "]";
  }
}
