package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint.Settings;
import dev.postrider.directory.Endpoint.SignatureNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about an endpoint. */
final class EndpointIn {
  private static final int MOST_EVENT_TYPES = 1_000;
  private static final int MOST_CHANNELS = 10;

  private final Directory directory;
  private final boolean httpsOnly;

  EndpointIn(Directory directory, boolean httpsOnly) {
    this.directory = directory;
    this.httpsOnly = httpsOnly;
  }

  /** Settings as a whole; what is absent takes its default. */
  Settings whole(String organisation, Fields fields) {
    String url = fields.required("url", WebhookUrl.RULE);
    Given given = given(organisation, fields, 1);
    Map<String, String> metadata = Members.metadata(fields);
    url(fields, url);
    fields.check();
    return new Settings(
        WebhookUrl.normalised(url),
        or(given.description, ""),
        given.uid,
        or(given.disabled, false),
        or(given.eventTypes, Set.of()),
        or(given.channels, Set.of()),
        given.rate,
        or(given.headers, Map.of()),
        metadata,
        given.signatureNames);
  }

  /** The same for an endpoint that exists; its headers are changed in a place of their own. */
  UnaryOperator<Settings> replacement(String organisation, Fields fields) {
    Settings next = whole(organisation, fields);
    boolean named = fields.present("signatureHeaders");
    boolean headers = fields.present("headers");
    return old ->
        new Settings(
            next.url(),
            next.description(),
            next.uid(),
            next.disabled(),
            next.eventTypes(),
            next.channels(),
            next.throttleRate(),
            headers ? next.headers() : old.headers(),
            next.metadata(),
            named ? next.signatureNames() : old.signatureNames());
  }

  /** A change that leaves alone what is absent; null clears. */
  UnaryOperator<Settings> change(String organisation, Fields fields) {
    String url = fields.present("url") ? fields.required("url", WebhookUrl.RULE) : null;
    Given given = given(organisation, fields, 0);
    Map<String, String> metadata = Members.metadata(fields);
    url(fields, url);
    fields.check();
    String normalised = url == null ? null : WebhookUrl.normalised(url);
    return old ->
        new Settings(
            or(normalised, old.url()),
            fields.present("description") ? or(given.description, "") : old.description(),
            fields.present("uid") ? given.uid : old.uid(),
            or(given.disabled, old.disabled()),
            hasEventTypes(fields) ? or(given.eventTypes, Set.of()) : old.eventTypes(),
            fields.present("channels") ? or(given.channels, Set.of()) : old.channels(),
            Members.hasRate(fields) ? given.rate : old.throttleRate(),
            fields.present("headers") ? or(given.headers, Map.of()) : old.headers(),
            fields.present("metadata") ? metadata : old.metadata(),
            fields.present("signatureHeaders") ? given.signatureNames : old.signatureNames());
  }

  /** The members that are read alike everywhere. */
  private record Given(
      @Nullable String description,
      @Nullable String uid,
      @Nullable Boolean disabled,
      @Nullable Set<String> eventTypes,
      @Nullable Set<String> channels,
      @Nullable Integer rate,
      @Nullable Map<String, String> headers,
      SignatureNames signatureNames) {}

  private Given given(String organisation, Fields fields, int fewest) {
    return new Given(
        fields.text("description", Rule.DESCRIPTION),
        fields.text("uid", Rule.ENDPOINT_UID),
        fields.flag("disabled"),
        eventTypes(organisation, fields, fewest),
        fields.texts("channels", fewest, MOST_CHANNELS, Rule.CHANNEL),
        Members.rate(fields),
        HeaderRules.read(fields),
        signatureNames(fields));
  }

  private @Nullable Set<String> eventTypes(String organisation, Fields fields, int fewest) {
    String name = fields.either("eventTypes", "filterTypes");
    Set<String> types = fields.texts(name, fewest, MOST_EVENT_TYPES, Rule.EVENT_TYPE);
    if (types != null && !types.isEmpty()) {
      List<String> known = directory.knownEventTypes(organisation, types);
      types.stream()
          .filter(type -> !known.contains(type))
          .findFirst()
          .ifPresent(type -> fields.wrong(name, "there is no event type " + type));
    }
    return types;
  }

  private static boolean hasEventTypes(Fields fields) {
    return fields.present("eventTypes") || fields.present("filterTypes");
  }

  private static SignatureNames signatureNames(Fields fields) {
    return switch (fields.text("signatureHeaders", Rule.SAYABLE)) {
      case null -> SignatureNames.WEBHOOK;
      case "webhook" -> SignatureNames.WEBHOOK;
      case "svix" -> SignatureNames.SVIX;
      default -> {
        fields.wrong("signatureHeaders", "must be webhook or svix");
        yield SignatureNames.WEBHOOK;
      }
    };
  }

  private void url(Fields fields, @Nullable String url) {
    if (httpsOnly && url != null && !url.isEmpty() && !WebhookUrl.isHttps(url)) {
      fields.wrong("url", "must be https");
    }
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
