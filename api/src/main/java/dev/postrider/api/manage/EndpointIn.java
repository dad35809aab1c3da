package dev.postrider.api.manage;

import dev.postrider.api.http.Caller;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Settings;
import dev.postrider.directory.Endpoint.SignatureNames;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.filter.Filter;
import dev.postrider.operational.OperationalApplication;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import dev.postrider.policy.PolicyOverrides;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about an endpoint. */
final class EndpointIn {
  private static final int MOST_EVENT_TYPES = 1_000;
  private static final int MOST_CHANNELS = 10;
  private static final int MOST_TAGS = 10;

  private final Directory directory;
  private final Platforms platforms;
  private final PolicyIn policy;
  private final UrlRules urls;
  private final InstantSource clock;
  private final FeatureFlags flags;

  EndpointIn(
      Directory directory,
      Platforms platforms,
      PolicyIn policy,
      UrlRules urls,
      InstantSource clock) {
    this(directory, platforms, policy, urls, clock, FeatureFlags.ALL);
  }

  private EndpointIn(
      Directory directory,
      Platforms platforms,
      PolicyIn policy,
      UrlRules urls,
      InstantSource clock,
      FeatureFlags flags) {
    this.directory = directory;
    this.platforms = platforms;
    this.policy = policy;
    this.urls = urls;
    this.clock = clock;
    this.flags = flags;
  }

  /** The same for somebody who can ask for the event types only that he sees. */
  EndpointIn of(Caller caller) {
    return new EndpointIn(directory, platforms, policy, urls, clock, caller.featureFlags());
  }

  /** Settings as a whole; what is absent takes its default, or that of the platform. */
  Settings whole(Application application, Fields fields) {
    return whole(application, fields, PolicyOverrides.NONE, Authentication.NONE);
  }

  private Settings whole(
      Application application, Fields fields, PolicyOverrides now, Authentication proved) {
    Platform platform = platforms.of(application);
    String url = fields.required("url", WebhookUrl.RULE);
    Given given = given(application, fields, 1, proved);
    Map<String, String> metadata = Members.metadata(fields);
    UnaryOperator<PolicyOverrides> own = policy.read(fields, true, now, platform.policy());
    url(fields, url, platform);
    authentication(application).checkTokens(fields, next(fields, given, proved), url);
    fields.check();
    SignatureNames names = platform.signed() ? SignatureNames.WEBHOOK : SignatureNames.NONE;
    return new Settings(
        WebhookUrl.normalised(url),
        or(given.description, ""),
        given.uid,
        or(given.disabled, false),
        or(given.eventTypes, Set.of()),
        or(given.channels, Set.of()),
        or(given.tags, Set.of()),
        given.rate,
        or(given.headers, Map.of()),
        metadata,
        or(given.signatureNames, names),
        own.apply(now),
        given.filter,
        or(given.authentication, Authentication.NONE));
  }

  /**
   * The same for an endpoint that exists. What clients of Svix's API do not know stays when it is
   * absent, and so do headers, which are changed in a place of their own.
   */
  UnaryOperator<Settings> replacement(Application application, Fields fields, Endpoint now) {
    Settings next =
        whole(application, fields, now.settings().overrides(), now.settings().authentication());
    boolean named = fields.present("signatureHeaders");
    boolean headers = fields.present("headers");
    boolean own = fields.present("policy");
    boolean filter = fields.present("filter");
    boolean proved = fields.present(AuthenticationIn.NAME);
    return old ->
        new Settings(
            next.url(),
            next.description(),
            next.uid(),
            next.disabled(),
            next.eventTypes(),
            next.channels(),
            next.tags(),
            next.throttleRate(),
            headers ? next.headers() : old.headers(),
            next.metadata(),
            named ? next.signatureNames() : old.signatureNames(),
            own ? next.overrides() : old.overrides(),
            filter ? next.filter() : old.filter(),
            proved ? next.authentication() : old.authentication());
  }

