package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.Endpoint;
import dev.postrider.filter.FilterForm;
import dev.postrider.platform.Platform;
import dev.postrider.platform.PolicyWords;
import dev.postrider.policy.PolicyOverrides;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes an endpoint, with the older names of its members beside the newer; its secret and headers
 * have their own places.
 */
public final class EndpointOut {
  private final PolicyWords words;

  EndpointOut(PolicyWords words) {
    this.words = words;
  }

  /** To whoever asks. */
  Answer shown(Endpoint endpoint, Platform platform, boolean credentials) {
    return answer(200, endpoint, platform, credentials);
  }

  /** To whoever has just said it so. */
  Answer stored(int status, Endpoint endpoint, Platform platform) {
    return Warnings.warned(
        answer(status, endpoint, platform, true), endpoint.settings().url(), platform);
  }

  private Answer answer(int status, Endpoint endpoint, Platform platform, boolean credentials) {
    JsonWriter json = new JsonWriter();
    write(json, endpoint, platform, credentials);
    return Answer.json(status, json);
  }

  /** {@code credentials} is whether those in URLs are for whoever reads it. */
  void write(JsonWriter json, Endpoint endpoint, Platform platform, boolean credentials) {
    json.beginObject();
    members(json, endpoint, credentials);
    PolicyOverrides own = endpoint.settings().overrides();
    if (!own.equals(PolicyOverrides.NONE)) {
      json.name("policy").raw(words.write(own).getBytes(StandardCharsets.UTF_8));
    }
    AuthenticationOut.write(json, endpoint.settings().authentication(), credentials);
    VerificationOut.write(json, endpoint.verification());
    List<String> warnings = Warnings.about(endpoint.settings().url(), platform);
    if (!warnings.isEmpty()) {
      json.name("warnings").beginArray();
      warnings.forEach(json::value);
      json.endArray();
    }
    json.endObject();
  }

  /** The members, for objects that have others beside them. */
  public static void members(JsonWriter json, Endpoint endpoint, boolean credentials) {
    Endpoint.Settings settings = endpoint.settings();
    json.name("id").value(endpoint.id().toString());
    json.name("url").value(credentials ? settings.url() : WebhookUrl.masked(settings.url()));
    json.name("description").value(settings.description());
    if (settings.uid() != null) {
      json.name("uid").value(settings.uid());
    }
    json.name("disabled").value(endpoint.status() != Endpoint.Status.ENABLED);
    texts(json, "eventTypes", settings.eventTypes());
    texts(json, "filterTypes", settings.eventTypes());
    texts(json, "channels", settings.channels());
    texts(json, "tags", settings.tags());
    Members.writeRate(json, settings.throttleRate());
    Members.writeTexts(json, "metadata", settings.metadata());
    json.name("version").value(1);
    json.name("signatureHeaders").value(settings.signatureNames().name().toLowerCase(Locale.ROOT));
    if (settings.filter() != null) {
      json.name("filter").plain(FilterForm.write(settings.filter()));
    }
    if (endpoint.failingSince() != null) {
      json.name("failingSince").value(endpoint.failingSince());
    }
    json.name("createdAt").value(endpoint.createdAt());
    json.name("updatedAt").value(endpoint.updatedAt());
  }

  /** All of them is said by null. */
  static void texts(JsonWriter json, String name, Set<String> texts) {
    json.name(name);
    if (texts.isEmpty()) {
      json.value((String) null);
    } else {
      json.beginArray();
      texts.stream().sorted().forEach(json::value);
      json.endArray();
    }
  }
}
