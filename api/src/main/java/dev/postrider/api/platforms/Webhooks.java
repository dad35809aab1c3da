package dev.postrider.api.platforms;

import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.directory.Application;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.directory.Stored;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How adapters change the endpoints of their callers' applications. Safe for use by many threads.
 */
final class Webhooks {
  private final PlatformParts parts;
  private final UrlRules urls;

  private static final String TOKENS_ELSEWHERE =
      "has a URL that the webhook's OAuth2 tokenUrl is not for; change its authentication by the API"
          + " by which it was made, or the operator lists the tokenUrl's host in sender.tokenHosts";

  /** One process has the database, so a lock of this process is all that it takes. */
  private final ReentrantLock turn = new ReentrantLock();

  Webhooks(PlatformParts parts, UrlRules urls) {
    this.parts = parts;
    this.urls = urls;
  }

  /**
   * Does the work with the application's endpoints as they are, oldest first, while no other
   * adapter's call creates any: what is created for want of one is created once.
   */
  <T> T oneAtATime(Application application, Function<List<Endpoint>, T> work) {
    turn.lock();
    try {
      return work.apply(
          directory().routes(application.id()).map(Routes::endpoints).orElse(List.of()));
    } finally {
      turn.unlock();
    }
  }

  /** Makes one without signature, as these contracts know none. */
  Endpoint create(
      Application application, String url, Set<String> types, Map<String, String> headers) {
    Endpoint.Settings settings =
        Endpoint.Settings.of(url)
            .withTarget(url, types)
            .withHeaders(headers)
            .withSignatureNames(Endpoint.SignatureNames.NONE);
    Secret secret = new Secret(Secrets.generate(parts.random()), null);
    return done(directory().createEndpoint(application.id(), settings, secret))
        .orElseThrow(Refusal::notFound);
  }

  /**
   * Empty when it has been deleted meanwhile. Whoever says a webhook anew gives it a new chance:
   * the time that it may fail begins with its next failure.
   *
   * @throws Refusal 422 when the access tokens that the native API had it have are not for that URL
   */
  Optional<Endpoint> change(Endpoint old, UnaryOperator<Endpoint.Settings> change) {
    Endpoint.Settings next = change.apply(old.settings());
    if (!urls.permitTokens(next.authentication(), next.url())) {
      throw Refusal.unprocessable(Problem.value(List.of("body"), TOKENS_ELSEWHERE));
    }
    return done(directory().renewEndpoint(old.id(), change));
  }

  /**
   * Takes one event type away, and the webhook with its last one.
   *
   * @param all what a webhook has that names no types
   * @throws Refusal 404 when it is gone meanwhile
   */
  void remove(Endpoint old, String type, Set<String> all) {
    Endpoint left =
        done(directory().changeEndpoint(old.id(), was -> without(was, type, all)))
            .orElseThrow(Refusal::notFound);
    if (left.settings().eventTypes().equals(Set.of(type))) {
      directory().deleteEndpoint(old.id());
    }
  }

  private static Endpoint.Settings without(Endpoint.Settings was, String type, Set<String> all) {
    Set<String> types = new HashSet<>(was.eventTypes().isEmpty() ? all : was.eventTypes());
    types.remove(type);
    // No types would be all types.
    return types.isEmpty() ? was : was.withTarget(was.url(), types);
  }

  /**
   * Deletes all that the caller has.
   *
   * @throws Refusal 404 when there is none, or others deleted them
   */
  void deleteAll(Routes caller) {
    List<Endpoint> deleted =
        caller.endpoints().stream()
            .filter(endpoint -> directory().deleteEndpoint(endpoint.id()))
            .toList();
    if (deleted.isEmpty()) {
      throw Refusal.notFound();
    }
  }

  Directory directory() {
    return parts.directory();
  }

  private static Optional<Endpoint> done(Stored<Endpoint> stored) {
    return switch (stored) {
      case Stored.Done<Endpoint>(Endpoint endpoint) -> Optional.of(endpoint);
      case Stored.Missing<Endpoint>() -> Optional.empty();
      case Stored.TooLarge<Endpoint>() ->
          throw Refusal.unprocessable(Problem.value(List.of("body"), Bulk.REFUSED));
      case Stored.Taken<Endpoint> _, Stored.TooManySecrets<Endpoint> _ ->
          throw new IllegalStateException("neither a uid nor an old secret was given");
    };
  }
}
