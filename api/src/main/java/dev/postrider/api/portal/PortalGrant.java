package dev.postrider.api.portal;

import dev.postrider.api.http.Capability;
import dev.postrider.directory.PortalSession;
import dev.postrider.message.ApplicationId;
import java.util.Set;

/** What the token of a portal says: what its bearer may do as long as the session lasts. */
public record PortalGrant(
    PortalSession.Id session,
    ApplicationId application,
    String organisation,
    Set<Capability> capabilities,
    Set<String> featureFlags) {
  public PortalGrant {
    capabilities = Set.copyOf(capabilities);
    featureFlags = Set.copyOf(featureFlags);
  }
}
