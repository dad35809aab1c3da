package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.filter.Filter;
import dev.postrider.filter.Filter.All;
import dev.postrider.filter.Filter.Any;
import dev.postrider.filter.Filter.Condition;
import dev.postrider.filter.Filter.Not;
import dev.postrider.filter.FilterForm;
import dev.postrider.filter.Operator;
import dev.postrider.filter.Pointer;
import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.platform.Platform;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every directory promises of applications and endpoints. */
public abstract class DirectoryContract extends DirectoryFixture {
  /** Has every operator, and the values that a database might write in another way. */
  private static final Filter FILTER =
      new All(
          List.of(
              where("/data/channel", new Operator.Equals(new Value.Text("Chät 😀 \"\\"))),
              new Any(
                  List.of(
                      where("/a~1b/0", new Operator.In(List.of(new Value.Null(), number("1.50")))),
                      where("", new Operator.Prefix("x")))),
              new Not(where("/none", new Operator.Exists(true))),
              where("/big", new Operator.Compared(Operator.Side.ABOVE, new BigDecimal("-1e400"))),
              where(
                  "/small", new Operator.Compared(Operator.Side.AT_MOST, new BigDecimal("1e-400"))),
              where("/ok", new Operator.Equals(new Value.Truth(false)))));

  private static Endpoint.Settings settings(@Nullable String uid) {
    return new Endpoint.Settings(
        "https://user:pw@example.com/hook?secret=s&at=a@b",
        "a hook",
        uid,
        false,
        Set.of("user.created", "ünïcode"),
        Set.of("one"),
        Set.of("vip"),
        7,
        Map.of("X-Custom", "Value"),
        Map.of("m", "1"),
        Endpoint.SignatureNames.SVIX,
        PolicyOverrides.NONE,
        FILTER,
        new Authentication(new Proof.Basic("ünï", "p:w\"")));
  }

  /** One of each kind, with all that there can be of it. */
  private static List<Authentication> authentications() {
    ClientCertificate certificate = new ClientCertificate("chain\n", "key\n");
    return List.of(
        Authentication.NONE,
        new Authentication(new Proof.Basic("", "p")),
        new Authentication(new Proof.Bearer("t")),
        new Authentication(new Proof.ApiKey("X-Key", "v")),
        new Authentication(new Proof.OAuth2("https://id/", "c", "s", true, "a b", "x")),
        new Authentication(new Proof.OAuth2("https://id/", "c", "s", false, "", null)),
        new Authentication(new Proof.None(), certificate, null, false),
        new Authentication(new Proof.None(), null, "pem", false),
        new Authentication(new Proof.Bearer("t"), certificate, "pem", true));
  }

  private static Condition where(String pointer, Operator operator) {
    return new Condition(Pointer.parse(pointer), operator);
  }

  private static Value.Numeric number(String text) {
    return new Value.Numeric(new BigDecimal(text));
  }

  private static Secret secret(String name) {
    return new Secret("whsec_" + name, null);
  }

  @Test
  protected void byWhatRequestsProveThemselvesIsKeptWhateverItIs() {
    Application application = application("byWhat");
    for (Authentication next : authentications()) {
      Endpoint endpoint = endpoint(application, null);
      directory.changeEndpoint(endpoint.id(), old -> old.withAuthentication(next));
      Endpoint changed =
          directory.endpoint(application.id(), endpoint.id().toString()).orElseThrow();
      assertThat(changed.settings().authentication()).isEqualTo(next);
      assertThat(changed.settings()).isEqualTo(settings(null).withAuthentication(next));
    }
  }

  private Endpoint endpoint(Application application, @Nullable String uid) {
    return Edges.done(directory.createEndpoint(application.id(), settings(uid), secret("first")));
  }

  @Test
  void keepsAnApplication() {
    Application stored = application("acme");
    reopen();
    assertThat(directory.application(ORG, "acme")).contains(stored);
    assertThat(directory.application(ORG, stored.id().toString())).contains(stored);
    assertThat(directory.application("org_other", "acme")).isEmpty();
    assertThat(directory.application("org_other", stored.id().toString())).isEmpty();
    assertThat(directory.application(ORG, "nobody")).isEmpty();
  }