  /** A change that leaves alone what is absent; null clears. */
  UnaryOperator<Settings> change(Application application, Fields fields, Endpoint now) {
    Platform platform = platforms.of(application);
    String url = fields.present("url") ? fields.required("url", WebhookUrl.RULE) : null;
    Given given = given(application, fields, 0, now.settings().authentication());
    Map<String, String> metadata = Members.metadata(fields);
    UnaryOperator<PolicyOverrides> own =
        policy.read(fields, false, now.settings().overrides(), platform.policy());
    url(fields, url, platform);
    if (url != null || fields.present(AuthenticationIn.NAME)) {
      authentication(application)
          .checkTokens(
              fields,
              next(fields, given, now.settings().authentication()),
              or(url, now.settings().url()));
    }
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
            fields.present("tags") ? or(given.tags, Set.of()) : old.tags(),
            Members.hasRate(fields) ? given.rate : old.throttleRate(),
            fields.present("headers") ? or(given.headers, Map.of()) : old.headers(),
            fields.present("metadata") ? metadata : old.metadata(),
            or(given.signatureNames, old.signatureNames()),
            own.apply(old.overrides()),
            fields.present("filter") ? given.filter : old.filter(),
            fields.present(AuthenticationIn.NAME)
                ? or(given.authentication, Authentication.NONE)
                : old.authentication());
  }

  /** The members that are read alike everywhere. */
  private record Given(
      @Nullable String description,
      @Nullable String uid,
      @Nullable Boolean disabled,
      @Nullable Set<String> eventTypes,
      @Nullable Set<String> channels,
      @Nullable Set<String> tags,
      @Nullable Integer rate,
      @Nullable Map<String, String> headers,
      @Nullable SignatureNames signatureNames,
      @Nullable Filter filter,
      @Nullable Authentication authentication) {}

  private Given given(Application application, Fields fields, int fewest, Authentication proved) {
    return new Given(
        fields.text("description", Rule.DESCRIPTION),
        fields.text("uid", Rule.ENDPOINT_UID),
        fields.flag("disabled"),
        eventTypes(application, fields, fewest),
        narrowed(application, fields, "channels", fewest, MOST_CHANNELS, Rule.CHANNEL),
        narrowed(application, fields, "tags", fewest, MOST_TAGS, Rule.TAG),
        Members.rate(fields),
        HeaderRules.read(fields),
        signatureNames(fields),
        FilterIn.read(fields),
        authentication(application).read(fields, proved));
  }

  private static Authentication next(Fields fields, Given given, Authentication now) {
    return fields.present(AuthenticationIn.NAME)
        ? or(given.authentication, Authentication.NONE)
        : now;
  }

  private AuthenticationIn authentication(Application application) {
    return new AuthenticationIn(urls, onlyHttps(platforms.of(application)), clock.instant());
  }

  /** What tells about an organisation itself has neither channels nor tags to choose by. */
  private static @Nullable Set<String> narrowed(
      Application application, Fields fields, String name, int fewest, int most, Rule rule) {
    Set<String> texts = fields.texts(name, fewest, most, rule);
    if (texts != null && !texts.isEmpty() && OperationalApplication.is(application)) {
      fields.wrong(name, "must be absent, operational webhooks have no " + name);
    }
    return texts;
  }

  private @Nullable Set<String> eventTypes(Application application, Fields fields, int fewest) {
    String name = fields.either("eventTypes", "filterTypes");
    Set<String> types = fields.texts(name, fewest, MOST_EVENT_TYPES, Rule.EVENT_TYPE);
    if (types != null && !types.isEmpty()) {
      Set<String> known = known(application, types);
      types.stream()
          .filter(type -> !known.contains(type))
          .findFirst()
          .ifPresent(type -> fields.wrong(name, "there is no event type " + type));
    }
    return types;
  }

  /** Those of the platform's catalogue, and those that the organisation has created itself. */
  private Set<String> known(Application application, Set<String> types) {
    if (OperationalApplication.is(application)) {
      return OperationalEvent.TYPES;
    }
    Set<String> known =
        new HashSet<>(directory.knownEventTypes(application.organisation(), types, flags));
    platforms.of(application).events().forEach(kind -> known.add(kind.name()));
    return known;
  }

  private static boolean hasEventTypes(Fields fields) {
    return fields.present("eventTypes") || fields.present("filterTypes");
  }

  private static @Nullable SignatureNames signatureNames(Fields fields) {
    return switch (fields.text("signatureHeaders", Rule.SAYABLE)) {
      case null -> null;
      case "webhook" -> SignatureNames.WEBHOOK;
      case "svix" -> SignatureNames.SVIX;
      case "none" -> SignatureNames.NONE;
      default -> {
        fields.wrong("signatureHeaders", "must be webhook, svix or none");
        yield null;
      }
    };
  }

  private void url(Fields fields, @Nullable String url, Platform platform) {
    if (url != null) {
      urls.check(fields, "url", url, onlyHttps(platform));
    }
  }

  private boolean onlyHttps(Platform platform) {
    return urls.httpsOnly() || platform.http() == Platform.PlainHttp.REFUSED;
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
