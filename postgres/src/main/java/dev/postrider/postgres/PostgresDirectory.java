package dev.postrider.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postrider.directory.Application;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.EventType;
import dev.postrider.directory.EventTypesPut;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.directory.Routes;
import dev.postrider.directory.Secret;
import dev.postrider.directory.SecretHash;
import dev.postrider.directory.Stored;
import dev.postrider.directory.Verification;
import dev.postrider.directory.VerificationTurn;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.platform.Platforms;
import dev.postrider.policy.PolicyOverrides;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/**
 * The directory on PostgreSQL, with the routes and endpoints that are in use in memory.
 *
 * <p>A write drops what it changed from the caches after its commit and before the listener hears
 * of it. Dropping waits for a load of the same entry that is under way, so that no load can bring
 * back what was true before the commit; a cache that is filled by writers would have to know their
 * order.
 */
final class PostgresDirectory implements Directory {
  private static final int MOST_ROUTED_ENDPOINTS = 500_000;
  private static final int MOST_ENDPOINTS = 200_000;
  private static final int MOST_NAMES = 200_000;
  private static final int MOST_POLICIES = 100_000;

  private record Name(String organisation, String idOrUid) {}

  private final Applications applications;
  private final Endpoints endpoints;
  private final Credentials credentials;
  private final EventTypes eventTypes;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Applications change one after the other: what listeners hear last of a rate is what holds. */
  private final ReentrantLock changing = new ReentrantLock();

  private final Cache<ApplicationId, Optional<Routes>> routes;
  private final Cache<EndpointId, Optional<Endpoint>> byId;
  private final Cache<Name, Optional<ApplicationId>> names;
  private final Cache<ApplicationId, Optional<String>> organisations;
  private final Cache<String, Map<String, PolicyOverrides>> policies;
  private final OperationalEvents events;

  PostgresDirectory(
      Jdbi jdbi,
      Keys keys,
      InstantSource clock,
      Platforms platforms,
      OperationalEvents events,
      DataKeys dataKeys,
      Audit audit,
      boolean verifies) {
    this.events = events;
    this.applications = new Applications(jdbi, keys, clock, events, audit);
    this.endpoints = new Endpoints(jdbi, keys, clock, platforms, events, dataKeys, audit, verifies);
    this.credentials = new Credentials(jdbi, clock, audit);
    this.eventTypes = new EventTypes(jdbi, keys, clock, audit);
    this.routes = routesInMemory();
    this.byId = endpointsInMemory();
    this.organisations = Caffeine.newBuilder().maximumSize(MOST_NAMES).build();
    this.policies =
        Caffeine.newBuilder()
            .maximumWeight(MOST_POLICIES)
            .weigher((String _, Map<String, PolicyOverrides> types) -> 1 + types.size())
            .build();
    this.names = Caffeine.newBuilder().maximumSize(MOST_NAMES).build();
  }

  /** As many ordinary ones, and fewer the larger they are. */
  static Cache<EndpointId, Optional<Endpoint>> endpointsInMemory() {
    return Caffeine.newBuilder()
        .maximumWeight(MOST_ENDPOINTS)
        .weigher((EndpointId _, Optional<Endpoint> e) ->
            e.map(known -> Bulk.weight(known.settings())).orElse(1))
        .build();
  }

