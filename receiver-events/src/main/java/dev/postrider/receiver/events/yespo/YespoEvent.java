package dev.postrider.receiver.events.yespo;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.postrider.receiver.Identity;
import dev.postrider.receiver.events.PlatformEvent;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.json.BodyIdentity;
import dev.postrider.receiver.events.json.EventJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What Yespo, eSputnik and Reteno send to a webhook: App Inbox messages, one per request (Y-1).
 *
 * <p>Their bodies name no type, so there is none that could be unknown.
 */
public sealed interface YespoEvent extends PlatformEvent {

  /**
   * Reads a body. Who receives without an {@code Inbox} answers 400 to one that cannot be read: it
   * is not sent again (Y-11). A handler, whose webhook has been answered, lets the exception
   * through, and the inbox keeps the webhook as a dead letter.
   */
  static YespoEvent parse(byte[] body) throws UnreadableEvent {
    return EventJson.event(EventJson.object(body), AppInboxMessage.class);
  }

  /** Names a webhook by the id of its message, which is the same in every attempt (Y-13). */
  static Identity identity() {
    return new BodyIdentity(body -> new BodyIdentity.Said(EventJson.text(body, "/id")));
  }

  /**
   * A message was put into the app inbox of a contact (Y-6).
   *
   * @param externalCustomerId the contact (Y-2)
   * @param id what the message's status is set by (Y-13); the same in every attempt
   * @param image a URL
   * @param link a URL, perhaps of an app
   * @param customData JSON, as a text (Y-7)
   */
  record AppInboxMessage(
      String externalCustomerId,
      UUID id,
      @JsonDeserialize(using = Millis.class)
          @JsonFormat(
              shape = JsonFormat.Shape.NUMBER,
              without = JsonFormat.Feature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          Instant createdDate,
      String title,
      String content,
      @Nullable String image,
      @Nullable String link,
      @Nullable String category,
      @Nullable String customData,
      JsonNode json)
      implements YespoEvent {}
}
