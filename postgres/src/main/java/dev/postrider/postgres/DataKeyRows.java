package dev.postrider.postgres;

import dev.postrider.seal.DoesNotOpen;
import dev.postrider.seal.MasterKey;
import dev.postrider.seal.Place;
import dev.postrider.seal.SealingKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The table of data keys. None is ever deleted: what one has sealed may be in a backup, too. */
final class DataKeyRows {
  /** A process that ends takes what is left of its block with it. */
  static final int BLOCK = 1 << 20;

  /** One as it is stored: sealed under a master key. */
  static final class Row {
    private final int number;
    private final byte[] sealed;

    Row(int number, byte[] sealed) {
      this.number = number;
      this.sealed = sealed;
    }

    int number() {
      return number;
    }

    int master() {
      return SealingKey.numberOf(sealed);
    }

    /** Opens it with the one of these that has sealed it; empty when that is not among them. */
    Optional<SealingKey> open(List<MasterKey> masters) {
      return masters.stream()
          .filter(master -> master.number() == master())
          .findFirst()
          .map(master -> new SealingKey(number, master.key().open(sealed, place(number))));
    }
  }

  private DataKeyRows() {}

  private static Place place(int number) {
    return new Place("data_key.sealed", number);
  }

  static List<Row> all(Handle handle) {
    return handle
        .createQuery("select number, sealed from data_key order by number")
        .map((rs, _) -> new Row(rs.getInt(1), rs.getBytes(2)))
        .list();
  }

  /** Keeps other processes from changing them until the end of the transaction. */
  static void lock(Handle handle) {
    handle.execute("lock table data_key in share row exclusive mode");
  }

  /** The numbers of the master keys without which something would not open. */
  static Set<Integer> masters(Handle handle) {
    Set<Integer> masters = new HashSet<>();
    all(handle).forEach(row -> masters.add(row.master()));
    return masters;
  }

  static boolean isNewest(Handle handle, int number) {
    return handle
        .createQuery("select coalesce(max(number), 0) = :number from data_key")
        .bind("number", number)
        .mapTo(Boolean.class)
        .one();
  }

  /** The newest key, which may seal {@link #BLOCK} times more; empty when it is used up. */
  static Optional<Row> reserve(Handle handle) {
    return handle
        .createQuery(
            """
            update data_key set reserved = reserved + :block
            where number = (select max(number) from data_key) and reserved <= :most - :block
            returning number, sealed
            """)
        .bind("block", BLOCK)
        .bind("most", SealingKey.MOST)
        .map((rs, _) -> new Row(rs.getInt(1), rs.getBytes(2)))
        .findOne();
  }

  /**
   * Makes a new key under the first of the master keys, and has all the others sealed under it,
   * too. Within a transaction that has the lock.
   */
  static void renew(Handle handle, List<MasterKey> masters, KeySource source, Instant now) {
    MasterKey current = masters.getFirst();
    int highest = 0;
    for (Row row : all(handle)) {
      highest = row.number();
      if (row.master() != current.number()) {
        SealingKey key =
            row.open(masters).orElseThrow(() -> missing(row.master(), source.masters().place()));
        handle
            .createUpdate("update data_key set sealed = :sealed where number = :number")
            .bind("sealed", key.sealedBy(current.key(), place(row.number()), source.random()))
            .bind("number", row.number())
            .execute();
      }
    }
    int number = highest + 1;
    SealingKey made = SealingKey.make(number, source.random());
    handle
        .createUpdate(
            """
            insert into data_key (number, sealed, reserved, made_at)
            values (:number, :sealed, 0, :now)
            """)
        .bind("number", number)
        .bind("sealed", made.sealedBy(current.key(), place(number), source.random()))
        .bind("now", Numbers.micros(now))
        .execute();
  }

  static DoesNotOpen missing(int master, String place) {
    return new DoesNotOpen(
        "the secrets in the database are sealed by the master key %s, and %s has not got it; put it back from a backup, as docs/operations.md says (\"When something is missing or damaged\")"
            .formatted(MasterKey.name(master), place));
  }
}
