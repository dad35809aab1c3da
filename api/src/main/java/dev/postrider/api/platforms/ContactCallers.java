package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.SecretHash;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.ContactTokens;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Lets nobody through but contacts with a token, which opens once: the answer bears the next one,
 * be it an error or not (Y-15).
 */
record ContactCallers(ContactTokens tokens, RandomGenerator random) {
  private static final String HEADER = "ES-TOKEN";
  private static final int BYTES = 32;
  private static final int LONGEST = 256;

  /** What is done for a contact that is known. */
  @FunctionalInterface
  interface Known {
    Answer handle(Contact contact, Request request);
  }

  Handler known(Known handler) {
    return request -> {
      // A body that cannot be read ends the connection and leaves the token as it was.
      request.body();
      String next = token(random);
      Contact contact = contact(request, next);
      Answer answer;
      try {
        answer = handler.handle(contact, request);
      } catch (Refusal refusal) {
        answer = YespoInboxOut.refused(refusal);
      }
      return answer.with(HEADER, next);
    };
  }

  private Contact contact(Request request, String next) {
    return request
        .header(HEADER)
        .filter(shown -> shown.length() <= LONGEST)
        .flatMap(shown -> tokens.rotate(SecretHash.of(shown), SecretHash.of(next)))
        .orElseThrow(() ->
            Refusal.unauthenticated(
                "The ES-TOKEN is missing, was used already or is too old; get a new one"));
  }

  /** A text that nobody guesses, so that its hash is enough to know it again. */
  static String token(RandomGenerator random) {
    byte[] chance = new byte[BYTES];
    random.nextBytes(chance);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
  }
}
