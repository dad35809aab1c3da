package dev.postrider.api.portal;

import java.time.Duration;

/** Makes the tokens of portals. */
@FunctionalInterface
public interface PortalTokens {

  /** A token that holds from now on for so long, unless its session ends before. */
  String token(PortalGrant grant, Duration validity);
}
