package dev.postrider.api.http;

import dev.postrider.audit.Actor;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Permission;
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

  /** Who it is for the audit log. */
  Actor actor();

  /** What the caller may do in all of its organisation. */
  boolean may(Permission permission);

  /**
   * Whether the caller sees what endpoints are called by besides where they are: users, passwords
   * and queries of URLs, and values of headers. Whoever may change them does.
   */
  default boolean seesCredentials() {
    return may(Permission.MANAGE);
  }

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

    @Override
    public Actor actor() {
      return new Actor(Actor.Kind.TOKEN, organisation, null);
    }

    @Override
    public boolean may(Permission permission) {
      return true;
    }
  }

  /** One of its services, which may do what its key says. */
  record Key(ApiKey key) implements Caller {
    @Override
    public String organisation() {
      return key.organisation();
    }

    @Override
    public String subject() {
      return key.id().toString();
    }

    @Override
    public FeatureFlags featureFlags() {
      return FeatureFlags.ALL;
    }

    @Override
    public Actor actor() {
      return new Actor(Actor.Kind.KEY, key.id().toString(), key.settings().name());
    }

    @Override
    public boolean may(Permission permission) {
      return key.settings().permissions().contains(permission);
    }
  }

  /** The owner of one application of it, through the portal. */
  record Portal(PortalSession session, Set<Capability> capabilities, FeatureFlags featureFlags)
      implements Caller {
    public Portal {
      capabilities = Set.copyOf(capabilities);
    }

    @Override
    public boolean seesCredentials() {
      return capabilities.contains(Capability.MANAGE_ENDPOINT)
          || capabilities.contains(Capability.VIEW_ENDPOINT_SECRET);
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

    @Override
    public Actor actor() {
      return new Actor(
          Actor.Kind.PORTAL, session.id().toString(), session.application().settings().name());
    }

    @Override
    public boolean may(Permission permission) {
      return false;
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

    @Override
    public Actor actor() {
      return Actor.NOBODY;
    }

    @Override
    public boolean may(Permission permission) {
      return false;
    }
  }
}
