package dev.postrider.sender;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.SignatureNames;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A sender that may reach this machine, with one endpoint that tests turn into what they need. */
final class Rig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  static final Secret SECRET = new Secret(Secrets.generate(new Random(1)), null);
  static final EndpointId ENDPOINT = new EndpointId(7L << 40);
  static final AddressRanges LOCAL = AddressRanges.parse("127.0.0.0/8");

  final HttpSender sender;
  Endpoint endpoint;
  PolicyOverrides ofType = PolicyOverrides.NONE;
  private volatile Instant now = NOW;

  Rig(String url) {
    this(url, SenderConfig.standard("test").withAllowed(LOCAL), HostLookup.SYSTEM);
  }

  Rig(String url, SenderConfig config, HostLookup lookup) {
    this(url, config, lookup, Ticker.systemTicker());
  }

  /** {@code dnsTime} is what the age of DNS answers is measured by. */
  Rig(String url, SenderConfig config, HostLookup lookup, Ticker dnsTime) {
    this.endpoint = endpoint(url);
    this.sender =
        new HttpSender(config, _ -> Optional.of(endpoint), _ -> ofType, lookup, () -> now, dnsTime);
  }

  void turn(Duration by) {
    now = now.plus(by);
  }

  Attempted send(Message message) throws InterruptedException {
    return sender.send(endpoint, message);
  }

  Outcome send(String body) throws InterruptedException {
    return send(message(body)).outcome();
  }

  void headers(Map<String, String> headers) {
    endpoint = with(endpoint, endpoint.settings().url(), headers, SignatureNames.WEBHOOK);
  }

  void names(SignatureNames names) {
    endpoint = with(endpoint, endpoint.settings().url(), endpoint.settings().headers(), names);
  }

  void url(String url) {
    endpoint = with(endpoint, url, endpoint.settings().headers(), SignatureNames.WEBHOOK);
  }

  void authentication(Authentication authentication) {
    Endpoint.Settings settings = endpoint.settings().withAuthentication(authentication);
    endpoint = made(endpoint.status(), settings, endpoint.secrets(), endpoint.policy());
  }

  void secrets(List<Secret> secrets) {
    endpoint = made(endpoint.status(), endpoint.settings(), secrets, endpoint.policy());
  }

  /** From now on it is another endpoint, with the same settings. */
  void another() {
    endpoint =
        made(
            new EndpointId(endpoint.id().value() + 1),
            endpoint.status(),
            endpoint.settings(),
            endpoint.secrets(),
            endpoint.policy());
  }

  void status(Status status) {
    endpoint = made(status, endpoint.settings(), endpoint.secrets(), endpoint.policy());
  }

  void timeout(Duration timeout) {
    Policy standard = Policy.STANDARD;
    Policy policy =
        new Policy(
            timeout,
            standard.statuses(),
            standard.retries(),
            standard.lane(),
            standard.concurrency(),
            standard.failing());
    endpoint = made(endpoint.status(), endpoint.settings(), endpoint.secrets(), policy);
  }

  static Message message(String body) {
    return new Message(
        new MessageId(9L << 40),
        new ApplicationId(5L << 40),
        "user.created",
        null,
        List.of(),
        null,
        Message.JSON,
        Duration.ofDays(90),
        Payload.of(body));
  }

  @Override
  public void close() {
    sender.close();
  }

  private static Endpoint endpoint(String url) {
    Endpoint.Settings settings = Endpoint.Settings.of(url);
    return made(Status.ENABLED, settings, List.of(SECRET), Policy.STANDARD);
  }

  private static Endpoint with(
      Endpoint from, String url, Map<String, String> headers, SignatureNames names) {
    Endpoint.Settings settings =
        Endpoint.Settings.of(url)
            .withHeaders(headers)
            .withSignatureNames(names)
            .withAuthentication(from.settings().authentication());
    return made(from.status(), settings, from.secrets(), from.policy());
  }

  private static Endpoint made(
      Status status, Endpoint.Settings settings, List<Secret> secrets, Policy policy) {
    return made(ENDPOINT, status, settings, secrets, policy);
  }

  private static Endpoint made(
      EndpointId id,
      Status status,
      Endpoint.Settings settings,
      List<Secret> secrets,
      Policy policy) {
    return new Endpoint(
        id,
        1,
        new ApplicationId(5L << 40),
        1,
        status,
        settings,
        secrets,
        policy,
        null,
        1,
        NOW,
        NOW);
  }
}