  /** The same, by all endpoints of an application together. */
  static Cache<ApplicationId, Optional<Routes>> routesInMemory() {
    return Caffeine.newBuilder()
        .maximumWeight(MOST_ROUTED_ENDPOINTS)
        .weigher((ApplicationId _, Optional<Routes> r) ->
            1
                + r.map(Routes::endpoints).stream()
                    .flatMap(List::stream)
                    .mapToInt(e -> Bulk.weight(e.settings()))
                    .sum())
        .build();
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public Stored<Application> createApplication(
      String organisation, String platform, Application.Settings settings) {
    Stored<Application> stored = applications.create(organisation, platform, settings);
    if (stored instanceof Stored.Done<Application>(var application)) {
      routes.invalidate(application.id());
    }
    return stored;
  }

  @Override
  public Optional<Application> application(String organisation, String idOrUid) {
    return applications.find(organisation, idOrUid);
  }

  @Override
  public Page<Application> applications(String organisation, Page.Request<ApplicationId> page) {
    return applications.page(organisation, page);
  }

  @Override
  public Stored<Application> changeApplication(
      ApplicationId id, UnaryOperator<Application.Settings> change) {
    changing.lock();
    try {
      Stored<Application> stored = applications.change(id, change, endpoints, this::changed);
      routes.invalidate(id);
      return stored;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean deleteApplication(ApplicationId id) {
    Optional<List<Endpoint>> deleted = applications.delete(id, endpoints);
    routes.invalidate(id);
    deleted.ifPresent(list -> list.forEach(this::changed));
    return deleted.isPresent();
  }

  @Override
  public Optional<Routes> routes(String organisation, String idOrUid) {
    Name name = new Name(organisation, idOrUid);
    Optional<Routes> found = named(name);
    if (found.isEmpty()) {
      names.invalidate(name);
      found = named(name);
    }
    return found;
  }

  @Override
  public Optional<Routes> routes(ApplicationId id) {
    return routes.get(id, this::loadRoutes);
  }

  /** A remembered name is a hint: it counts only as long as the application still bears it. */
  private Optional<Routes> named(Name name) {
    return names
        .get(name, this::loadName)
        .flatMap(this::routes)
        .filter(r -> r.application().organisation().equals(name.organisation()))
        .filter(r ->
            r.application().id().toString().equals(name.idOrUid())
                || name.idOrUid().equals(r.application().settings().uid()));
  }

  @Override
  public Stored<Endpoint> createEndpoint(
      ApplicationId application, Endpoint.Settings settings, Secret secret) {
    return told(EndpointRoom.written(() -> endpoints.create(application, settings, secret)));
  }

  @Override
  public Optional<Endpoint> endpoint(ApplicationId application, String idOrUid) {
    return endpoints.find(application, idOrUid);
  }

  @Override
  public Optional<Endpoint> endpointByNumber(ApplicationId application, int number) {
    return endpoints.find(application, number);
  }

  @Override
  public Optional<Endpoint> endpoint(EndpointId id) {
    return byId.get(id, this::loadEndpoint);
  }

  @Override
  public Map<EndpointId, Endpoint> endpoints(Collection<EndpointId> ids) {
    Map<EndpointId, Endpoint> found = new HashMap<>();
    byId.getAllPresent(ids).forEach((id, known) -> known.ifPresent(e -> found.put(id, e)));
    List<EndpointId> missing = new ArrayList<>(ids);
    missing.removeAll(found.keySet());
    if (!missing.isEmpty()) {
      endpoints.find(missing).forEach(e -> found.put(e.id(), e));
    }
    return found;
  }

  @Override
  public Page<Endpoint> endpoints(ApplicationId application, Page.Request<EndpointId> page) {
    return endpoints.page(application, page);
  }

  @Override
  public Stored<Endpoint> changeEndpoint(EndpointId id, UnaryOperator<Endpoint.Settings> change) {
    return told(EndpointRoom.written(() -> endpoints.change(id, change, false)));
  }

  @Override
  public Stored<Endpoint> renewEndpoint(EndpointId id, UnaryOperator<Endpoint.Settings> change) {
    return told(EndpointRoom.written(() -> endpoints.change(id, change, true)));
  }

  @Override
  public Stored<Endpoint> rotateSecret(EndpointId id, Secret secret, Duration grace) {
    return told(endpoints.rotate(id, secret, grace));
  }

  @Override
  public void markFailing(EndpointId id, long revision, Optional<Instant> since) {
    endpoints.markFailing(id, revision, since).ifPresent(this::changed);
  }

  @Override
  public List<Endpoint> failingEndpoints() {
    return endpoints.failing();
  }

  @Override
  public boolean deleteEndpoint(EndpointId id) {
    return told(endpoints.delete(id));
  }

  @Override
  public List<Endpoint> endpointsToVerify(VerificationTurn turn) {
    return endpoints.toVerify(turn);
  }

  @Override
  public boolean verifyEndpoint(EndpointId id, long revision, Verification outcome) {
    return told(endpoints.verify(id, revision, outcome));
  }

  @Override
  public Stored<Endpoint> askEndpoint(EndpointId id) {
    return told(endpoints.ask(id));
  }

  @Override
  public boolean disableEndpoint(EndpointId id) {
    return told(endpoints.disable(id, null));
  }

  @Override
  public boolean disableEndpoint(EndpointId id, long revision) {
    return told(endpoints.disable(id, revision));
  }

  @Override
  public boolean deleteEndpoint(EndpointId id, long revision) {
    return told(endpoints.delete(id, revision));
  }

  @Override
  public Stored<Credential> createCredential(
      ApplicationId application, Credential.Settings settings, SecretHash secret) {
    return credentials.create(application, settings, secret);
  }

  @Override
  public Optional<Credential> credential(String platform, String name) {
    return credentials.find(platform, name);
  }

  @Override
  public Optional<Credential> credentialBySecret(String platform, SecretHash secret) {
    return credentials.find(platform, secret);
  }

  @Override
  public Page<Credential> credentials(ApplicationId application, Page.Request<String> page) {
    return credentials.page(application, page);
  }

  @Override
  public boolean deleteCredential(ApplicationId application, String name) {
    return credentials.delete(application, name);
  }

  @Override
  public Stored<EventType> createEventType(
      String organisation, String name, EventType.Settings settings) {
    return typed(organisation, eventTypes.create(organisation, name, settings));
  }

  @Override
  public Optional<EventType> eventType(String organisation, String name) {
    return eventTypes.find(organisation, name);
  }

  @Override
  public List<String> knownEventTypes(
      String organisation, Collection<String> names, FeatureFlags flags) {
    return eventTypes.known(organisation, names, flags);
  }

  @Override
  public Page<EventType> eventTypes(
      String organisation, Page.Request<String> page, boolean includeArchived, FeatureFlags flags) {
    return eventTypes.page(organisation, page, includeArchived, flags);
  }

  @Override
  public Stored<EventType> changeEventType(
      String organisation, String name, UnaryOperator<EventType.Settings> change) {
    return typed(organisation, eventTypes.change(organisation, name, change));
  }

  @Override
  public boolean expungeEventType(String organisation, String name) {
    return typed(organisation, eventTypes.expunge(organisation, name));
  }

  @Override
  public EventTypesPut putEventTypes(
      String organisation,
      Map<String, UnaryOperator<EventType.Settings>> changes,
      boolean archiveOthers) {
    return typed(organisation, eventTypes.put(organisation, changes, archiveOthers));
  }

  @Override
  public PolicyOverrides eventTypePolicy(ApplicationId application, String eventType) {
    Optional<String> organisation = organisations.get(application, applications::organisation);
    return organisation
        .map(o -> eventTypePolicies(o).getOrDefault(eventType, PolicyOverrides.NONE))
        .orElse(PolicyOverrides.NONE);
  }

  @Override
  public Map<String, PolicyOverrides> eventTypePolicies(String organisation) {
    return policies.get(organisation, eventTypes::policies);
  }

  /** What event types say of deliveries is read anew. */
  private <T> T typed(String organisation, T written) {
    policies.invalidate(organisation);
    return written;
  }

  private Stored<Endpoint> told(Stored<Endpoint> stored) {
    if (stored instanceof Stored.Done<Endpoint>(var endpoint)) {
      changed(endpoint);
    }
    return stored;
  }

  private boolean told(Optional<Endpoint> written) {
    written.ifPresent(this::changed);
    return written.isPresent();
  }

  private void changed(Endpoint endpoint) {
    byId.invalidate(endpoint.id());
    routes.invalidate(endpoint.application());
    listeners.forEach(l -> l.changed(endpoint));
    events.committed();
  }

  private Optional<Routes> loadRoutes(ApplicationId id) {
    return applications
        .find(id)
        .map(a -> {
          // Whoever takes messages for it will ask for these, perhaps while the database is away.
          organisations.put(id, Optional.of(a.organisation()));
          eventTypePolicies(a.organisation());
          return new Routes(a, endpoints.of(id));
        });
  }

  private Optional<Endpoint> loadEndpoint(EndpointId id) {
    return endpoints.find(List.of(id)).stream().findFirst();
  }

  private Optional<ApplicationId> loadName(Name name) {
    return applications.find(name.organisation(), name.idOrUid()).map(Application::id);
  }
}
