package dev.postrider.audit;

/**
 * Where a change comes from. Whoever answers a request, or runs a command, binds it around the
 * work, and whoever writes a change reads it there: so no handler has to hand it on, and none can
 * forget to. What is neither has none, and is the server's own doing.
 */
public interface Origin {
  ScopedValue<Origin> CURRENT = ScopedValue.newInstance();

  /** Whose change it is. */
  String organisation();

  Actor actor();

  /** Method and path of the request, with the names of the path's variables; or the command. */
  String operation();

  /** The client's address; empty for a command. */
  String address();

  /** Does the work as this origin's. */
  static <R, X extends Throwable> R within(
      Origin origin, ScopedValue.CallableOp<? extends R, X> work) throws X {
    return ScopedValue.where(CURRENT, origin).call(work);
  }
}
