package dev.postrider.testkit;

import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSession;
import dev.postrider.directory.PortalSessions;
import dev.postrider.directory.Routes;
import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Portals' sessions in a map, for tests. Safe for use by many threads: one at a time. */
public final class MemoryPortalSessions implements PortalSessions {
  private record Session(ApplicationId application, @Nullable String name, Instant expires) {}

  private final Map<PortalSession.Id, Session> sessions = new LinkedHashMap<>();
  private final Directory directory;
  private final InstantSource clock;
  private long opened;

  public MemoryPortalSessions(Directory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<PortalSession.Id> open(
      ApplicationId application, @Nullable String name, Instant expires) {
    if (directory.routes(application).isEmpty()) {
      return Optional.empty();
    }
    var others =
        sessions.entrySet().stream()
            .filter(s -> s.getValue().application().equals(application))
            .map(Map.Entry::getKey)
            .toList();
    if (others.size() >= MOST) {
      sessions.remove(others.getFirst());
    }
    PortalSession.Id id = new PortalSession.Id(new UUID(0, ++opened));
    sessions.put(id, new Session(application, name, expires));
    return Optional.of(id);
  }

  @Override
  public synchronized Optional<PortalSession> find(PortalSession.Id id) {
    return Optional.ofNullable(sessions.get(id))
        .filter(session -> session.expires().isAfter(clock.instant()))
        .flatMap(session -> directory.routes(session.application()))
        .map(Routes::application)
        .map(application -> new PortalSession(id, application));
  }

  @Override
  public synchronized void end(PortalSession.Id id) {
    sessions.remove(id);
  }

  @Override
  public synchronized void endAll(ApplicationId application, Set<String> names, Instant by) {
    sessions.replaceAll((_, session) ->
        session.application().equals(application)
                && session.expires().isAfter(by)
                && (names.isEmpty() || (session.name() != null && names.contains(session.name())))
            ? new Session(application, session.name(), by)
            : session);
  }
}
