package dev.postrider.receiver.events.json;

import dev.postrider.receiver.Identity;
import dev.postrider.receiver.RequestHeaders;
import dev.postrider.receiver.events.UnreadableEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Names webhooks by what is in their bodies. A body that cannot be read has no id, so that it is
 * refused as malformed.
 */
public final class BodyIdentity implements Identity {
  private static final Identity SIGNED = Identity.webhookId();
  private static final Identity HASH = Identity.bodyHash();

  private final Naming naming;

  public BodyIdentity(Naming naming) {
    this.naming = naming;
  }

  /** Says what names a body. */
  @FunctionalInterface
  public interface Naming {
    /** What names it; it is a JSON object. */
    Name of(JsonNode body) throws UnreadableEvent;
  }

  /** What names a body. */
  public sealed interface Name {}

  /** The body says it. */
  public record Said(String id) implements Name {}

  /** Its bytes, when the request has no {@code webhook-id}: alike ones are one event. */
  public record Bytes() implements Name {}

  /**
   * Nothing, when the request has no {@code webhook-id}: the event happens again with the very same
   * body, and then the second must not be taken for the first. An attempt whose answer was lost is
   * handled twice for that.
   */
  public record Nothing() implements Name {}

  @Override
  public @Nullable String of(RequestHeaders headers, byte[] body) throws Exception {
    Name name;
    try {
      name = naming.of(EventJson.object(body));
    } catch (UnreadableEvent nameless) {
      return null;
    }
    if (name instanceof Said said) {
      return said.id();
    }
    String signed = SIGNED.of(headers, body);
    if (signed != null) {
      return signed;
    }
    return name instanceof Bytes ? HASH.of(headers, body) : UUID.randomUUID().toString();
  }
}