  @Test
  void aUidBelongsToOneApplicationOfAnOrganisation() {
    Application holder = application("acme");
    Application.Settings same = new Application.Settings("Other", "acme", null, Map.of(), Map.of());
    assertThat(directory.createApplication(ORG, Platform.STANDARD, same))
        .isEqualTo(new Stored.Taken<>(holder));
    assertThat(directory.createApplication("org_other", Platform.STANDARD, same))
        .isInstanceOf(Stored.Done.class);
    Application nameless = application(null);
    assertThat(directory.changeApplication(nameless.id(), _ -> same))
        .isEqualTo(new Stored.Taken<>(holder));
    assertThat(directory.deleteApplication(holder.id())).isTrue();
    assertThat(directory.createApplication(ORG, Platform.STANDARD, same))
        .isInstanceOf(Stored.Done.class);
  }

  @Test
  void oneOfManyConcurrentNamesakesIsStored() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Application.Settings same =
          new Application.Settings("Same", "same", null, Map.of(), Map.of());
      List<Future<Stored<Application>>> runs =
          IntStream.range(0, 8)
              .mapToObj(_ ->
                  threads.submit(() -> directory.createApplication(ORG, Platform.STANDARD, same)))
              .toList();
      List<Application> done = new ArrayList<>();
      List<Application> holders = new ArrayList<>();
      for (Future<Stored<Application>> run : runs) {
        switch (run.get()) {
          case Stored.Done<Application>(var entry) -> done.add(entry);
          case Stored.Taken<Application>(var holder) -> holders.add(holder);
          case Stored<Application> other -> throw new AssertionError(other);
        }
      }
      assertThat(done).hasSize(1);
      assertThat(holders).hasSize(7).containsOnly(done.getFirst());
    }
  }

  private List<Endpoint> matching(String channel, String tag) {
    return directory
        .routes(ORG, "acme")
        .orElseThrow()
        .matching("user.created", List.of(channel), List.of(tag));
  }

  @Test
  void routesAreTrueAsSoonAsAWriteReturns() {
    Application application = application("acme");
    assertThat(directory.routes(ORG, "acme").orElseThrow().endpoints()).isEmpty();
    Endpoint first = endpoint(application, null);
    assertThat(directory.routes(ORG, "acme").orElseThrow().endpoints()).containsExactly(first);
    assertThat(directory.routes(ORG, application.id().toString())).isPresent();
    assertThat(matching("one", "vip")).hasSize(1);
    assertThat(matching("two", "vip")).isEmpty();
    assertThat(matching("one", "other")).isEmpty();
    directory.changeEndpoint(first.id(), s -> s.withDisabled(true));
    assertThat(matching("one", "vip")).isEmpty();
    directory.changeApplication(
        application.id(),
        s -> new Application.Settings(s.name(), "renamed", null, Map.of(), Map.of()));
    assertThat(directory.routes(ORG, "acme")).isEmpty();
    assertThat(directory.routes(ORG, "renamed")).isPresent();
    Application heir = application("acme");
    assertThat(directory.routes(ORG, "acme").orElseThrow().application()).isEqualTo(heir);
    directory.deleteApplication(heir.id());
    assertThat(directory.routes(ORG, "acme")).isEmpty();
    assertThat(directory.routes("org_other", "renamed")).isEmpty();
  }

  @Test
  void keepsAnEndpoint() {
    Application application = application(null);
    Endpoint stored =
        Edges.done(directory.createEndpoint(application.id(), settings("ep"), secret("a")));
    assertThat(stored.policy()).isEqualTo(Policy.STANDARD);
    assertThat(stored.settings()).isEqualTo(settings("ep"));
    assertThat(stored.status()).isEqualTo(Endpoint.Status.ENABLED);
    assertThat(heard).containsExactly(stored);
    reopen();
    assertThat(directory.endpoint(application.id(), "ep")).contains(stored);
    assertThat(directory.endpoint(application.id(), stored.id().toString())).contains(stored);
    assertThat(directory.endpoint(stored.id())).contains(stored);
    assertThat(directory.endpoint(application("x").id(), "ep")).isEmpty();
    assertThat(directory.createEndpoint(application.id(), settings("ep"), secret("b")))
        .isEqualTo(new Stored.Taken<>(stored));
    assertThat(directory.createEndpoint(new ApplicationId(4711), settings(null), secret("b")))
        .isEqualTo(new Stored.Missing<>());
  }

  @Test
  void anEndpointHasThePolicyOfItsPlatformUnlessItOverridesIt() {
    Application application =
        Edges.done(
            directory.createApplication(
                ORG,
                Contracts.OTHER,
                new Application.Settings("Acme", null, null, Map.of(), Map.of())));
    assertThat(application.platform()).isEqualTo(Contracts.OTHER);
    Endpoint plain =
        Edges.done(
            directory.createEndpoint(
                application.id(), Endpoint.Settings.of("https://example.com/"), secret("a")));
    assertThat(plain.policy()).isEqualTo(Contracts.OTHERS_POLICY);
    var overrides =
        new PolicyOverrides(
            Duration.ofMillis(2_500),
            true,
            StatusSet.parse("3xx,400"),
            StatusSet.parse("410"),
            new RetrySchedule(List.of(Duration.ofSeconds(3), Duration.ofHours(1)), 0.1),
            new LaneRule.SkipAfter(3),
            4,
            new FailingRule.Disable(Duration.ofDays(3)));
    Endpoint changed =
        Edges.done(
            directory.changeEndpoint(plain.id(), settings -> settings.withOverrides(overrides)));
    assertThat(changed.policy()).isEqualTo(overrides.on(Policy.STANDARD));
    reopen();
    assertThat(directory.endpoint(plain.id())).contains(changed);
    assertThat(directory.application(ORG, application.id().toString())).contains(application);
  }

  @Test
  void aFilterIsKeptAsItIsUntilItIsCleared() {
    Application application = application("acme");
    assertThat(directory.routes(ORG, "acme").orElseThrow().sought()).isNull();
    Endpoint endpoint = endpoint(application, null);
    assertThat(directory.routes(ORG, "acme").orElseThrow().sought())
        .isEqualTo(Sought.by(List.of(FILTER)));
    reopen();
    Endpoint read = directory.endpoint(endpoint.id()).orElseThrow();
    Filter filter = Objects.requireNonNull(read.settings().filter());
    assertThat(filter).isEqualTo(FILTER);
    assertThat(FilterForm.write(filter)).isEqualTo(FilterForm.write(FILTER));
    Endpoint cleared = Edges.done(directory.changeEndpoint(endpoint.id(), s -> s.withFilter(null)));
    assertThat(cleared.settings().filter()).isNull();
    assertThat(directory.routes(ORG, "acme").orElseThrow().sought()).isNull();
    reopen();
    assertThat(directory.endpoint(endpoint.id())).contains(cleared);
  }

  @Test
  void theFailingEndpointsAreTheEnabledOnesThatWereMarked() {
    Application application = application(null);
    Endpoint well = endpoint(application, null);
    Endpoint second = endpoint(application, null);
    Endpoint first = endpoint(application, null);
    Endpoint disabled = endpoint(application, null);
    Endpoint deleted = endpoint(application, null);
    directory.markFailing(second.id(), 1, Optional.of(clock.instant()));
    for (Endpoint endpoint : List.of(first, disabled, deleted)) {
      directory.markFailing(endpoint.id(), 1, Optional.of(clock.instant().minusSeconds(9)));
    }
    directory.changeEndpoint(disabled.id(), s -> s.withDisabled(true));
    directory.deleteEndpoint(deleted.id());
    assertThat(directory.failingEndpoints().stream().map(Endpoint::id))
        .containsExactly(first.id(), second.id())
        .doesNotContain(well.id());
  }

  @Test
  void aNewChanceForgetsTheFailuresFromBeforeItAndNoLaterOnes() {
    Endpoint endpoint = endpoint(application(null), null);
    EndpointId id = endpoint.id();
    assertThat(endpoint.freshRevision()).isEqualTo(endpoint.revision());
    directory.markFailing(id, endpoint.revision(), Optional.of(clock.instant()));
    Endpoint same =
        Edges.done(directory.changeEndpoint(id, s -> s.withOverrides(Contracts.OTHERS)));
    assertThat(same.failingSince()).isEqualTo(clock.instant());
    assertThat(same.freshRevision()).isEqualTo(endpoint.freshRevision());
    Endpoint anew = Edges.done(directory.renewEndpoint(id, s -> s));
    assertThat(anew.failingSince()).isNull();
    assertThat(anew.freshRevision()).isEqualTo(anew.revision());
    directory.markFailing(id, same.revision(), Optional.of(clock.instant()));
    assertThat(directory.endpoint(id)).as("it was learnt before").contains(anew);
    directory.markFailing(id, anew.revision(), Optional.of(clock.instant()));
    Endpoint failing = directory.endpoint(id).orElseThrow();
    assertThat(failing.failingSince()).isEqualTo(clock.instant());
    Endpoint elsewhere =
        Edges.done(
            directory.changeEndpoint(id, s -> s.withTarget("https://other.example/", Set.of())));
    assertThat(elsewhere.failingSince()).isNull();
    assertThat(elsewhere.freshRevision()).isEqualTo(elsewhere.revision());
    reopen();
    assertThat(directory.endpoint(id)).contains(elsewhere);
  }

  @Test
  void whatWasDecidedAboutAnEndpointCountsOnlyWhileItStaysAsItWas() {
    Endpoint listed = endpoint(application(null), null);
    Endpoint anew = Edges.done(directory.renewEndpoint(listed.id(), s -> s));
    assertThat(directory.disableEndpoint(listed.id(), listed.revision())).isFalse();
    assertThat(directory.deleteEndpoint(listed.id(), listed.revision())).isFalse();
    assertThat(directory.endpoint(listed.id())).contains(anew);
    assertThat(directory.disableEndpoint(listed.id(), anew.revision())).isTrue();
    Endpoint disabled = directory.endpoint(listed.id()).orElseThrow();
    assertThat(disabled.status()).isEqualTo(Endpoint.Status.DISABLED);
    assertThat(disabled.settings()).isEqualTo(anew.settings().withDisabled(true));
    assertThat(directory.disableEndpoint(listed.id(), disabled.revision())).isFalse();
    assertThat(directory.deleteEndpoint(listed.id(), disabled.revision())).isTrue();
    Endpoint deleted = directory.endpoint(listed.id()).orElseThrow();
    assertThat(deleted.status()).isEqualTo(Endpoint.Status.DELETED);
    assertThat(directory.deleteEndpoint(listed.id(), deleted.revision())).isFalse();
    assertThat(heard).containsExactly(listed, anew, disabled, deleted);
  }

  @Test
  void aReceiversWordDisablesAnEndpointAtWhateverRevisionAndOnce() {
    Endpoint endpoint = endpoint(application(null), null);
    assertThat(directory.disableEndpoint(endpoint.id())).isTrue();
    Endpoint disabled = directory.endpoint(endpoint.id()).orElseThrow();
    assertThat(disabled.status()).isEqualTo(Endpoint.Status.DISABLED);
    assertThat(directory.disableEndpoint(endpoint.id())).isFalse();
    directory.deleteEndpoint(endpoint.id());
    assertThat(directory.disableEndpoint(endpoint.id())).isFalse();
    assertThat(heard).startsWith(endpoint, disabled).hasSize(3);
  }

  @Test
  void everyChangeRaisesTheRevisionAndIsHeard() {
    Endpoint endpoint = endpoint(application(null), null);
    clock.turn(Duration.ofSeconds(3));
    Endpoint off = Edges.done(directory.changeEndpoint(endpoint.id(), s -> s.withDisabled(true)));
    assertThat(off.status()).isEqualTo(Endpoint.Status.DISABLED);
    assertThat(off.updatedAt()).isEqualTo(clock.instant());
    assertThat(off.createdAt()).isEqualTo(endpoint.createdAt());
    Endpoint on = Edges.done(directory.changeEndpoint(endpoint.id(), s -> s.withDisabled(false)));
    directory.markFailing(endpoint.id(), on.revision(), Optional.of(clock.instant()));
    Endpoint failing = directory.endpoint(endpoint.id()).orElseThrow();
    assertThat(failing.failingSince()).isEqualTo(clock.instant());
    directory.markFailing(endpoint.id(), failing.revision(), Optional.empty());
    Endpoint well = directory.endpoint(endpoint.id()).orElseThrow();
    assertThat(well.failingSince()).isNull();
    assertThat(heard).containsExactly(endpoint, off, on, failing, well);
    assertThat(heard.stream().map(Endpoint::revision)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void noConcurrentChangeIsLost() throws Exception {
    Endpoint endpoint = endpoint(application(null), null);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Stored<Endpoint>>> runs =
          IntStream.range(0, 8)
              .mapToObj(i ->
                  threads.submit(
                      () -> directory.changeEndpoint(endpoint.id(), s -> tagged(s, "t" + i))))
              .toList();
      for (Future<Stored<Endpoint>> run : runs) {
        Edges.done(run.get());
      }
    }
    assertThat(directory.endpoint(endpoint.id()).orElseThrow().settings().headers())
        .containsKeys(IntStream.range(0, 8).mapToObj(i -> "t" + i).toArray(String[]::new));
  }

  private static Endpoint.Settings tagged(Endpoint.Settings s, String tag) {
    Map<String, String> headers = new java.util.HashMap<>(s.headers());
    headers.put(tag, "");
    return s.withHeaders(headers);
  }

  /** Whatever it is that an endpoint has much of. */
  @Test
  void whatStandsOpenCountsAsWell() {
    Application application = application("acme");
    Endpoint.Settings large =
        Endpoint.Settings.of("https://example.com/")
            .withTarget("https://example.com/", Set.of("x".repeat(Bulk.MOST / 4)));
    for (int i = 0; i < 3; i++) {
      Edges.done(directory.createEndpoint(application.id(), large, secret("n" + i)));
    }
    assertThat(directory.createEndpoint(application.id(), large, secret("of one too many")))
        .isEqualTo(new Stored.TooLarge<>());
  }

  /** Ordinary endpoints have none but in number. */
  @Test
  void largeEndpointsOfOneApplicationHaveABoundTogether() {
    Application application = application("acme");
    Endpoint.Settings large =
        Endpoint.Settings.of("https://example.com/")
            .withAuthentication(
                new Authentication(new Proof.None(), null, "x".repeat(Bulk.MOST / 4), false));
    Endpoint.Settings ordinary = Endpoint.Settings.of("https://example.com/");
    List<Endpoint> there = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      there.add(Edges.done(directory.createEndpoint(application.id(), large, secret("n" + i))));
    }
    assertThat(directory.createEndpoint(application.id(), large, secret("of one too many")))
        .isEqualTo(new Stored.TooLarge<>());
    Endpoint small =
        Edges.done(directory.createEndpoint(application.id(), ordinary, secret("small")));
    assertThat(directory.changeEndpoint(small.id(), _ -> large)).isEqualTo(new Stored.TooLarge<>());
    assertThat(directory.endpoint(small.id())).contains(small);
    Edges.done(directory.changeEndpoint(there.getFirst().id(), s -> s.withDisabled(true)));
    Edges.done(directory.createEndpoint(application("other").id(), large, secret("elsewhere")));
    assertThat(directory.deleteEndpoint(there.getFirst().id())).isTrue();
    Edges.done(directory.changeEndpoint(small.id(), _ -> large));
  }

  @Test
  void anOldSecretSignsOnForItsGrace() {
    Endpoint endpoint = endpoint(application(null), null);
    Endpoint rotated =
        Edges.done(directory.rotateSecret(endpoint.id(), secret("second"), Duration.ofHours(24)));
    assertThat(rotated.secrets())
        .containsExactly(
            secret("second"),
            new Secret("whsec_first", clock.instant().plus(Duration.ofHours(24))));
    clock.turn(Duration.ofHours(25));
    Endpoint again =
        Edges.done(directory.rotateSecret(endpoint.id(), secret("third"), Duration.ZERO));
    assertThat(again.secrets()).containsExactly(secret("third"));
    for (int i = 0; i < 10; i++) {
      Edges.done(directory.rotateSecret(endpoint.id(), secret("n" + i), Duration.ofHours(1)));
    }
    assertThat(directory.rotateSecret(endpoint.id(), secret("eleven"), Duration.ofHours(1)))
        .isEqualTo(new Stored.TooManySecrets<>());
    assertThat(directory.endpoint(endpoint.id()).orElseThrow().secrets().getFirst())
        .isEqualTo(secret("n9"));
  }

  @Test
  void aDeletedEndpointIsGoneForItsOwnerAndKeepsNoSecret() {
    Application application = application(null);
    Endpoint endpoint = endpoint(application, "ep");
    assertThat(directory.deleteEndpoint(endpoint.id())).isTrue();
    assertThat(directory.deleteEndpoint(endpoint.id())).isFalse();
    assertThat(directory.endpoint(application.id(), "ep")).isEmpty();
    assertThat(directory.endpoint(application.id(), endpoint.id().toString())).isEmpty();
    assertThat(directory.routes(ORG, application.id().toString()).orElseThrow().endpoints())
        .isEmpty();
    Endpoint left = directory.endpoint(endpoint.id()).orElseThrow();
    assertThat(left.status()).isEqualTo(Endpoint.Status.DELETED);
    assertThat(left.secrets()).isEmpty();
    assertThat(left.settings().authentication()).isEqualTo(Authentication.NONE);
    assertThat(left.settings().headers()).isEmpty();
    assertThat(left.settings().filter()).isNull();
    assertThat(left.settings().url()).isEqualTo("https://example.com/hook");
    assertThat(heard.getLast()).isEqualTo(left);
    assertThat(directory.endpoints(Set.of(endpoint.id()))).containsEntry(endpoint.id(), left);
    assertThat(directory.changeEndpoint(endpoint.id(), s -> s)).isEqualTo(new Stored.Missing<>());
    assertThat(endpoint(application, "ep").id()).isNotEqualTo(endpoint.id());
  }

  @Test
  void deletingAnApplicationDeletesItsEndpoints() {
    Application application = application("acme");
    Endpoint one = endpoint(application, null);
    Endpoint two = endpoint(application, null);
    heard.clear();
    assertThat(directory.deleteApplication(application.id())).isTrue();
    assertThat(directory.deleteApplication(application.id())).isFalse();
    assertThat(heard.stream().map(Endpoint::id)).containsExactlyInAnyOrder(one.id(), two.id());
    assertThat(heard).allMatch(e -> e.status() == Endpoint.Status.DELETED);
    assertThat(directory.application(ORG, application.id().toString())).isEmpty();
    assertThat(directory.changeApplication(application.id(), s -> s))
        .isEqualTo(new Stored.Missing<>());
    assertThat(directory.createEndpoint(application.id(), settings(null), secret("x")))
        .isEqualTo(new Stored.Missing<>());
  }

  @Test
  void anEndpointIsFoundByItsNumberInItsApplicationUntilItIsDeleted() {
    Application application = application(null);
    Endpoint one = endpoint(application, null);
    Endpoint two = endpoint(application, null);
    assertThat(two.number()).isPositive().isNotEqualTo(one.number());
    reopen();
    assertThat(directory.endpointByNumber(application.id(), one.number())).contains(one);
    assertThat(directory.endpointByNumber(application(null).id(), one.number())).isEmpty();
    assertThat(directory.endpointByNumber(application.id(), Integer.MAX_VALUE)).isEmpty();
    directory.deleteEndpoint(two.id());
    assertThat(directory.endpointByNumber(application.id(), two.number())).isEmpty();
    assertThat(directory.endpoint(two.id()).orElseThrow().number()).isEqualTo(two.number());
    assertThat(endpoint(application, null).number()).isNotIn(one.number(), two.number());
  }

  @Test
  void routesOfAKnownApplicationAreThoseByName() {
    Application application = application("acme");
    endpoint(application, null);
    assertThat(directory.routes(application.id())).isEqualTo(directory.routes(ORG, "acme"));
    directory.deleteApplication(application.id());
    assertThat(directory.routes(application.id())).isEmpty();
  }

  @Test
  void pagesWalkBothWays() {
    Application application = application(null);
    List<Endpoint> all = IntStream.range(0, 5).mapToObj(_ -> endpoint(application, null)).toList();
    Page<Endpoint> first = page(application, null, true, false);
    assertThat(first).isEqualTo(new Page<>(all.subList(0, 2), false));
    assertThat(page(application, all.get(3).id(), true, false))
        .isEqualTo(new Page<>(all.subList(4, 5), true));
    assertThat(page(application, all.get(3).id(), true, true))
        .isEqualTo(new Page<>(all.subList(1, 3), false));
    assertThat(page(application, all.get(3).id(), false, false))
        .isEqualTo(new Page<>(List.of(all.get(2), all.get(1)), false));
    assertThat(page(application, all.get(2).id(), false, true))
        .isEqualTo(new Page<>(List.of(all.get(4), all.get(3)), true));
    assertThat(page(application, null, false, false).entries())
        .containsExactly(all.get(4), all.get(3));
  }

  private Page<Endpoint> page(
      Application application, @Nullable EndpointId after, boolean ascending, boolean backwards) {
    return directory.endpoints(
        application.id(), new Page.Request<>(after, 2, ascending, backwards));
  }

  @Test
  void listsTheApplicationsOfAnOrganisation() {
    Application one = application(null);
    Application two = application(null);
    directory.deleteApplication(application("gone").id());
    assertThat(directory.applications(ORG, new Page.Request<>(null, 10, true, false)).entries())
        .containsExactly(one, two);
    assertThat(directory.applications("org_none", new Page.Request<>(null, 10, true, false)))
        .isEqualTo(new Page<>(List.of(), true));
  }
}
