package dev.postrider.api.http;

/** Who may call a path. */
public sealed interface Access {

  /** Needs no token, or its handler itself sees to who calls. */
  record Everybody() implements Access {}

  /** The organisation alone. */
  record Organisation() implements Access {}

  /** The organisation, and the portal of the application whose path it is. */
  record Portal(Capability needed) implements Access {}

  /**
   * Returns when the caller may go on.
   *
   * @throws Refusal 403 when it may not
   */
  default void admit(Caller caller) {
    boolean admitted =
        switch (this) {
          case Everybody() -> true;
          case Organisation() -> caller instanceof Caller.Organisation;
          case Portal(Capability needed) ->
              switch (caller) {
                case Caller.Organisation _ -> true;
                case Caller.Portal portal -> portal.capabilities().contains(needed);
                case Caller.Nobody() -> false;
              };
        };
    if (!admitted) {
      throw Refusal.forbidden();
    }
  }
}
