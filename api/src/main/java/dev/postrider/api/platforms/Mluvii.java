package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.Warnings;
import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.directory.Stored;
import dev.postrider.platform.Platform;
import dev.postrider.policy.PolicyOverrides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** mluvii's {@code /api/v1/Webhooks}: endpoints of the caller's application, in mluvii's words. */
final class Mluvii {
  private final PlatformParts parts;
  private final boolean httpsOnly;

  /**
   * Between the look for a webhook and its creation no other is created here. One process has the
   * database, so this is all that could.
   */
  private final ReentrantLock creating = new ReentrantLock();

  Mluvii(PlatformParts parts, boolean httpsOnly) {
    this.parts = parts;
    this.httpsOnly = httpsOnly;
  }

  Answer list(Routes caller, Request request) {
    Platform platform = platform(caller);
    JsonWriter json = new JsonWriter();
    json.beginArray();
    caller.endpoints().forEach(endpoint -> MluviiOut.write(json, endpoint, platform));
    json.endArray();
    return Answer.json(200, json);
  }

  Answer create(Routes caller, Request request) {
    Platform platform = platform(caller);
    MluviiIn in = MluviiIn.read(request.fields(), platform, httpsOnly);
    creating.lock();
    try {
      Optional<Endpoint> same = at(in.callbackUrl(), caller.application());
      return same.isPresent()
          ? MluviiOut.id(409, same.get())
          : Warnings.warned(
              MluviiOut.id(201, create(caller.application(), in)), in.callbackUrl(), platform);
    } finally {
      creating.unlock();
    }
  }

  private Optional<Endpoint> at(String url, Application application) {
    return parts.directory().routes(application.id()).stream()
        .flatMap(routes -> routes.endpoints().stream())
        .filter(endpoint -> endpoint.settings().url().equals(url))
        .findFirst();
  }

  private Endpoint create(Application application, MluviiIn in) {
    Endpoint.Settings settings =
        new Endpoint.Settings(
            in.callbackUrl(),
            "",
            null,
            false,
            in.eventTypes(),
            Set.of(),
            null,
            Map.of(),
            Map.of(),
            Endpoint.SignatureNames.NONE,
            PolicyOverrides.NONE);
    Secret secret = new Secret(Secrets.generate(parts.random()), null);
    return done(parts.directory().createEndpoint(application.id(), settings, secret));
  }

  Answer get(Routes caller, Request request) {
    JsonWriter json = new JsonWriter();
    MluviiOut.write(json, webhook(caller, request), platform(caller));
    return Answer.json(200, json);
  }

  /** Whoever says a webhook anew gives it a new chance: three days from its next failure. */
  Answer put(Routes caller, Request request) {
    Endpoint old = webhook(caller, request);
    Platform platform = platform(caller);
    MluviiIn in = MluviiIn.read(request.fields(), platform, httpsOnly);
    done(
        parts
            .directory()
            .renewEndpoint(old.id(), was -> was.withTarget(in.callbackUrl(), in.eventTypes())));
    return Warnings.warned(Answer.noContent(), in.callbackUrl(), platform);
  }

  Answer delete(Routes caller, Request request) {
    if (!parts.directory().deleteEndpoint(webhook(caller, request).id())) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  Answer deleteAll(Routes caller, Request request) {
    List<Endpoint> all = caller.endpoints();
    if (all.isEmpty()) {
      throw Refusal.notFound();
    }
    all.forEach(endpoint -> parts.directory().deleteEndpoint(endpoint.id()));
    return Answer.noContent();
  }

  /** M-33: what is no int32 is no webhook's id. */
  private Endpoint webhook(Routes caller, Request request) {
    try {
      int number = Integer.parseInt(request.id("id"));
      return parts
          .directory()
          .endpointByNumber(caller.application().id(), number)
          .orElseThrow(Refusal::notFound);
    } catch (NumberFormatException noNumber) {
      throw Refusal.notFound();
    }
  }

  private Platform platform(Routes caller) {
    return parts.platforms().of(caller.application());
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
