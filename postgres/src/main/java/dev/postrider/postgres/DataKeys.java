package dev.postrider.postgres;

import dev.postrider.seal.DoesNotOpen;
import dev.postrider.seal.MasterKey;
import dev.postrider.seal.Place;
import dev.postrider.seal.SealingKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal what is stored, open in memory. One that another process has made is found
 * when something sealed by it is met, and used for what is sealed from then on within {@link
 * #LOOKS}. Safe for use by many threads.
 */
final class DataKeys {
  static final Duration LOOKS = Duration.ofSeconds(10);

  private final Jdbi jdbi;
  private final KeySource source;
  private final InstantSource clock;
  private final Map<Integer, SealingKey> known = new ConcurrentHashMap<>();
  private volatile List<MasterKey> masters = List.of();

  /** These three are guarded by this. */
  private @Nullable SealingKey current;

  private int left;
  private Instant looked = Instant.MIN;

  DataKeys(Jdbi jdbi, KeySource source, InstantSource clock) {
    this.jdbi = jdbi;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Opens all of them, and makes the first one where nothing is sealed yet. When the first of the
   * master keys is a new one, there is a new data key, and all of them are sealed under it.
   *
   * <p>Failure policy: fail closed. A key that is made in the place of one that was lost would hide
   * the loss, and split what is stored into halves that are never in one hand.
   *
   * @return true when there is a new data key
   * @throws DoesNotOpen when a master key is missing, or a row was changed
   */
  boolean prepare() {
    return jdbi.inTransaction(handle -> {
      DataKeyRows.lock(handle);
      List<DataKeyRows.Row> rows = DataKeyRows.all(handle);
      List<MasterKey> kept = source.masters().read();
      if (rows.isEmpty() && kept.isEmpty()) {
        kept = List.of(source.masters().make());
      }
      masters = kept;
      for (DataKeyRows.Row row : rows) {
        known.put(row.number(), open(row));
      }
      boolean renewed = rows.isEmpty() || rows.getLast().master() != kept.getFirst().number();
      if (renewed) {
        DataKeyRows.renew(handle, kept, source, clock.instant());
      }
      return renewed;
    });
  }

  /**
   * What seals now, to be used so often at most. Asks the database now and then, so not to be
   * called within a transaction of one's own.
   */
  synchronized Sealer take(int times) {
    SealingKey key = current;
    Instant now = clock.instant();
    boolean recently = !now.isBefore(looked) && now.isBefore(looked.plus(LOOKS));
    if (key == null || left < times || !recently) {
      SealingKey old = key;
      boolean stays =
          old != null
              && left >= times
              && jdbi.withHandle(handle -> DataKeyRows.isNewest(handle, old.number()));
      key = stays && old != null ? old : reserved();
      looked = now;
    }
    left -= times;
    return new Sealer(key, source.random());
  }

  private SealingKey reserved() {
    DataKeyRows.Row row =
        jdbi.inTransaction(handle ->
            DataKeyRows.reserve(handle)
                .orElseGet(() -> {
                  DataKeyRows.lock(handle);
                  DataKeyRows.renew(handle, source.masters().read(), source, clock.instant());
                  return DataKeyRows.reserve(handle).orElseThrow();
                }));
    SealingKey key = known.computeIfAbsent(row.number(), _ -> open(row));
    current = key;
    left = DataKeyRows.BLOCK;
    return key;
  }

  /**
   * What was sealed for this place; the connection is asked when the key is not known yet.
   *
   * @throws DoesNotOpen when it was not, or its key is missing
   */
  byte[] open(byte[] sealed, Place place, Connection connection) throws SQLException {
    int number = SealingKey.numberOf(sealed);
    SealingKey key = known.get(number);
    if (key == null) {
      key = open(row(connection, number));
      known.put(number, key);
    }
    return key.open(sealed, place);
  }

  /** What was sealed for this place as base64. */
  String openText(String sealed, Place place, Connection connection) throws SQLException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException notBase64) {
      throw new DoesNotOpen(place + " has not the form of something sealed");
    }
    return new String(open(bytes, place, connection), StandardCharsets.UTF_8);
  }

  private static DataKeyRows.Row row(Connection connection, int number) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select sealed from data_key where number = ?")) {
      statement.setInt(1, number);
      try (ResultSet rs = statement.executeQuery()) {
        if (!rs.next()) {
          throw new DoesNotOpen(
              "the data key %d is not in the table data_key; restore a backup".formatted(number));
        }
        return new DataKeyRows.Row(number, rs.getBytes(1));
      }
    }
  }

  /** Reads the master keys again when one is not known: it may be new. */
  private SealingKey open(DataKeyRows.Row row) {
    return row.open(masters)
        .orElseGet(() -> {
          masters = source.masters().read();
          return row.open(masters)
              .orElseThrow(() -> DataKeyRows.missing(row.master(), source.masters().place()));
        });
  }
}
