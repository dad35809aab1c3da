package dev.postrider.sender;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Sender;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetryAfter;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs and posts messages over HTTP/1.1, to addresses that the guard allows, each within one
 * deadline. Safe for use by many threads.
 */
public final class HttpSender implements Sender, AutoCloseable {
  /** So many ordinary endpoints; large ones weigh more ({@link Bulk}). */
  private static final int ENDPOINTS = 50_000;

  private static final int ORDINARY = 4;
  private static final int UNAUTHORIZED = 401;

  private final Function<EndpointId, Optional<Endpoint>> current;
  private final Function<Message, PolicyOverrides> ofType;
  private final InstantSource clock;
  private final Introduction introduction;
  private final AddressGuard guard;
  private final Resolver resolver;
  private final HostSlots slots;
  private final Client client;
  private final AccessTokens tokens;
  private final Cache<EndpointId, Prepared> prepared =
      Caffeine.newBuilder()
          .maximumWeight((long) ORDINARY * ENDPOINTS)
          .weigher((EndpointId _, Prepared made) -> ORDINARY - 1 + Bulk.weight(made.settings()))
          .build();

  /**
   * Starts a sender.
   *
   * @param current an endpoint as it is now, deleted ones included; asked before every attempt
   * @param ofType what a message's event type says of its deliveries
   */
  public HttpSender(
      SenderConfig config,
      Function<EndpointId, Optional<Endpoint>> current,
      Function<Message, PolicyOverrides> ofType,
      HostLookup lookup,
      InstantSource clock) {
    this(config, current, ofType, lookup, clock, Ticker.systemTicker());
  }

  /** {@code dnsTime} is what the age of DNS answers is measured by. */
  HttpSender(
      SenderConfig config,
      Function<EndpointId, Optional<Endpoint>> current,
      Function<Message, PolicyOverrides> ofType,
      HostLookup lookup,
      InstantSource clock,
      Ticker dnsTime) {
    this.guard = new AddressGuard(config.guard());
    this.current = current;
    this.ofType = ofType;
    this.clock = clock;
    this.introduction = new Introduction("Postrider/" + config.version(), config.origin());
    this.client = new Client(config, lookup);
    this.slots = new HostSlots(config.connectionsPerHost(), config.connections());
    this.resolver = new Resolver(guard, lookup, config.dnsThreads(), config.dnsQueue(), dnsTime);
    this.tokens =
        new AccessTokens(
            guard,
            new TokenHosts(config.origin() != null, config.tokenHosts()),
            (call, deadline) -> sent(call, clock.instant(), deadline),
            clock,
            introduction.userAgent());
  }

  @Override
  public Attempted send(Endpoint endpoint, Message message) throws InterruptedException {
    Instant started = clock.instant();
    Endpoint now = asItIs(endpoint);
    Duration timeout = now == null ? null : timeout(now, message);
    if (now == null || timeout == null || !now.sends()) {
      String shown = prepared(endpoint).shown();
      return new Attempted(shown, started, Duration.ZERO, new Outcome.Withheld());
    }
    Deadline deadline = Deadline.in(timeout);
    Prepared ready = prepared(now);
    return switch (ready.place()) {
      case Prepared.Place.Nowhere(String reason) -> refused(ready, started, deadline, reason);
      case Prepared.Place.Web web -> toWeb(ready, web, message, started, deadline);
    };
  }

  /**
   * The endpoint as it is now; null when it cannot be told. Failure policy: withhold, because a
   * directory that does not answer is no fault of the receiver, whose attempts are counted.
   */
  private @Nullable Endpoint asItIs(Endpoint endpoint) {
    try {
      return current.apply(endpoint.id()).orElse(null);
    } catch (RuntimeException directoryAway) {
      return null;
    }
  }

  /** Null when it cannot be told; the same failure policy. */
  private @Nullable Duration timeout(Endpoint now, Message message) {
    try {
      return now.policy(ofType.apply(message)).timeout();
    } catch (RuntimeException directoryAway) {
      return null;
    }
  }

  /** Breaks off what is under way and closes every connection; twice is harmless. */
  @Override
  public void close() {
    client.close();
    resolver.close();
  }

  private static Attempted refused(
      Prepared ready, Instant started, Deadline deadline, String reason) {
    Outcome outcome = new Unanswered(Failure.REFUSED, reason);
    return new Attempted(ready.shown(), started, deadline.spent(), outcome);
  }

  private Attempted toWeb(
      Prepared ready, Prepared.Place.Web web, Message message, Instant started, Deadline deadline)
      throws InterruptedException {
    HttpHeaders head = web.headers().copy();
    if (!ready.sign(head, message, started)) {
      return refused(ready, started, deadline, "the endpoint has no secret that can sign");
    }
    Client.Call call = Client.Call.post(web, head, message.payload());
    Outcome outcome =
        ready.settings().authentication().proof() instanceof Proof.OAuth2 client
            ? withToken(client, call, started, deadline)
            : sent(call, started, deadline);
    return new Attempted(
        ready.shown(), started, deadline.spent(), outcome, call.stopwatch().timings());
  }

