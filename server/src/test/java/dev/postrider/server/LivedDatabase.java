package dev.postrider.server;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.Lane;
import dev.postrider.message.MessageId;
import dev.postrider.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A database that has lived through every version of the schema: at each one it was given the rows
 * that a program of that time wrote, in every table that there was, and then it went on to the
 * next.
 *
 * <p>The rows of a version stand in a file of its name. There has to be one for each version, the
 * newest included: whoever adds a version writes what its program writes, and from then on every
 * later one has to cope with that.
 */
final class LivedDatabase {
  /** Signs for every endpoint. */
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final Instant FIRST = TurnedServer.START.minus(Duration.ofHours(4));
  private static final Instant CHECKPOINT = TurnedServer.START.minus(Duration.ofHours(2));

  /** What a version has left: its application, of this uid, and its messages from 1 to 9. */
  record Version(int number) {
    String uid() {
      return "v" + number;
    }

    private Instant since() {
      return FIRST.plus(Duration.ofMinutes(number));
    }

    private long application() {
      return Keys.floorOf(since());
    }

    private long endpoint() {
      return Keys.floorOf(since().plusSeconds(1));
    }

    /** The first five are below the checkpoint. */
    MessageId message(int m) {
      Instant time = m <= 5 ? since() : CHECKPOINT.plus(Duration.ofMinutes(number));
      return new MessageId(Keys.floorOf(time.plusSeconds(10 + m)));
    }
  }

  private final String url;
  private final String receiver;
  private final List<Version> versions = new ArrayList<>();

  private LivedDatabase(String url, String receiver) {
    this.url = url;
    this.receiver = receiver;
  }

  /**
   * Makes it in an empty database.
   *
   * @param receiver where its endpoints are, without a path
   */
  static LivedDatabase make(String url, String receiver) throws SQLException, IOException {
    LivedDatabase lived = new LivedDatabase(url, receiver);
    for (MigrationInfo step : flyway(url, MigrationVersion.LATEST).info().pending()) {
      lived.live(step.getVersion());
    }
    return lived;
  }

  private static Flyway flyway(String url, MigrationVersion target) {
    return Flyway.configure()
        .dataSource(url, PostgresServer.USER, "")
        .locations("classpath:dev/postrider/postgres/migration")
        .table("schema_version")
        .target(target)
        .load();
  }

  private void live(MigrationVersion step) throws SQLException, IOException {
    flyway(url, step).migrate();
    Version version = new Version(Integer.parseInt(step.getVersion()));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (versions.isEmpty()) {
        for (String table : List.of("message", "attempt")) {
          statement.execute(day(table));
        }
      }
      statement.execute(filled(version, "V" + version.number() + ".sql"));
      statement.execute(filled(version, "deliveries.sql"));
    }
    versions.add(version);
    requireRowsEverywhere(version);
  }

  /** The day that all is of, made as every version has made it. */
  private static String day(String table) {
    Instant day = FIRST.truncatedTo(ChronoUnit.DAYS);
    String name =
        table
            + "_p"
            + DateTimeFormatter.BASIC_ISO_DATE.format(day.atZone(ZoneOffset.UTC).toLocalDate());
    return """
    create table %1$s (like %2$s including all) with (autovacuum_vacuum_cost_delay = 10);
    alter table %2$s attach partition %1$s for values from (%3$d) to (%4$d)
    """
        .formatted(name, table, Keys.floorOf(day), Keys.floorOf(day.plus(Duration.ofDays(1))));
  }

  private String filled(Version version, String file) throws IOException {
    String sql = read(file);
    for (int m = 1; m <= 9; m++) {
      sql = sql.replace("{m" + m + "}", Long.toString(version.message(m).value()));
    }
    return sql.replace("{v}", Integer.toString(version.number()))
        .replace("{app}", Long.toString(version.application()))
        .replace("{endpoint}", Long.toString(version.endpoint()))
        .replace("{receiver}", receiver)
        .replace("{lane}", Long.toString(Lane.of("order")))
        .replace("{eventKey}", eventKey(version.application(), "event-1").toString())
        .replace("{checkpoint}", Long.toString(Keys.floorOf(CHECKPOINT)))
        .replace("{last}", Long.toString(Keys.floorOf(TurnedServer.START)))
        .replace("{dataKey}", SealedRows.dataKey())
        .replace("{sealed}", SealedRows.endpoint(version.endpoint(), secrets(version)))
        .replace("{now}", FIRST.toString())
        .replace("{later}", TurnedServer.START.plus(Duration.ofHours(1)).toString())
        .replace("{expires}", TurnedServer.START.plus(Duration.ofDays(1)).toString());
  }

  private String secrets(Version version) {
    String proof =
        version.number() < 19
            ? ""
            : ",\"authentication\":{\"basic\":{\"username\":\"u19\",\"password\":\"p19\"}}";
    return """
    {"url":"%s/v%d","headers":{"x-since":"%d"},"secrets":[{"text":"%s"}]%s}
    """
        .formatted(receiver, version.number(), version.number(), SECRET, proof);
  }

  private static String read(String file) throws IOException {
    try (InputStream in = LivedDatabase.class.getResourceAsStream("upgrade/" + file)) {
      if (in == null) {
        throw new AssertionError(
            "there is no upgrade/%s: write into it what a program of that version writes"
                .formatted(file));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As every version has computed it. */
  private static UUID eventKey(long application, String eventId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) 1);
      digest.update(ByteBuffer.allocate(8).putLong(0, application));
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(eventId.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireRowsEverywhere(Version version) {
    List<String> empty = new ArrayList<>();
    for (String table :
        query(
            """
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
              and not relispartition and relname <> 'schema_version'
            """)) {
      if (query("select 1 from " + table + " limit 1").isEmpty()) {
        empty.add(table);
      }
    }
    if (!empty.isEmpty()) {
      throw new AssertionError(
          "upgrade/V%d.sql puts nothing into %s".formatted(version.number(), empty));
    }
  }

  List<Version> versions() {
    return List.copyOf(versions);
  }

  /** The first column of what the query finds, as text. */
  List<String> query(String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, PostgresServer.USER, "");
  }

  /** The token of the portal's session that version 10 has left. */
  String portalToken(Instant now) throws GeneralSecurityException {
    Version ten = new Version(10);
    String session = query("select id from portal_session").getFirst();
    String claims =
        """
        {"sub":"%s","org":"org_test","sid":"%s","capabilities":["ViewBase"],"feature_flags":[],
         "iss":"postrider","iat":%3$d,"nbf":%3$d,"exp":%4$d}
        """
            .formatted(
                new ApplicationId(ten.application()),
                session,
                now.getEpochSecond(),
                now.plus(Duration.ofHours(1)).getEpochSecond());
    String signed =
        String.join(
            ".", Arrays.asList(encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"), encode(claims)));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TurnedServer.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
