package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.api.manage.Warnings;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** mluvii's {@code /api/v1/Webhooks}: endpoints of the caller's application, in mluvii's words. */
final class Mluvii {
  private final Webhooks webhooks;
  private final Platforms platforms;
  private final UrlRules urls;

  Mluvii(Webhooks webhooks, Platforms platforms, UrlRules urls) {
    this.webhooks = webhooks;
    this.platforms = platforms;
    this.urls = urls;
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
    MluviiIn in = MluviiIn.read(request.fields(), platform, urls);
    return webhooks.oneAtATime(caller.application(), there -> created(caller, in, there));
  }

  private Answer created(Routes caller, MluviiIn in, List<Endpoint> there) {
    Optional<Endpoint> same =
        there.stream().filter(e -> e.settings().url().equals(in.callbackUrl())).findFirst();
    if (same.isPresent()) {
      return MluviiOut.id(409, same.get());
    }
    Endpoint made =
        webhooks.create(caller.application(), in.callbackUrl(), in.eventTypes(), Map.of());
    return Warnings.warned(MluviiOut.id(201, made), in.callbackUrl(), platform(caller));
  }

  Answer get(Routes caller, Request request) {
    JsonWriter json = new JsonWriter();
    MluviiOut.write(json, webhook(caller, request), platform(caller));
    return Answer.json(200, json);
  }

  /** M-4: begins the three days anew. */
  Answer put(Routes caller, Request request) {
    Endpoint old = webhook(caller, request);
    Platform platform = platform(caller);
    MluviiIn in = MluviiIn.read(request.fields(), platform, urls);
    Endpoint changed =
        webhooks
            .change(old, was -> was.withTarget(in.callbackUrl(), in.eventTypes()))
            .orElseThrow(Refusal::notFound);
    return Warnings.warned(Answer.noContent(), changed.settings().url(), platform);
  }

  Answer delete(Routes caller, Request request) {
    if (!webhooks.directory().deleteEndpoint(webhook(caller, request).id())) {
      throw Refusal.notFound();
    }
    return Answer.noContent();
  }

  Answer deleteAll(Routes caller, Request request) {
    webhooks.deleteAll(caller);
    return Answer.noContent();
  }

  /** M-33: what is no int32 is no webhook's id. */
  private Endpoint webhook(Routes caller, Request request) {
    try {
      int number = Integer.parseInt(request.id("id"));
      return webhooks
          .directory()
          .endpointByNumber(caller.application().id(), number)
          .orElseThrow(Refusal::notFound);
    } catch (NumberFormatException noNumber) {
      throw Refusal.notFound();
    }
  }

  private Platform platform(Routes caller) {
    return platforms.of(caller.application());
  }
}
