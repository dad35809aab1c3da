package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.PolicyOverrides;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The edge that keeps applications, endpoints, credentials and event types. Safe for use by many
 * threads.
 *
 * <p>{@code routes} and {@code endpoint} answer from memory and are true as soon as a writing call
 * has returned: whoever was answered 201 is routed to. Every change of an endpoint reaches the
 * listener before the writing call returns. {@code idOrUid} is a public id or the caller's own uid.
 */
public interface Directory {

  /** Hears of every endpoint as it changes; called after the change is committed and visible. */
  @FunctionalInterface
  interface Listener {
    void changed(Endpoint endpoint);
  }

  void listen(Listener listener);

  // Applications

  Stored<Application> createApplication(
      String organisation, String platform, Application.Settings settings);

  Optional<Application> application(String organisation, String idOrUid);

  Page<Application> applications(String organisation, Page.Request<ApplicationId> page);

  Stored<Application> changeApplication(
      ApplicationId id, UnaryOperator<Application.Settings> change);

  /**
   * Deletes the application, its endpoints and its credentials; its uid is free again. False when
   * there is none.
   */
  boolean deleteApplication(ApplicationId id);

  /** The application and its endpoints, from memory. */
  Optional<Routes> routes(String organisation, String idOrUid);

  /** The same for one that is known already. */
  Optional<Routes> routes(ApplicationId id);

  // Endpoints

  /** Its policy is that of the application's platform with the settings' overrides in it. */
  Stored<Endpoint> createEndpoint(
      ApplicationId application, Endpoint.Settings settings, Secret secret);

  Optional<Endpoint> endpoint(ApplicationId application, String idOrUid);

  /** The application's endpoint that bears the number. */
  Optional<Endpoint> endpointByNumber(ApplicationId application, int number);

  /** An endpoint as it is now, deleted ones included; from memory. Empty when it never existed. */
  Optional<Endpoint> endpoint(EndpointId id);

  /** Many endpoints at once, deleted ones included. */
  Map<EndpointId, Endpoint> endpoints(Collection<EndpointId> ids);

  Page<Endpoint> endpoints(ApplicationId application, Page.Request<EndpointId> page);

  /** Gives it a new chance when the settings {@linkplain Endpoint.Settings#renew say so}. */
  Stored<Endpoint> changeEndpoint(EndpointId id, UnaryOperator<Endpoint.Settings> change);

  /** The same for an endpoint that is said anew: it gets a new chance whatever has changed. */
  Stored<Endpoint> renewEndpoint(EndpointId id, UnaryOperator<Endpoint.Settings> change);

  /**
   * Makes {@code secret} the current one; the old one signs on for the grace period. At most ten
   * old ones are kept.
   */
  Stored<Endpoint> rotateSecret(EndpointId id, Secret secret, Duration grace);

  /**
   * Notes that an endpoint, as it was at this revision, has been failing since its first failure,
   * or works again (empty). Notes nothing when it has been given a new chance since that revision.
   */
  void markFailing(EndpointId id, long revision, Optional<Instant> since);

  /** The enabled endpoints that are known to be failing, those that fail longest first. */
  List<Endpoint> failingEndpoints();

  boolean deleteEndpoint(EndpointId id);

  /** The endpoints whose receivers are to be asked by now, in the order of the turn. */
  List<Endpoint> endpointsToVerify(VerificationTurn turn);

  /** Notes what came of asking; false when the endpoint has changed since this revision. */
  boolean verifyEndpoint(EndpointId id, long revision, Verification outcome);

  /** Has its receiver asked anew, unless that has agreed already or is not to be asked. */
  Stored<Endpoint> askEndpoint(EndpointId id);

  /** Disables an enabled endpoint at the word of its receiver; false when it is not enabled. */
  boolean disableEndpoint(EndpointId id);

  /**
   * Disables an enabled endpoint; false when it has changed since this revision, so that whoever
   * gives it a new chance meanwhile has the last word.
   */
  boolean disableEndpoint(EndpointId id, long revision);

  /** Deletes an endpoint; false when it has changed since this revision. */
  boolean deleteEndpoint(EndpointId id, long revision);

  // Credentials

  /**
   * Its platform is the application's; the holder of a taken name, or of a taken secret, may be
   * another application's.
   */
  Stored<Credential> createCredential(
      ApplicationId application, Credential.Settings settings, SecretHash secret);

  /** The credential that a caller of the platform's API names. */
  Optional<Credential> credential(String platform, String name);

  /** The credential of a caller who shows a secret and no name. */
  Optional<Credential> credentialBySecret(String platform, SecretHash secret);

  /** The application's credentials, by name. */
  Page<Credential> credentials(ApplicationId application, Page.Request<String> page);

  /** False when the application has none of this name. */
  boolean deleteCredential(ApplicationId application, String name);

  // Event types

  Stored<EventType> createEventType(String organisation, String name, EventType.Settings settings);

  Optional<EventType> eventType(String organisation, String name);

  /** Which of these names are event types that are not archived, for whoever has these flags. */
  List<String> knownEventTypes(String organisation, Collection<String> names, FeatureFlags flags);

  /** The event types that whoever has these flags sees, by name. */
  Page<EventType> eventTypes(
      String organisation, Page.Request<String> page, boolean includeArchived, FeatureFlags flags);

  Stored<EventType> changeEventType(
      String organisation, String name, UnaryOperator<EventType.Settings> change);

  /**
   * Creates or changes event types by name, all or none: what changes a new one begins with {@link
   * EventType.Settings#NONE}.
   *
   * @param archiveOthers whether those without a name here are archived
   */
  EventTypesPut putEventTypes(
      String organisation,
      Map<String, UnaryOperator<EventType.Settings>> changes,
      boolean archiveOthers);

  /**
   * What an event type says of its deliveries, archived or not; nothing when it says nothing. From
   * memory, and true as soon as a writing call has returned.
   */
  PolicyOverrides eventTypePolicy(ApplicationId application, String eventType);

  /** The event types of an organisation that say something of their deliveries; the same. */
  Map<String, PolicyOverrides> eventTypePolicies(String organisation);

  /** Removes the event type for good. */
  boolean expungeEventType(String organisation, String name);
}
