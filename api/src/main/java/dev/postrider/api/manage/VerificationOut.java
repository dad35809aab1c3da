package dev.postrider.api.manage;

import dev.postrider.api.http.JsonWriter;
import dev.postrider.directory.Verification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes whether an endpoint's receiver has agreed to be sent to. */
final class VerificationOut {
  private VerificationOut() {}

  /** The member; nothing when nobody has to be asked. */
  static void write(JsonWriter json, Verification verification) {
    switch (verification) {
      case Verification.NotNeeded() -> {}
      case Verification.Pending(_, Instant due, String reason) ->
          write(json, "pending", "nextAttemptAt", due, reason);
      case Verification.Verified(Instant since) -> write(json, "verified", "since", since, null);
      case Verification.Failed(Instant since, String reason) ->
          write(json, "failed", "since", since, reason);
    }
  }

  private static void write(
      JsonWriter json, String status, String name, Instant at, @Nullable String reason) {
    json.name("verification").beginObject();
    json.name("status").value(status).name(name).value(at);
    if (reason != null) {
      json.name("reason").value(reason);
    }
    json.endObject();
  }
}
