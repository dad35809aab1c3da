package dev.postrider.server.listen;

import dev.postrider.receiver.Verification.Reason;
import org.jspecify.annotations.Nullable;

/** What is to be thought of a webhook. */
public sealed interface Verdict {

  /** Nobody has said by what to verify it. */
  record Unchecked() implements Verdict {}

  /** It is by whoever knows the secret; the id is null where the sender signs none. */
  record Genuine(@Nullable String id) implements Verdict {}

  /**
   * It is not, or cannot be told to be.
   *
   * @param why what a developer wants to know, and no caller may: a sentence without its full stop
   */
  record Refused(Reason reason, String why) implements Verdict {}
}
