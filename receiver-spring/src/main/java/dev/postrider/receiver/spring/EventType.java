package dev.postrider.receiver.spring;

import dev.postrider.receiver.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * Says what type of event a webhook tells of, by which its {@link WebhookHandler} is chosen. A bean
 * of this type takes the place of the default, which looks into the JSON's member {@code type}
 * ({@code postrider.receiver.type-member}).
 */
@FunctionalInterface
public interface EventType {

  /** The type; null when the webhook has none. What is thrown is a failed attempt. */
  @Nullable String of(Webhook webhook);

  /** The text of this member of the outermost object; none when the body is no such JSON. */
  static EventType jsonMember(String name) {
    return new JsonMember(name);
  }
}
