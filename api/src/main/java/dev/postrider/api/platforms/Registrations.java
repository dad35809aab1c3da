package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.directory.Stored;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.PolicyOverrides;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Writes webhooks that say no more than where to and what for, as platforms' APIs have them. */
record Registrations(Directory directory, RandomGenerator random) {

  /** Creates one, whose deliveries carry no signatures. */
  Endpoint create(Application application, String url, Set<String> types) {
    Endpoint.Settings settings =
        new Endpoint.Settings(
            url,
            "",
            null,
            false,
            types,
            Set.of(),
            Set.of(),
            null,
            Map.of(),
            Map.of(),
            Endpoint.SignatureNames.NONE,
            PolicyOverrides.NONE);
    Secret secret = new Secret(Secrets.generate(random), null);
    return done(directory.createEndpoint(application.id(), settings, secret));
  }

  /** Leads one elsewhere, or for other events; 404 when it is gone meanwhile. */
  Endpoint change(EndpointId id, String url, Set<String> types) {
    return done(directory.changeEndpoint(id, was -> was.withTarget(url, types)));
  }

  /**
   * Takes one event type away, and the webhook with its last one; 404 when it is gone meanwhile.
   *
   * @param all what a webhook has that names no types
   */
  void remove(EndpointId id, String type, Set<String> all) {
    Endpoint left =
        done(
            directory.changeEndpoint(
                id,
                was -> {
                  Set<String> types =
                      new HashSet<>(was.eventTypes().isEmpty() ? all : was.eventTypes());
                  types.remove(type);
                  // No types would be all types.
                  return types.isEmpty() ? was : was.withTarget(was.url(), types);
                }));
    if (left.settings().eventTypes().equals(Set.of(type))) {
      directory.deleteEndpoint(id);
    }
  }

  private static Endpoint done(Stored<Endpoint> stored) {
    return switch (stored) {
      case Stored.Done<Endpoint>(Endpoint endpoint) -> endpoint;
      case Stored.Missing<Endpoint>() -> throw Refusal.notFound();
      case Stored.Taken<Endpoint> _, Stored.TooManySecrets<Endpoint> _ ->
          throw new IllegalStateException("neither a uid nor an old secret was given");
    };
  }
}
