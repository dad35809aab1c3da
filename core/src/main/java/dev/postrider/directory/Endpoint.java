package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One registered webhook, as it is at one revision.
 *
 * @param revision rises with every change, so that of two copies the newer is known
 * @param secrets the current secret first, then those that still sign during a rotation
 * @param failingSince the first failure since the last success, once the endpoint is known to be
 *     failing
 */
public record Endpoint(
    EndpointId id,
    ApplicationId application,
    long revision,
    Status status,
    Settings settings,
    List<Secret> secrets,
    Policy policy,
    @Nullable Instant failingSince,
    Instant createdAt,
    Instant updatedAt) {

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
    SVIX
  }

  /**
   * What its owner may set.
   *
   * @param uid the owner's own id for it, unique in the application; null when not given
   * @param eventTypes the types it wants; empty for all
   * @param channels the channels it listens to; empty for all messages, with or without a channel
   * @param throttleRate messages a second that the owner asked for; kept and shown
   * @param headers extra request headers; their capitals are kept
   */
  public record Settings(
      String url,
      String description,
      @Nullable String uid,
      boolean disabled,
      Set<String> eventTypes,
      Set<String> channels,
      @Nullable Integer throttleRate,
      Map<String, String> headers,
      Map<String, String> metadata,
      SignatureNames signatureNames) {
    public Settings {
      eventTypes = Set.copyOf(eventTypes);
      channels = Set.copyOf(channels);
      headers = Map.copyOf(headers);
      metadata = Map.copyOf(metadata);
    }

    /** The same settings, switched off. */
    public Settings disable() {
      return new Settings(
          url,
          description,
          uid,
          true,
          eventTypes,
          channels,
          throttleRate,
          headers,
          metadata,
          signatureNames);
    }
  }

  public Endpoint {
    secrets = List.copyOf(secrets);
  }

  /** True when a message of this type and these channels goes to this endpoint. */
  public boolean wants(String eventType, List<String> messageChannels) {
    return status == Status.ENABLED
        && (settings.eventTypes.isEmpty() || settings.eventTypes.contains(eventType))
        && (settings.channels.isEmpty()
            || messageChannels.stream().anyMatch(settings.channels::contains));
  }
}
