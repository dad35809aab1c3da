package dev.postrider.postgres;

import org.jdbi.v3.core.Handle;

/** Has the transactions of one organisation that do the same take turns, until each has ended. */
enum Turns {
  /** One may archive an event type that another names, and each would wait for the other's rows. */
  EVENT_TYPES(0x657674),
  /** The running ones are counted before another begins. */
  TASKS(0x7461736b),
  /** They are counted before another is made. */
  API_KEYS(0x6b657973);

  private final int lock;

  Turns(int lock) {
    this.lock = lock;
  }

  void take(Handle handle, String organisation) {
    handle
        .createQuery("select 1 from pg_advisory_xact_lock(:lock, hashtext(:organisation))")
        .bind("lock", lock)
        .bind("organisation", organisation)
        .mapTo(Integer.class)
        .one();
  }
}
