package dev.postrider.sender;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Bulk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the access token of each client until shortly before it ends, and fetches the next one as
 * it is needed, for all endpoints that name this client with the same secret. Safe for use by many
 * threads.
 *
 * <p>For one client there is one fetch at a time; whoever waits for it gets what came of it. Where
 * one has failed, what it came to is the answer for {@linkplain TokenRest a while}. It is the
 * client's while, not the token endpoint's: many share one, and whoever names a wrong client or a
 * secret that he does not know keeps nobody else from his tokens. The token endpoint is reached as
 * receivers are: past the guard, within the attempt's deadline, and no more of its answer is read.
 */
final class AccessTokens {
  /** Characters of all clients and tokens; a token has up to 8,192. */
  static final long ROOM = 12 << 20;

  /** What a client costs beside its texts. */
  private static final int CLIENT = 256;

  /** No token lives longer, so nothing is lost. */
  private static final Duration UNUSED = Duration.ofDays(1);

  /** How requests leave this service. */
  @FunctionalInterface
  interface Way {
    Outcome send(Client.Call call, Deadline deadline) throws InterruptedException;
  }

  /** What a request is to be let in by. */
  sealed interface Found {

    /** {@code kept}: it was there already, and may have been ended meanwhile. */
    record Token(String value, boolean kept) implements Found {
      @Override
      public String toString() {
        return "Token[***]";
      }
    }

    record Failed(Outcome outcome) implements Found {}
  }

  /** One client's. What is not final is written by whoever holds the turn. */
  private static final class Grant {
    final Proof.OAuth2 client;
    final Target.Reading issuer;
    final ReentrantLock turn = new ReentrantLock();
    volatile @Nullable Kept kept;
    volatile @Nullable TokenRest rest;
    volatile Found last = new Found.Failed(new Outcome.Withheld());

    Grant(Proof.OAuth2 client) {
      this.client = client;
      this.issuer = Target.read(client.tokenUrl());
    }

    int weight() {
      Kept held = kept;
      return CLIENT + Bulk.of(client) + (held == null ? 0 : held.token.length());
    }
  }

  record Kept(String token, Instant until) {
    @Override
    public String toString() {
      return "Kept[***]";
    }
  }

  private final AddressGuard guard;
  private final TokenHosts hosts;
  private final Way way;
  private final InstantSource clock;
  private final String userAgent;
  private final LoadingCache<Proof.OAuth2, Grant> grants =
      Caffeine.newBuilder()
          .maximumWeight(ROOM)
          .weigher((Proof.OAuth2 _, Grant grant) -> grant.weight())
          .expireAfterAccess(UNUSED)
          .executor(Runnable::run)
          .build(Grant::new);

  AccessTokens(
      AddressGuard guard, TokenHosts hosts, Way way, InstantSource clock, String userAgent) {
    this.guard = guard;
    this.hosts = hosts;
    this.way = way;
    this.clock = clock;
    this.userAgent = userAgent;
  }

  /** The client's token for the endpoint with this target, fetched if need be. */
  Found find(Target receiver, Proof.OAuth2 client, Deadline deadline) throws InterruptedException {
    Grant grant = grants.get(client);
    return switch (grant.issuer) {
      case Target.Reading.Rejected(String reason) -> failed(reason);
      case Target.Reading.Understood(Target issuer) when !hosts.permit(issuer, receiver) ->
          failed(
              "the tokenUrl has neither scheme, host and port of the endpoint's URL nor a host that"
                  + " is allowed for token endpoints here");
      case Target.Reading.Understood(Target issuer) ->
          switch (guard.ruleOnUrl(issuer)) {
            case AddressGuard.Ruling.Refused(String reason) -> failed(reason);
            case AddressGuard.Ruling.Allowed() -> find(grant, issuer, deadline);
          };
    };
  }

  @SuppressWarnings("ReferenceEquality")
  private Found find(Grant grant, Target issuer, Deadline deadline) throws InterruptedException {
    // Read first: what it came from is there by then.
    Found seen = grant.last;
    Kept kept = live(grant);
    if (kept != null) {
      return new Found.Token(kept.token, true);
    }
    TokenRest rest = grant.rest;
    if (rest != null && rest.lasts(clock.instant())) {
      return rest.why();
    }
    if (!grant.turn.tryLock(deadline.left(), TimeUnit.NANOSECONDS)) {
      return failed("none has come within " + deadline.millis() + " ms");
    }
    try {
      // Those who waited share what came of it, be it a failure.
      if (grant.last == seen) {
        grant.last = fetch(grant, issuer, deadline);
      }
      return grant.last;
    } finally {
      grant.turn.unlock();
    }
  }

  /** What is kept weighs so much. */
  long weight() {
    return grants.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /** The receiver has refused it; nothing happens when there is another by now. */
  void forget(Proof.OAuth2 client, String token) {
    Grant grant = grants.get(client);
    Kept kept = grant.kept;
    if (kept != null && kept.token.equals(token)) {
      grant.kept = null;
    }
  }

  private @Nullable Kept live(Grant grant) {
    Kept kept = grant.kept;
    return kept != null && clock.instant().isBefore(kept.until) ? kept : null;
  }

  private Found fetch(Grant grant, Target target, Deadline deadline) throws InterruptedException {
    Instant asked = clock.instant();
    return switch (way.send(TokenRequest.of(grant.client, target, userAgent), deadline)) {
      case Outcome.Withheld withheld -> new Found.Failed(withheld);
      case Unanswered(_, String detail) -> rested(grant, failed(detail));
      case Outcome.Answered answered ->
          switch (TokenAnswer.read(answered)) {
            case TokenAnswer.Refused(String reason) -> rested(grant, failed(reason));
            case TokenAnswer.Granted(String token, var lifetime) -> {
              grant.kept = new Kept(token, asked.plus(lifetime));
              grant.rest = null;
              // It weighs more now.
              grants.put(grant.client, grant);
              yield new Found.Token(token, false);
            }
          };
    };
  }

  private Found rested(Grant grant, Found.Failed failure) {
    grant.rest = TokenRest.after(grant.rest, failure, clock.instant());
    return failure;
  }

  private static Found.Failed failed(String detail) {
    return new Found.Failed(new Unanswered(Failure.AUTHENTICATION, "no access token: " + detail));
  }
}
