package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Comm100's {@code /v4/livechat/webhooks}: endpoints of the caller's application, one webhook per
 * event. Two of the same event and URL are two webhooks. [reading]
 */
final class Comm100 {
  static final String WEBHOOKS = "/v4/livechat/webhooks";

  private final Webhooks webhooks;
  private final Platforms platforms;
  private final UrlRules urls;

  Comm100(Webhooks webhooks, Platforms platforms, UrlRules urls) {
    this.webhooks = webhooks;
    this.platforms = platforms;
    this.urls = urls;
  }

  Answer list(Routes caller, Request request) {
    Platform platform = platform(caller);
    JsonWriter json = new JsonWriter();
    json.beginArray();
    for (Endpoint endpoint : caller.endpoints()) {
      Comm100Webhook.of(endpoint, platform).forEach(w -> Comm100Out.write(json, w));
    }
    json.endArray();
    return Answer.json(200, json);
  }

  Answer get(Routes caller, Request request) {
    return answer(200, webhook(caller, request));
  }

  /** C-6, C-10. */
  Answer create(Routes caller, Request request) {
    Platform platform = platform(caller);
    Comm100In in = Comm100In.read(request.fields(), platform, urls);
    Endpoint made =
        webhooks.create(caller.application(), in.targetUrl(), Set.of(in.event()), Map.of());
    Comm100Webhook webhook = alone(made, platform);
    return answer(201, webhook).with("Location", WEBHOOKS + "/" + webhook.id());
  }

  Answer put(Routes caller, Request request) {
    Comm100Webhook old = webhook(caller, request);
    Platform platform = platform(caller);
    Comm100In in = Comm100In.read(request.fields(), platform, urls);
    if (!old.alone()) {
      // A new event or URL for one of them would be another webhook, with another id.
      throw Refusal.badRequest(
          "several_events",
          "This webhook is one event of an endpoint that has several; change it by the API by which"
              + " it was made, or delete it and create another");
    }
    Endpoint changed =
        webhooks
            .change(old.endpoint(), was -> was.withTarget(in.targetUrl(), Set.of(in.event())))
            .orElseThrow(Refusal::notFound);
    return answer(200, alone(changed, platform));
  }

  /** One of several events is taken from its endpoint. */
  Answer delete(Routes caller, Request request) {
    Comm100Webhook webhook = webhook(caller, request);
    Set<String> all =
        platform(caller).events().stream().map(EventKind::name).collect(Collectors.toSet());
    webhooks.remove(webhook.endpoint(), webhook.event(), all);
    return Answer.noContent();
  }

  private Comm100Webhook webhook(Routes caller, Request request) {
    String text = request.segment("id");
    if (!WebhookGuid.isGuid(text)) {
      throw Refusal.badRequest("no_guid", "Parameter 'id' must be a GUID");
    }
    WebhookGuid id = WebhookGuid.parse(text).orElseThrow(Refusal::notFound);
    return caller.endpoints().stream()
        .filter(endpoint -> endpoint.id().equals(id.endpoint()))
        .flatMap(endpoint -> Comm100Webhook.of(endpoint, platform(caller)).stream())
        .filter(webhook -> webhook.answersTo(id))
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }

  private static Comm100Webhook alone(Endpoint endpoint, Platform platform) {
    return Comm100Webhook.of(endpoint, platform).getFirst();
  }

  private static Answer answer(int status, Comm100Webhook webhook) {
    JsonWriter json = new JsonWriter();
    Comm100Out.write(json, webhook);
    return Answer.json(status, json);
  }

  private Platform platform(Routes caller) {
    return platforms.of(caller.application());
  }
}
