package dev.postrider.testkit;

import dev.postrider.directory.Application;
import dev.postrider.directory.Authentication;
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
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory in maps, for tests. Safe for use by many threads: one at a time. */
public final class MemoryDirectory implements Directory {
  private static final int MOST_OLD_SECRETS = 10;

  private final TreeMap<ApplicationId, Application> applications = new TreeMap<>();
  private final TreeMap<EndpointId, Endpoint> endpoints = new TreeMap<>();
  private final MemoryCredentials credentials = new MemoryCredentials();
  private final MemoryEventTypes eventTypes;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private final Keys keys;
  private final Platforms platforms;
  private int lastNumber;
  private boolean verifies;

  public MemoryDirectory(InstantSource clock, Keys keys, Platforms platforms) {
    this.clock = clock;
    this.keys = keys;
    this.platforms = platforms;
    this.eventTypes = new MemoryEventTypes(keys, this::now);
  }

  /** From now on receivers of new endpoints and new URLs are asked first. */
  public synchronized void verify() {
    verifies = true;
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized Stored<Application> createApplication(
      String organisation, String platform, Application.Settings settings) {
    Optional<Application> holder = holder(organisation, settings.uid());
    if (holder.isPresent()) {
      return new Stored.Taken<>(holder.get());
    }
    ApplicationId id = new ApplicationId(keys.next());
    Application application =
        new Application(id, organisation, platform, settings, id.time(), id.time());
    applications.put(id, application);
    return new Stored.Done<>(application);
  }

  @Override
  public synchronized Optional<Application> application(String organisation, String idOrUid) {
    return applications.values().stream()
        .filter(a -> a.organisation().equals(organisation))
        .filter(a -> a.id().toString().equals(idOrUid) || idOrUid.equals(a.settings().uid()))
        .findFirst();
  }

  @Override
  public synchronized Page<Application> applications(
      String organisation, Page.Request<ApplicationId> page) {
    return Pages.cut(
        applications.values().stream().filter(a -> a.organisation().equals(organisation)),
        Application::id,
        page);
  }

  @Override
  public Stored<Application> changeApplication(
      ApplicationId id, UnaryOperator<Application.Settings> change) {
    List<Endpoint> shared = new ArrayList<>();
    Stored<Application> stored = changeApplication(id, change, shared);
    shared.forEach(this::tell);
    return stored;
  }

  private synchronized Stored<Application> changeApplication(
      ApplicationId id, UnaryOperator<Application.Settings> change, List<Endpoint> shared) {
    Application old = applications.get(id);
    if (old == null) {
      return new Stored.Missing<>();
    }
    Application.Settings settings = change.apply(old.settings());
    Optional<Application> holder = holder(old.organisation(), settings.uid());
    if (holder.isPresent() && !holder.get().id().equals(id)) {
      return new Stored.Taken<>(holder.get());
    }
    Application next =
        new Application(
            id,
            old.organisation(),
            old.platform(),
            settings,
            old.createdAt(),
            now(old.updatedAt()));
    applications.put(id, next);
    if (!Objects.equals(settings.throttleRate(), old.settings().throttleRate())) {
      for (Endpoint e : live(id).toList()) {
        shared.add(
            put(e, e.status(), e.settings(), e.secrets(), e.failingSince(), e.freshRevision()));
      }
    }
    return new Stored.Done<>(next);
  }

  @Override
  public boolean deleteApplication(ApplicationId id) {
    List<EndpointId> gone;
    synchronized (this) {
      if (applications.remove(id) == null) {
        return false;
      }
      credentials.deleteAll(id);
      gone = live(id).map(Endpoint::id).toList();
    }
    gone.forEach(this::deleteEndpoint);
    return true;
  }

  @Override
  public synchronized Optional<Routes> routes(String organisation, String idOrUid) {
    return application(organisation, idOrUid).map(a -> new Routes(a, live(a.id()).toList()));
  }

  @Override
  public synchronized Optional<Routes> routes(ApplicationId id) {
    return Optional.ofNullable(applications.get(id)).map(a -> new Routes(a, live(id).toList()));
  }

  @Override
  public Stored<Endpoint> createEndpoint(
      ApplicationId application, Endpoint.Settings settings, Secret secret) {
    Endpoint endpoint;
    synchronized (this) {
      Application owner = applications.get(application);
      if (owner == null) {
        return new Stored.Missing<>();
      }
      Optional<Endpoint> holder = holder(application, settings.uid());
      if (holder.isPresent()) {
        return new Stored.Taken<>(holder.get());
      }
      EndpointId id = new EndpointId(keys.next());
      if (live(application).count() >= Bulk.ENDPOINTS || tooLarge(application, id, settings)) {
        return new Stored.TooLarge<>();
      }
      endpoint =
          new Endpoint(
              id,
              ++lastNumber,
              application,
              1,
              status(settings),
              settings,
              List.of(secret),
              settings.overrides().on(platforms.policy(owner.platform())),
              null,
              1,
              id.time(),
              id.time(),
              owner.settings().throttleRate(),
              atFirst());
      endpoints.put(id, endpoint);
    }
    tell(endpoint);
    return new Stored.Done<>(endpoint);
  }

  @Override
  public synchronized Optional<Endpoint> endpoint(ApplicationId application, String idOrUid) {
    return live(application)
        .filter(e -> e.id().toString().equals(idOrUid) || idOrUid.equals(e.settings().uid()))
        .findFirst();
  }

  @Override
  public synchronized Optional<Endpoint> endpointByNumber(ApplicationId application, int number) {
    return live(application).filter(e -> e.number() == number).findFirst();
  }

  @Override
  public synchronized Optional<Endpoint> endpoint(EndpointId id) {
    return Optional.ofNullable(endpoints.get(id));
  }

  @Override
  public synchronized Map<EndpointId, Endpoint> endpoints(Collection<EndpointId> ids) {
    Map<EndpointId, Endpoint> found = new HashMap<>();
    ids.forEach(id -> endpoint(id).ifPresent(e -> found.put(id, e)));
    return found;
  }

  @Override
  public synchronized Page<Endpoint> endpoints(
      ApplicationId application, Page.Request<EndpointId> page) {
    return Pages.cut(live(application), Endpoint::id, page);
  }

  @Override
  public Stored<Endpoint> changeEndpoint(EndpointId id, UnaryOperator<Endpoint.Settings> change) {
    return change(id, change, false);
  }

  @Override
  public Stored<Endpoint> renewEndpoint(EndpointId id, UnaryOperator<Endpoint.Settings> change) {
    return change(id, change, true);
  }

  private Stored<Endpoint> change(
      EndpointId id, UnaryOperator<Endpoint.Settings> change, boolean anew) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.status() == Endpoint.Status.DELETED) {
        return new Stored.Missing<>();
      }
      Endpoint.Settings settings = change.apply(old.settings());
      Optional<Endpoint> holder = holder(old.application(), settings.uid());
      if (holder.isPresent() && !holder.get().id().equals(id)) {
        return new Stored.Taken<>(holder.get());
      }
      if (Bulk.bytes(settings) > Bulk.bytes(old.settings())
          && tooLarge(old.application(), id, settings)) {
        return new Stored.TooLarge<>();
      }
      boolean fresh = anew || settings.renew(old.settings());
      Endpoint asked = settings.url().equals(old.settings().url()) ? old : with(old, atFirst());
      next =
          put(
              asked,
              status(settings),
              settings,
              old.secrets(),
              fresh ? null : old.failingSince(),
              fresh ? old.revision() + 1 : old.freshRevision());
    }
    tell(next);
    return new Stored.Done<>(next);
  }

  private boolean tooLarge(ApplicationId application, EndpointId id, Endpoint.Settings settings) {
    int bytes = Bulk.bytes(settings);
    int others =
        live(application)
            .filter(e -> !e.id().equals(id))
            .mapToInt(e -> Bulk.bytes(e.settings()))
            .filter(all -> all > Bulk.LARGE)
            .sum();
    return bytes > Bulk.LARGE && others + bytes > Bulk.MOST;
  }

  @Override
  public Stored<Endpoint> rotateSecret(EndpointId id, Secret secret, Duration grace) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.status() == Endpoint.Status.DELETED) {
        return new Stored.Missing<>();
      }
      Instant now = clock.instant();
      List<Secret> secrets = new ArrayList<>(List.of(secret));
      for (Secret previous : old.secrets()) {
        Secret kept =
            previous.expires() == null ? new Secret(previous.text(), now.plus(grace)) : previous;
        if (kept.live(now)) {
          secrets.add(kept);
        }
      }
      if (secrets.size() > MOST_OLD_SECRETS + 1) {
        return new Stored.TooManySecrets<>();
      }
      next =
          put(old, old.status(), old.settings(), secrets, old.failingSince(), old.freshRevision());
    }
    tell(next);
    return new Stored.Done<>(next);
  }

  @Override
  public void markFailing(EndpointId id, long revision, Optional<Instant> since) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.freshRevision() > revision) {
        return;
      }
      next =
          put(
              old,
              old.status(),
              old.settings(),
              old.secrets(),
              since.orElse(null),
              old.freshRevision());
    }
    tell(next);
  }

  @Override
  public synchronized List<Endpoint> failingEndpoints() {
    return endpoints.values().stream()
        .filter(e -> e.status() == Endpoint.Status.ENABLED && e.failingSince() != null)
        .sorted(Comparator.comparing(e -> Objects.requireNonNull(e.failingSince())))
        .toList();
  }

  @Override
  public synchronized List<Endpoint> endpointsToVerify(VerificationTurn turn) {
    ApplicationId after = turn.after();
    TreeMap<ApplicationId, Deque<Endpoint>> waiting = new TreeMap<>();
    endpoints.values().stream()
        .filter(e -> e.status() != Endpoint.Status.DELETED)
        .filter(e -> due(e).filter(at -> !at.isAfter(turn.now())).isPresent())
        .filter(e -> !turn.resting().contains(e.application()))
        .filter(e -> !turn.underWay().contains(e.id()))
        .sorted(
            Comparator.comparing((Endpoint e) -> due(e).orElseThrow()).thenComparing(Endpoint::id))
        .forEach(e -> waiting.computeIfAbsent(e.application(), _ -> new ArrayDeque<>()).add(e));
    List<Deque<Endpoint>> inTurn = new ArrayList<>();
    inTurn.addAll(after == null ? waiting.values() : waiting.tailMap(after, false).values());
    inTurn.addAll(after == null ? List.of() : waiting.headMap(after, true).values());
    List<Endpoint> next = new ArrayList<>();
    for (int place = 0; place < VerificationTurn.EACH; place++) {
      inTurn.stream().map(Deque::poll).filter(Objects::nonNull).forEach(next::add);
    }
    return List.copyOf(next.subList(0, Math.min(turn.most(), next.size())));
  }

  private static Optional<Instant> due(Endpoint endpoint) {
    return endpoint.verification() instanceof Verification.Pending(_, Instant due, _)
        ? Optional.of(due)
        : Optional.empty();
  }

  @Override
  public boolean verifyEndpoint(EndpointId id, long revision, Verification outcome) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.status() == Endpoint.Status.DELETED || old.revision() != revision) {
        return false;
      }
      next = verified(old, outcome);
    }
    tell(next);
    return true;
  }

  @Override
  public Stored<Endpoint> askEndpoint(EndpointId id) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.status() == Endpoint.Status.DELETED) {
        return new Stored.Missing<>();
      }
      if (old.verification().permits()) {
        return new Stored.Done<>(old);
      }
      next = verified(old, atFirst());
    }
    tell(next);
    return new Stored.Done<>(next);
  }

  private Endpoint verified(Endpoint old, Verification outcome) {
    return put(
        with(old, outcome),
        old.status(),
        old.settings(),
        old.secrets(),
        old.failingSince(),
        old.freshRevision());
  }

  private Verification atFirst() {
    return verifies
        ? Verification.asked(clock.instant().truncatedTo(ChronoUnit.MICROS))
        : Verification.NOT_NEEDED;
  }

  private static Endpoint with(Endpoint e, Verification verification) {
    return new Endpoint(
        e.id(),
        e.number(),
        e.application(),
        e.revision(),
        e.status(),
        e.settings(),
        e.secrets(),
        e.policy(),
        e.failingSince(),
        e.freshRevision(),
        e.createdAt(),
        e.updatedAt(),
        e.applicationRate(),
        verification);
  }

  @Override
  public boolean deleteEndpoint(EndpointId id) {
    return delete(id, _ -> true);
  }

  @Override
  public boolean deleteEndpoint(EndpointId id, long revision) {
    return delete(id, old -> old.revision() == revision);
  }

  @Override
  public boolean disableEndpoint(EndpointId id) {
    return disable(id, _ -> true);
  }

  @Override
  public boolean disableEndpoint(EndpointId id, long revision) {
    return disable(id, old -> old.revision() == revision);
  }

  private boolean disable(EndpointId id, Predicate<Endpoint> which) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.status() != Endpoint.Status.ENABLED || !which.test(old)) {
        return false;
      }
      next =
          put(
              old,
              Endpoint.Status.DISABLED,
              old.settings().withDisabled(true),
              old.secrets(),
              old.failingSince(),
              old.freshRevision());
    }
    tell(next);
    return true;
  }

  private boolean delete(EndpointId id, Predicate<Endpoint> which) {
    Endpoint next;
    synchronized (this) {
      Endpoint old = endpoints.get(id);
      if (old == null || old.status() == Endpoint.Status.DELETED || !which.test(old)) {
        return false;
      }
      next =
          put(
              old,
              Endpoint.Status.DELETED,
              wiped(old.settings()),
              List.of(),
              null,
              old.freshRevision());
    }
    tell(next);
    return true;
  }

  /** Without anything that could be a secret. */
  private static Endpoint.Settings wiped(Endpoint.Settings s) {
    return new Endpoint.Settings(
        s.url().replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//"),
        s.description(),
        null,
        true,
        s.eventTypes(),
        s.channels(),
        s.tags(),
        s.throttleRate(),
        Map.of(),
        s.metadata(),
        s.signatureNames(),
        s.overrides(),
        null,
        Authentication.NONE);
  }

  @Override
  public synchronized Stored<Credential> createCredential(
      ApplicationId application, Credential.Settings settings, SecretHash secret) {
    Application owner = applications.get(application);
    if (owner == null) {
      return new Stored.Missing<>();
    }
    return credentials.create(
        new Credential(application, owner.platform(), settings, secret, now(Instant.EPOCH)));
  }

  @Override
  public synchronized Optional<Credential> credential(String platform, String name) {
    return credentials.named(platform, name);
  }

  @Override
  public synchronized Optional<Credential> credentialBySecret(String platform, SecretHash secret) {
    return credentials.bySecret(platform, secret);
  }

  @Override
  public synchronized Page<Credential> credentials(
      ApplicationId application, Page.Request<String> page) {
    return credentials.page(application, page);
  }

  @Override
  public synchronized boolean deleteCredential(ApplicationId application, String name) {
    return credentials.delete(application, name);
  }

  @Override
  public synchronized Stored<EventType> createEventType(
      String organisation, String name, EventType.Settings settings) {
    return eventTypes.create(organisation, name, settings);
  }

  @Override
  public synchronized Optional<EventType> eventType(String organisation, String name) {
    return eventTypes.find(organisation, name);
  }

  @Override
  public synchronized List<String> knownEventTypes(
      String organisation, Collection<String> names, FeatureFlags flags) {
    return eventTypes.known(organisation, names, flags);
  }

  @Override
  public synchronized Page<EventType> eventTypes(
      String organisation, Page.Request<String> page, boolean includeArchived, FeatureFlags flags) {
    return eventTypes.page(organisation, page, includeArchived, flags);
  }

  @Override
  public synchronized Stored<EventType> changeEventType(
      String organisation, String name, UnaryOperator<EventType.Settings> change) {
    return eventTypes.change(organisation, name, change);
  }

  @Override
  public synchronized EventTypesPut putEventTypes(
      String organisation,
      Map<String, UnaryOperator<EventType.Settings>> changes,
      boolean archiveOthers) {
    return eventTypes.put(organisation, changes, archiveOthers);
  }

  @Override
  public synchronized PolicyOverrides eventTypePolicy(ApplicationId application, String eventType) {
    return Optional.ofNullable(applications.get(application))
        .flatMap(a -> eventTypes.find(a.organisation(), eventType))
        .map(t -> t.settings().policy())
        .orElse(PolicyOverrides.NONE);
  }

  @Override
  public synchronized Map<String, PolicyOverrides> eventTypePolicies(String organisation) {
    return eventTypes.policies(organisation);
  }

  @Override
  public synchronized boolean expungeEventType(String organisation, String name) {
    return eventTypes.expunge(organisation, name);
  }

  private Endpoint put(
      Endpoint old,
      Endpoint.Status status,
      Endpoint.Settings settings,
      List<Secret> secrets,
      @Nullable Instant failingSince,
      long freshRevision) {
    Endpoint next =
        new Endpoint(
            old.id(),
            old.number(),
            old.application(),
            old.revision() + 1,
            status,
            settings,
            secrets,
            policy(old, settings),
            failingSince,
            freshRevision,
            old.createdAt(),
            now(old.updatedAt()),
            rate(old),
            old.verification());
    endpoints.put(next.id(), next);
    return next;
  }

  /** A deleted application's endpoints keep what they had. */
  private Policy policy(Endpoint old, Endpoint.Settings settings) {
    Application owner = applications.get(old.application());
    return owner == null
        ? old.policy()
        : settings.overrides().on(platforms.policy(owner.platform()));
  }

  private @Nullable Integer rate(Endpoint old) {
    Application owner = applications.get(old.application());
    return owner == null ? old.applicationRate() : owner.settings().throttleRate();
  }

  private Stream<Endpoint> live(ApplicationId application) {
    return endpoints.values().stream()
        .filter(e -> e.application().equals(application))
        .filter(e -> e.status() != Endpoint.Status.DELETED)
        .sorted(Comparator.comparing(Endpoint::id));
  }

  private Optional<Application> holder(String organisation, @Nullable String uid) {
    return find(
        applications.values(),
        a ->
            uid != null && a.organisation().equals(organisation) && uid.equals(a.settings().uid()));
  }

  private Optional<Endpoint> holder(ApplicationId application, @Nullable String uid) {
    return uid == null
        ? Optional.empty()
        : live(application).filter(e -> Objects.equals(uid, e.settings().uid())).findFirst();
  }

  private static <T> Optional<T> find(Collection<T> entries, Predicate<T> which) {
    return entries.stream().filter(which).findFirst();
  }

  private static Endpoint.Status status(Endpoint.Settings settings) {
    return settings.disabled() ? Endpoint.Status.DISABLED : Endpoint.Status.ENABLED;
  }

  /** The present, to the microsecond as a database keeps it, and never before {@code floor}. */
  private Instant now(Instant floor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isBefore(floor) ? floor : now;
  }

  private void tell(Endpoint endpoint) {
    listeners.forEach(listener -> listener.changed(endpoint));
  }
}
