package dev.postrider.directory;

import dev.postrider.filter.Filter;
import dev.postrider.filter.Value;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One registered webhook, as it is at one revision.
 *
 * @param number its id for platforms that count their webhooks; unique, and never used again
 * @param revision rises with every change, so that of two copies the newer is known
 * @param secrets the current secret first, then those that still sign during a rotation
 * @param failingSince the first failure since the last success, once the endpoint is known to be
 *     failing
 * @param freshRevision the revision at which it was last given a new chance: what failed before
 *     counts no more
 * @param applicationRate attempts a second at most, to all endpoints of its application together;
 *     null for any number
 * @param verification whether its receiver has agreed to be sent to
 */
public record Endpoint(
    EndpointId id,
    int number,
    ApplicationId application,
    long revision,
    Status status,
    Settings settings,
    List<Secret> secrets,
    Policy policy,
    @Nullable Instant failingSince,
    long freshRevision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Integer applicationRate,
    Verification verification) {

  /** Whether deliveries go out. */
  public enum Status {
    ENABLED,
    /** Gets no new messages; deliveries that were pending wait until it is enabled. */
    DISABLED,
    /** Gone for its owner; kept because attempts refer to it. */
    DELETED
  }

  /** Which header names carry id, timestamp and signature. */
  public enum SignatureNames {
    WEBHOOK,
    SVIX,
    /** No such headers: the platform's contract knows none. */
    NONE
  }

  /**
   * What its owner may set. Its {@code toString} shows no secret.
   *
   * @param uid the owner's own id for it, unique in the application; null when not given
   * @param eventTypes the types it wants; empty for all
   * @param channels the channels it listens to; empty for all messages, with or without a channel
   * @param tags the tags it wants; empty for all messages, with or without a tag
   * @param throttleRate attempts a second at most, of all kinds; null for any number
   * @param headers extra request headers; their capitals are kept
   * @param overrides where its policy differs from its platform's
   * @param filter which payloads it wants; null for all
   * @param authentication by what its requests prove themselves to the receiver
   */
  public record Settings(
      String url,
      String description,
      @Nullable String uid,
      boolean disabled,
      Set<String> eventTypes,
      Set<String> channels,
      Set<String> tags,
      @Nullable Integer throttleRate,
      Map<String, String> headers,
      Map<String, String> metadata,
      SignatureNames signatureNames,
      PolicyOverrides overrides,
      @Nullable Filter filter,
      Authentication authentication) {
    public Settings {
      eventTypes = Set.copyOf(eventTypes);
      channels = Set.copyOf(channels);
      tags = Set.copyOf(tags);
      headers = Map.copyOf(headers);
      metadata = Map.copyOf(metadata);
    }

    /**
     * True when these settings, in place of the old ones, give the endpoint a new chance: it is
     * enabled again, or what it is sent to or with has changed.
     */
    public boolean renew(Settings old) {
      return (old.disabled && !disabled)
          || !url.equals(old.url)
          || !headers.equals(old.headers)
          || !authentication.equals(old.authentication);
    }

    /** A plain webhook at this URL that wants everything. */
    public static Settings of(String url) {
      return new Settings(
          url,
          "",
          null,
          false,
          Set.of(),
          Set.of(),
          Set.of(),
          null,
          Map.of(),
          Map.of(),
          SignatureNames.WEBHOOK,
          PolicyOverrides.NONE,
          null,
          Authentication.NONE);
    }

    public boolean takesType(String eventType) {
      return eventTypes.isEmpty() || eventTypes.contains(eventType);
    }

    public boolean takesChannels(List<String> messageChannels) {
      return channels.isEmpty() || messageChannels.stream().anyMatch(channels::contains);
    }

    public boolean takesTags(List<String> messageTags) {
      return tags.isEmpty() || messageTags.stream().anyMatch(tags::contains);
    }

    /** The same settings, switched on or off. */
    public Settings withDisabled(boolean next) {
      return with(copy -> copy.disabled = next);
    }

    /** The same settings for these event types at another URL. */
    public Settings withTarget(String nextUrl, Set<String> nextTypes) {
      return with(copy -> {
        copy.url = nextUrl;
        copy.eventTypes = nextTypes;
      });
    }

    /** The same settings with this rate. */
    public Settings withThrottleRate(@Nullable Integer next) {
      return with(copy -> copy.throttleRate = next);
    }

    /** The same settings with these extra request headers. */
    public Settings withHeaders(Map<String, String> next) {
      return with(copy -> copy.headers = next);
    }

    /** The same settings with these names for what is signed. */
    public Settings withSignatureNames(SignatureNames next) {
      return with(copy -> copy.signatureNames = next);
    }

    /** The same settings with these differences from its platform's policy. */
    public Settings withOverrides(PolicyOverrides next) {
      return with(copy -> copy.overrides = next);
    }

    /** The same settings for the payloads that match this filter, or for all. */
    public Settings withFilter(@Nullable Filter next) {
      return with(copy -> copy.filter = next);
    }

    /** The same settings, proved to the receiver by this. */
    public Settings withAuthentication(Authentication next) {
      return with(copy -> copy.authentication = next);
    }

    private Settings with(Consumer<Copy> change) {
      Copy copy = new Copy(this);
      change.accept(copy);
      return copy.settings();
    }

    /** Settings as they are being changed: what nobody touches stays, whatever there is. */
    private static final class Copy {
      private final Settings from;
      private String url;
      private boolean disabled;
      private Set<String> eventTypes;
      private @Nullable Integer throttleRate;
      private Map<String, String> headers;
      private SignatureNames signatureNames;
      private PolicyOverrides overrides;
      private @Nullable Filter filter;
      private Authentication authentication;

      private Copy(Settings from) {
        this.from = from;
        this.url = from.url;
        this.disabled = from.disabled;
        this.eventTypes = from.eventTypes;
        this.throttleRate = from.throttleRate;
        this.headers = from.headers;
        this.signatureNames = from.signatureNames;
        this.overrides = from.overrides;
        this.filter = from.filter;
        this.authentication = from.authentication;
      }

      private Settings settings() {
        return new Settings(
            url,
            from.description,
            from.uid,
            disabled,
            eventTypes,
            from.channels,
            from.tags,
            throttleRate,
            headers,
            from.metadata,
            signatureNames,
            overrides,
            filter,
            authentication);
      }
    }

    /** Without URL and headers, which may hold a password, and without what lets requests in. */
    @Override
    public String toString() {
      return "Settings[uid=" + uid + ", disabled=" + disabled + ", eventTypes=" + eventTypes + "]";
    }
  }

  public Endpoint {
    secrets = List.copyOf(secrets);
  }

  /** One whose application may be sent to at any rate, and whose receiver is not asked. */
  public Endpoint(
      EndpointId id,
      int number,
      ApplicationId application,
      long revision,
      Status status,
      Settings settings,
      List<Secret> secrets,
      Policy policy,
      @Nullable Instant failingSince,
      long freshRevision,
      Instant createdAt,
      Instant updatedAt) {
    this(
        id,
        number,
        application,
        revision,
        status,
        settings,
        secrets,
        policy,
        failingSince,
        freshRevision,
        createdAt,
        updatedAt,
        null,
        Verification.NOT_NEEDED);
  }

  /** True when its deliveries go out now; otherwise those that it has wait. */
  public boolean sends() {
    return status == Status.ENABLED && verification.permits();
  }

  /** Its policy for deliveries of an event type that says this: its own values go before. */
  public Policy policy(PolicyOverrides ofType) {
    return ofType.equals(PolicyOverrides.NONE)
        ? policy
        : ofType.under(settings.overrides()).on(policy);
  }

  /** True when this endpoint wants messages of this type, these channels and these tags. */
  public boolean wants(String eventType, List<String> messageChannels, List<String> messageTags) {
    return status == Status.ENABLED
        && settings.takesType(eventType)
        && settings.takesChannels(messageChannels)
        && settings.takesTags(messageTags);
  }

  /** True when this endpoint wants this payload, of which what its filter looks at was read. */
  public boolean wants(Value payload) {
    return settings.filter == null || settings.filter.matches(payload);
  }
}
