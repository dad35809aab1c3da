package dev.postrider.bench;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One disturbance: when it began and ended, and how long it was felt after that. All times are
 * milliseconds since the start of the run. Safe for many threads.
 */
final class ChaosEvent {
  /** Not yet. */
  static final int OPEN = -1;

  /**
   * How it went.
   *
   * @param acceptMillis from its end until the API acknowledged a message that was posted after it
   * @param receiveMillis from its end until a receiver got a message that was first posted after it
   * @param everywhereMillis until every endpoint had got such a message
   * @param alone whether no other disturbance came in between
   */
  record Account(
      String kind,
      String what,
      int fromMillis,
      int untilMillis,
      @Nullable Integer acceptMillis,
      @Nullable Integer receiveMillis,
      @Nullable Integer everywhereMillis,
      boolean alone) {}

  private final ChaosKind kind;
  private final String what;
  private final int from;
  private final BitSet missing = new BitSet();
  private int until = OPEN;
  private int accepted = OPEN;
  private int received = OPEN;
  private int everywhere = OPEN;

  ChaosEvent(ChaosKind kind, String what, int from, int endpoints) {
    this.kind = kind;
    this.what = what;
    this.from = from;
    missing.set(0, endpoints);
  }

  ChaosKind kind() {
    return kind;
  }

  String what() {
    return what;
  }

  int from() {
    return from;
  }

  synchronized int until() {
    return until;
  }

  synchronized void end(int millis) {
    until = millis;
  }

  /** Notes that a message posted at {@code posted} was acknowledged at {@code millis}. */
  synchronized void acknowledged(int posted, int millis) {
    if (accepted == OPEN && until != OPEN && posted >= until) {
      accepted = millis;
    }
  }

  /** Notes that a message first posted at {@code posted} came to the endpoint. */
  synchronized void received(int endpoint, int posted, int millis) {
    if (everywhere != OPEN || until == OPEN || posted < until) {
      return;
    }
    received = received == OPEN ? millis : received;
    missing.clear(endpoint);
    if (missing.isEmpty()) {
      everywhere = millis;
    }
  }

  /** True once new messages are acknowledged and get everywhere again. */
  synchronized boolean over() {
    return accepted != OPEN && everywhere != OPEN;
  }

  /** When it was over; the greatest number while it is not. */
  synchronized int overAt() {
    return over() ? Math.max(accepted, everywhere) : Integer.MAX_VALUE;
  }

  synchronized Account account(boolean alone) {
    return new Account(
        kind.word(), what, from, until, since(accepted), since(received), since(everywhere), alone);
  }

  private @Nullable Integer since(int millis) {
    return millis == OPEN ? null : millis - until;
  }
}
