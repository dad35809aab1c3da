package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.WebhookUrl;
import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** mluvii's {@code /api/v1/Webhooks}: endpoints of the caller's application, in mluvii's words. */
final class Mluvii {
  private final PlatformParts parts;
  private final Registrations registrations;
  private final boolean httpsOnly;

  /**
   * Between the look for a webhook and its creation no other is created here. One process has the
   * database, so this is all that could.
   */
  private final ReentrantLock creating = new ReentrantLock();

  Mluvii(PlatformParts parts, boolean httpsOnly) {
    this.parts = parts;
    this.registrations = new Registrations(parts.directory(), parts.random());
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
          : warned(
              MluviiOut.id(
                  201,
                  registrations.create(caller.application(), in.callbackUrl(), in.eventTypes())),
              in,
              platform);
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
    registrations.change(old.id(), in.callbackUrl(), in.eventTypes());
    parts.directory().markFailing(old.id(), Optional.empty());
    return warned(Answer.noContent(), in, platform);
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

  /** M-10: recommended, not enforced. */
  private static Answer warned(Answer answer, MluviiIn in, Platform platform) {
    return platform.http() == Platform.PlainHttp.WARNED && !WebhookUrl.isHttps(in.callbackUrl())
        ? answer.with("Warning", "299 - \"The callback URL is http: events are not encrypted\"")
        : answer;
  }
}