  /** A kept token that the receiver refuses may have been ended early: once there is another. */
  private Outcome withToken(
      Proof.OAuth2 client, Client.Call call, Instant started, Deadline deadline)
      throws InterruptedException {
    boolean again = false;
    while (true) {
      switch (tokens.find(call.web().target(), client, deadline)) {
        case AccessTokens.Found.Failed(Outcome failure) -> {
          return failure;
        }
        case AccessTokens.Found.Token(String token, boolean kept) -> {
          call.head().set(EndpointHeaders.AUTHORIZATION, "Bearer " + token);
          Outcome outcome = sent(call, started, deadline);
          if (!(outcome instanceof Answered(int status, _, _)) || status != UNAUTHORIZED) {
            return outcome;
          }
          tokens.forget(client, token);
          if (!kept || again) {
            return outcome;
          }
          again = true;
        }
      }
    }
  }

  /**
   * Asks the receiver for its permission to send to it, within ten seconds. Blocks: call it on a
   * virtual thread.
   */
  public Permission ask(Endpoint endpoint) throws InterruptedException {
    return switch (prepared(endpoint).place()) {
      case Prepared.Place.Nowhere(String reason) -> new Permission.Denied(reason);
      case Prepared.Place.Web web -> {
        PermissionRequest request = new PermissionRequest(introduction);
        Deadline deadline = Deadline.in(PermissionRequest.TIMEOUT);
        Exchange.End end = reach(request.to(web), deadline);
        yield end instanceof Exchange.End.Answer(int status, String allowed, _)
            ? request.answered(status, allowed)
            : PermissionRequest.unanswered(outcome(end, clock.instant(), deadline));
      }
    };
  }

  private Outcome sent(Client.Call call, Instant started, Deadline deadline)
      throws InterruptedException {
    return outcome(reach(call, deadline), started, deadline);
  }

  private Exchange.End reach(Client.Call call, Deadline deadline) throws InterruptedException {
    return switch (resolver.resolve(call.web().target(), deadline.left(), call.stopwatch())) {
      case Resolver.Resolution.Refused(String reason) ->
          new Exchange.End.Unsent(new Unanswered(Failure.REFUSED, reason));
      case Resolver.Resolution.Unknown(String reason) ->
          new Exchange.End.Unsent(new Unanswered(Failure.DNS, reason));
      case Resolver.Resolution.TooLate() ->
          new Exchange.End.Unsent(Diagnosis.tooLate(deadline, "no answer from DNS"));
      case Resolver.Resolution.Crowded() -> new Exchange.End.Unsent(new Outcome.Withheld());
      case Resolver.Resolution.Addresses(List<InetAddress> allowed) ->
          inSlot(call, allowed, deadline);
    };
  }

  /**
   * Whoever gets a slot has half of the time for the request itself. Failure policy: withhold when
   * there is none, because our bound is no fault of the receiver, whose attempts are counted.
   */
  private Exchange.End inSlot(Client.Call call, List<InetAddress> allowed, Deadline deadline)
      throws InterruptedException {
    String key = call.web().key();
    if (!slots.enter(key, deadline.half())) {
      return new Exchange.End.Unsent(new Outcome.Withheld());
    }
    try {
      Exchange.End end = client.send(call, allowed, deadline);
      boolean again = end instanceof Exchange.End.Broken(_, boolean stale) && stale;
      return again ? client.send(call, allowed, deadline) : end;
    } finally {
      slots.leave(key);
    }
  }

  private static Outcome outcome(Exchange.End end, Instant started, Deadline deadline) {
    return switch (end) {
      case Exchange.End.Answer(int status, _, _) when status < 100 || status > 599 ->
          new Unanswered(Failure.PROTOCOL, "the answer has the status " + status);
      case Exchange.End.Answer(int status, String retryAfter, var body) ->
          new Answered(status, wait(status, retryAfter, started.plus(deadline.spent())), body);
      case Exchange.End.Broken(Throwable cause, _) -> Diagnosis.of(cause);
      case Exchange.End.Late(String missing) -> Diagnosis.tooLate(deadline, missing);
      case Exchange.End.Unsent(Outcome unsent) -> unsent;
    };
  }

  private static @Nullable Duration wait(int status, @Nullable String retryAfter, Instant now) {
    return retryAfter == null || status / 100 == 2
        ? null
        : RetryAfter.parse(retryAfter, now).orElse(null);
  }

  private Prepared prepared(Endpoint endpoint) {
    Prepared known = prepared.getIfPresent(endpoint.id());
    if (known != null && known.stillTrueOf(endpoint)) {
      return known;
    }
    Prepared fresh = Prepared.of(endpoint, guard, introduction);
    prepared.put(endpoint.id(), fresh);
    return fresh;
  }
}
