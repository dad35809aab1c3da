package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edge that keeps the sessions of portals. A session that was ended is gone for every process
 * as soon as the call has returned. Safe for use by many threads.
 */
public interface PortalSessions {
  /** How many sessions one application has at most; of more, the oldest end. */
  int MOST = 1_000;

  /**
   * Begins a session; empty when there is no such application.
   *
   * @param name what the platform calls it, which others may be called as well
   * @param expires when it is over, unless it is ended before
   */
  Optional<PortalSession.Id> open(
      ApplicationId application, @Nullable String name, Instant expires);

  /** The session, as long as it is not over and its application is not deleted. */
  Optional<PortalSession> find(PortalSession.Id id);

  /** Ends a session, if there is one. */
  void end(PortalSession.Id id);

  /**
   * Sees that the application's sessions are over by then, and not later than they would have been.
   *
   * @param names those that are called so; empty for all
   */
  void endAll(ApplicationId application, Set<String> names, Instant by);
}
