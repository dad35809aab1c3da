package dev.postrider.receiver;

import dev.postrider.receiver.BodyReader.Body;
import dev.postrider.receiver.BodyReader.Unread;
import dev.postrider.receiver.BodyReader.Whole;
import dev.postrider.receiver.Verification.Rejected;
import dev.postrider.receiver.Verification.Verified;
import dev.postrider.receiver.store.Arrival;
import dev.postrider.receiver.store.Content;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of a request what is stored: reads it, verifies it, and only then looks into it. */
final class Intake {
  private static final int LONGEST_ID = 512;

  /** Of all bodies that are read or wait to be stored. */
  private static final long ROOM = 64 << 20;

  private final WebhookVerifier verifier;
  private final InboxSettings settings;
  private final BodyReader reader;
  private final CommitLoop commits;

  Intake(WebhookVerifier verifier, InboxSettings settings, CommitLoop commits) {
    this.verifier = verifier;
    this.settings = settings;
    // One body has room whatever its limit.
    long room = Math.max(ROOM, settings.maxBody() + 1L);
    this.reader = new BodyReader(settings.maxBody(), settings.bodyTime(), room);
    this.commits = commits;
  }

  Receipt take(RequestHeaders headers, InputStream stream) {
    try (Body body = reader.read(headers, stream)) {
      return switch (body) {
        case Unread(Receipt receipt) -> receipt;
        case Whole whole -> verify(headers, whole.bytes);
      };
    }
  }

  private Receipt verify(RequestHeaders headers, byte[] body) {
    return switch (verifier.verify(headers, body)) {
      case Rejected(Verification.Reason reason) -> new Receipt.Refused(reason);
      case Verified(String id) -> store(naming(headers, id), body);
    };
  }

  /** An id that nobody signed may stand beside the one that was; it means nothing. */
  private static RequestHeaders naming(RequestHeaders headers, @Nullable String verified) {
    return verified == null
        ? headers
        : name -> name.equals("webhook-id") ? List.of(verified) : headers.all(name);
  }

  private Receipt store(RequestHeaders headers, byte[] body) {
    String id = id(headers, body);
    if (id == null) {
      return new Receipt.Malformed("no id");
    }
    KeptHeaders kept;
    try {
      kept = KeptHeaders.of(headers, settings.keptHeaders());
    } catch (IllegalArgumentException tooLong) {
      return new Receipt.Malformed("headers that are too long");
    }
    Instant now = settings.clock().instant();
    Long key = orderKey(new Webhook(id, kept, body, now, 1));
    return switch (commits.store(new Arrival(id, key, now, new Content(kept.stored(), body)))) {
      case FRESH -> new Receipt.Taken(id);
      case KNOWN -> new Receipt.Duplicate(id);
      case NOT_STORED -> new Receipt.Unavailable();
    };
  }

  private @Nullable String id(RequestHeaders headers, byte[] body) {
    try {
      String id = settings.identity().of(headers, body);
      return id != null && !id.isEmpty() && id.length() <= LONGEST_ID && Text.plain(id) ? id : null;
    } catch (Throwable e) {
      // Errors too: a body that is nested too deep for a parser is nobody else's trouble.
      Log.thrown(Level.DEBUG, "no id was found in a webhook", e);
      return null;
    }
  }

  /**
   * The hash of the order key. Failure policy: fail open. A webhook whose key cannot be found comes
   * from the right sender; it is handled in no order rather than sent back for ever.
   */
  private @Nullable Long orderKey(Webhook webhook) {
    try {
      String key = settings.orderKey().apply(webhook);
      return key == null
          ? null
          : ByteBuffer.wrap(Hash.sha256(key.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (Throwable e) {
      Log.thrown(Level.WARNING, "no order key was found in webhook " + webhook.id(), e);
      return null;
    }
  }
}
