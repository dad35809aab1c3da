package dev.postrider.seal;

import java.util.List;

/** Where the master keys are kept, which is not the database. Safe for use by many threads. */
public interface MasterKeys {

  /**
   * The keys as they are now, the current one first; none when there is no place for them yet.
   *
   * @throws RuntimeException when they are there and cannot be read
   */
  List<MasterKey> read();

  /**
   * Makes the first one, where there is none. Only for a database in which nothing is sealed.
   *
   * @throws RuntimeException when it cannot be kept
   */
  MasterKey make();

  /** How people find the place: {@code the file /var/lib/postrider/master-keys}. */
  String place();
}
