package dev.postrider.api.http;

import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.PortalSession;
import java.util.Set;

/** Who calls. */
public sealed interface Caller {
  /** The organisation that the caller belongs to; empty for nobody. */
  String organisation();

  /** What tells it from all other callers; empty for nobody. */
  String subject();

  /** Which event types the caller sees. */
  FeatureFlags featureFlags();

  /** The organisation itself, which may do everything in it. */
  record Organisation(String organisation) implements Caller {
    @Override
    public String subject() {
      return organisation;
    }

    @Override
    public FeatureFlags featureFlags() {
      return FeatureFlags.ALL;
    }
  }

  /** The owner of one application of it, through the portal. */
  record Portal(PortalSession session, Set<Capability> capabilities, FeatureFlags featureFlags)
      implements Caller {
    public Portal {
      capabilities = Set.copyOf(capabilities);
    }

    @Override
    public String organisation() {
      return session.application().organisation();
    }

    /** The portal of an application, however many look at it, and whatever tokens they have. */
    @Override
    public String subject() {
      return session.application().id().toString();
    }
  }

  /** Whoever calls a path that asks nobody for a token. */
  record Nobody() implements Caller {
    @Override
    public String organisation() {
      return "";
    }

    @Override
    public String subject() {
      return "";
    }

    @Override
    public FeatureFlags featureFlags() {
      return FeatureFlags.of(Set.of());
    }
  }
}
