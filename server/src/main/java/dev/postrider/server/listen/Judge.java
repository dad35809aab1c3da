package dev.postrider.server.listen;

import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.Verification.Rejected;
import dev.postrider.receiver.Verification.Verified;
import dev.postrider.receiver.WebhookVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Verifies webhooks by the library that receivers use, and finds out why one is refused, which that
 * library does not tell.
 */
public sealed interface Judge {

  Verdict of(Arrival arrival);

  /** Where nobody has said by what to verify. */
  record Nobody() implements Judge {
    @Override
    public Verdict of(Arrival arrival) {
      return new Verdict.Unchecked();
    }
  }

  /** Looks for signatures of Standard Webhooks 1.0. */
  record Signatures(WebhookVerifier verifier) implements Judge {
    private static final List<String> PARTS = List.of("-id", "-timestamp", "-signature");

    /**
     * By one of these secrets.
     *
     * @throws IllegalArgumentException when one cannot be read; the text does not say what it is
     */
    public Signatures(List<String> secrets, InstantSource clock) {
      this(WebhookVerifier.signed(secrets, WebhookVerifier.TOLERANCE, clock));
    }

    @Override
    public Verdict of(Arrival arrival) {
      return Judge.verdict(verifier, arrival, reason -> why(reason, arrival));
    }

    private static String why(Reason reason, Arrival arrival) {
      List<String> names = names(arrival);
      return switch (reason) {
        case MISSING_HEADERS ->
            "it has no "
                + names.stream()
                    .filter(name -> arrival.all(name).isEmpty())
                    .collect(Collectors.joining(", no "));
        case MALFORMED_HEADERS -> malformed(names, arrival);
        case TOO_OLD ->
            "it was signed %s before it came, and %s are allowed"
                .formatted(gap(arrival), Spans.shown(WebhookVerifier.TOLERANCE));
        case TOO_NEW ->
            "it was signed %s after it came, and %s are allowed: one of the two clocks is wrong"
                .formatted(gap(arrival), Spans.shown(WebhookVerifier.TOLERANCE));
        case WRONG_SIGNATURE ->
            "none of its signatures is by a secret that was given: it has another, or id, time or body were changed on the way";
        case WRONG_CREDENTIALS -> throw new IllegalStateException("signatures have no password");
      };
    }

    private static String malformed(List<String> names, Arrival arrival) {
      Optional<String> twice = names.stream().filter(n -> arrival.all(n).size() > 1).findFirst();
      if (twice.isPresent()) {
        return twice.get() + " is there more than once";
      }
      String time = names.get(1);
      return arrival.all(time).getFirst().matches("[0-9]{1,12}")
          ? "%s or %s is empty, too long, or has signs that it cannot have"
              .formatted(names.get(0), names.get(2))
          : time + " is not in seconds since 1970";
    }

    private static String gap(Arrival arrival) {
      return signedAt(arrival)
          .map(time -> Spans.shown(Duration.between(time, arrival.at()).abs()))
          .orElse("long");
    }

    /** Of the family that is whole, else of that which is begun. */
    private static List<String> names(Arrival arrival) {
      boolean svix = present("webhook", arrival) < present("svix", arrival);
      return PARTS.stream().map(part -> (svix ? "svix" : "webhook") + part).toList();
    }

    private static long present(String family, Arrival arrival) {
      return PARTS.stream().filter(part -> !arrival.all(family + part).isEmpty()).count();
    }
  }

  /** Looks for a name and a password (RFC 7617). */
  record Password(WebhookVerifier verifier) implements Judge {

    /**
     * For this user.
     *
     * @throws IllegalArgumentException when there can be no such user or password
     */
    public Password(String user, String password) {
      this(WebhookVerifier.basic(user, password));
    }

    @Override
    public Verdict of(Arrival arrival) {
      return Judge.verdict(verifier, arrival, reason -> why(reason, arrival));
    }

    private static String why(Reason reason, Arrival arrival) {
      return switch (reason) {
        case MISSING_HEADERS -> "it has no authorization";
        case MALFORMED_HEADERS ->
            arrival.all("authorization").size() > 1
                ? "authorization is there more than once"
                : "authorization is not Basic, or not base64";
        case WRONG_CREDENTIALS -> "its user or its password is another than was given";
        case TOO_OLD, TOO_NEW, WRONG_SIGNATURE ->
            throw new IllegalStateException("a password is not signed");
      };
    }
  }

  /** When the sender says that he signed; empty when he says nothing that can be read. */
  static Optional<Instant> signedAt(Arrival arrival) {
    return java.util.stream.Stream.of("webhook-timestamp", "svix-timestamp")
        .flatMap(name -> arrival.all(name).stream())
        .filter(text -> text.matches("[0-9]{1,12}"))
        .findFirst()
        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
  }

  private static Verdict verdict(
      WebhookVerifier verifier, Arrival arrival, java.util.function.Function<Reason, String> why) {
    return switch (verifier.verify(arrival::all, arrival.body().bytes())) {
      case Verified(String id) -> new Verdict.Genuine(id);
      case Rejected(Reason reason) -> new Verdict.Refused(reason, why.apply(reason));
    };
  }
}
