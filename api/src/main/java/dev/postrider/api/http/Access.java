package dev.postrider.api.http;

import dev.postrider.directory.Permission;
import java.util.Optional;

/** Who may call a path. */
public sealed interface Access {

  /** Needs nothing. */
  record Everybody() implements Access {}

  /** The organisation, as far as its caller has the permission. */
  record Organisation(Permission needed) implements Access {}

  /** The same, and the portal of the application whose path it is. */
  record Portal(Permission needed, Capability capability) implements Access {}

  /** Portals alone. */
  record PortalAlone() implements Access {}

  /** Who has a credential of the platform whose path it is: its handler sees to that. */
  record Platform() implements Access {}

  /** Gives tokens to whoever knows a secret of the platform's: its handler sees to that. */
  record Login() implements Access {}

  /**
   * The permission that an organisation's caller needs; empty where none helps or none is needed.
   */
  default Optional<Permission> permission() {
    return switch (this) {
      case Organisation(Permission needed) -> Optional.of(needed);
      case Portal(Permission needed, _) -> Optional.of(needed);
      case Everybody(), PortalAlone(), Platform(), Login() -> Optional.empty();
    };
  }

  /** True for the paths of this API, where a token says who calls. */
  default boolean isByToken() {
    return switch (this) {
      case Organisation _, Portal _, PortalAlone() -> true;
      case Everybody(), Platform(), Login() -> false;
    };
  }

  /** True for the paths of the APIs of platforms. */
  default boolean isForeign() {
    return switch (this) {
      case Platform(), Login() -> true;
      case Everybody(), Organisation _, Portal _, PortalAlone() -> false;
    };
  }

  /**
   * Returns when the caller may go on.
   *
   * @throws Refusal 403 when it may not
   */
  default void admit(Caller caller) {
    boolean admitted =
        switch (this) {
          case Everybody(), Platform(), Login() -> true;
          case Organisation(Permission needed) -> caller.may(needed);
          case Portal(Permission needed, Capability capability) ->
              caller instanceof Caller.Portal portal
                  ? portal.capabilities().contains(capability)
                  : caller.may(needed);
          case PortalAlone() -> caller instanceof Caller.Portal;
        };
    if (!admitted) {
      throw Refusal.forbidden();
    }
  }
}
