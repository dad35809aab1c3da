package dev.postrider.simulation;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Delivery;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.Recovered.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written of each attempt that has ended, and of what ends without one: worked out
 * from the numbers of the policy, and not by the code that judges. So every answer is recorded
 * once, every reason is the true one, and every retry is due when the schedule and the receiver
 * say.
 */
final class Verdicts {
  private static final String DELETED = "the endpoint was deleted";
  private static final String CANCELLED = "cancelled on request";

  /** An attempt that the dispatcher is being told of, and what is known of it beforehand. */
  private record Ended(
      Delivery delivery, Attempted attempted, PolicyOverrides ofType, int attempts) {
    boolean isOf(Entry entry) {
      return attempted.equals(entry.attempted())
          && delivery.message().id().equals(entry.message())
          && delivery.endpoint().id().equals(entry.endpoint())
          && delivery.manual() == entry.manual();
    }
  }

  private final Rows rows;
  private final Webhooks webhooks;
  private final Wishes wishes;
  private @Nullable Ended ended;

  Verdicts(Rows rows, Webhooks webhooks, Wishes wishes) {
    this.rows = rows;
    this.webhooks = webhooks;
    this.wishes = wishes;
  }

  void finished(Delivery delivery, Attempted attempted, PolicyOverrides ofType) {
    ended = new Ended(delivery, attempted, ofType, delivery.attempts() + 1);
  }

  /** The dispatcher has handled the event: an answer that it was told is written by now. */
  void handled() {
    Ended left = ended;
    ended = null;
    Broken.unless(
        left == null || left.attempted.outcome() instanceof Outcome.Withheld,
        () -> "nothing is written of " + Objects.requireNonNull(left).delivery);
  }

  /** {@code owner}: a former owner acts by what it believes of lanes, and writes nothing. */
  void wrote(Entry entry, Instant now, boolean owner) {
    if (entry.attempted() == null) {
      Broken.unless(withoutAttempt(entry), () -> Names.of(entry) + " is not true");
      return;
    }
    Ended answer = ended;
    ended = null;
    Broken.unless(
        answer != null && answer.isOf(entry) && entry.attempts() == answer.attempts,
        () -> Names.of(entry) + " is written of an attempt that is another's, or none");
    if (answer != null) {
      Broken.unless(
          holds(answer, entry, now, owner),
          () ->
              "%s is written of %s at %s by %s"
                  .formatted(
                      Names.of(entry),
                      answer.attempted.outcome(),
                      now,
                      answer.delivery.endpoint().policy(answer.ofType)));
    }
  }

  private boolean withoutAttempt(Entry entry) {
    String reason = entry.reason();
    return switch (entry.state()) {
      case PENDING -> reason == null && entry.parked() instanceof ParkedChange.Put;
      case DELIVERED -> false;
      case DISCARDED ->
          "its payload was expunged or outlived its retention".equals(reason)
              && rows.expunged(entry.message());
      case CANCELLED -> cancelled(entry);
    };
  }

  private boolean cancelled(Entry entry) {
    return (DELETED.equals(entry.reason()) && webhooks.deleted(entry.endpoint()))
        || (CANCELLED.equals(entry.reason())
            && wishes.asked(new Done(entry.message(), entry.endpoint())));
  }

  private boolean holds(Ended answer, Entry entry, Instant now, boolean owner) {
    Endpoint endpoint = answer.delivery.endpoint();
    Policy policy = endpoint.policy(answer.ofType);
    List<Duration> delays = policy.retries().delays();
    Duration wish = Duration.ZERO;
    if (answer.attempted.outcome() instanceof Outcome.Answered(int status, var asked, _)) {
      if (status / 100 == 2) {
        return entry.state() == State.DELIVERED && entry.reason() == null;
      }
      if (policy.statuses().goodbyes().contains(status)) {
        return discarded(entry, "the receiver answered %d: the endpoint is gone", status);
      }
      if (policy.statuses().refusals().contains(status)) {
        return discarded(entry, "the receiver refused it with %d", status);
      }
      wish = asked == null ? wish : asked;
    }
    if (entry.attempts() > delays.size()) {
      return discarded(entry, "no attempts left after %d", entry.attempts());
    }
    if (entry.manual()) {
      return discarded(entry, "a resend is tried once", 0);
    }
    if (entry.state() == State.CANCELLED) {
      boolean deleted = endpoint.status() == Endpoint.Status.DELETED;
      return cancelled(entry) && deleted == DELETED.equals(entry.reason());
    }
    return endpoint.status() != Endpoint.Status.DELETED
        && entry.state() == State.PENDING
        && entry.parked() instanceof ParkedChange.Put(var row)
        && inTime(row, Duration.between(now, row.due()), policy, wish)
        && (!owner || inLane(row, answer.delivery.message(), policy));
  }

  private static boolean discarded(Entry entry, String reason, int number) {
    return entry.state() == State.DISCARDED && reason.formatted(number).equals(entry.reason());
  }

  /** The schedule's delay, spread as it says, or what the receiver asked for if that is longer. */
  private static boolean inTime(Parked row, Duration wait, Policy policy, Duration wish) {
    double delay = policy.retries().delays().get(row.attempts() - 1).toMillis() * 1_000.0;
    double jitter = policy.retries().jitter();
    Duration longest = Policy.LONGEST_RETRY_AFTER;
    double asked = (wish.compareTo(longest) > 0 ? longest : wish).toNanos() / 1_000.0;
    double micros = wait.toNanos() / 1_000.0;
    // The delay is rounded to a millisecond.
    return micros >= Math.max(delay * (1 - jitter), asked) - 1_000
        && micros <= Math.max(delay * (1 + jitter), asked) + 1_000;
  }

  /** A head keeps its lane until the policy lets it step aside; whoever has left it stays out. */
  private boolean inLane(Parked row, Message message, Policy policy) {
    Parked before = rows.row(message.id(), row.endpoint(), false);
    boolean loose =
        (policy.lane() instanceof LaneRule.SkipAfter(int limit) && row.attempts() >= limit)
            || (before != null && before.lane() == Lane.NONE)
            || rows.repeated(message.id(), row.endpoint());
    return row.lane() == (loose ? Lane.NONE : Lane.of(message.orderingKey()));
  }
}
