package dev.postrider.receiver.events.qikchat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postrider.receiver.Identity;
import dev.postrider.receiver.events.PlatformEvent;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.json.BodyIdentity;
import dev.postrider.receiver.events.json.EventJson;
import tools.jackson.databind.JsonNode;

/**
 * What Qikchat calls back for: a message that came in, or what became of one that was sent.
 *
 * <p>Callbacks come in parallel and in no order: {@code read} may come before {@code
 * delivered}.
 */
public sealed interface QikchatEvent extends PlatformEvent
    permits MessageEvent, StatusEvent, QikchatEvent.Unknown {

  /** Reads a body; a message or a status of a kind that is not known is {@link Unknown}. */
  static QikchatEvent parse(byte[] body) throws UnreadableEvent {
    JsonNode root = EventJson.object(body);
    String event = EventJson.text(root, "/event");
    Class<? extends QikchatEvent> known =
        switch (event) {
          case MessageEvent.NAME ->
              MessageEvent.ofType(EventJson.text(root, "/payload/message/type"));
          case StatusEvent.NAME -> StatusEvent.ofStatus(EventJson.text(root, "/payload/status"));
          default -> null;
        };
    return known == null ? new Unknown(event, root) : EventJson.event(root, known);
  }

  /**
   * Names a webhook by the id of the message, and its status: what comes in and each status of what
   * was sent are webhooks of their own. An event that is not known is named by its bytes.
   */
  static Identity identity() {
    return new BodyIdentity(body ->
        switch (EventJson.text(body, "/event")) {
          case MessageEvent.NAME ->
              new BodyIdentity.Said("message/" + EventJson.text(body, "/payload/id"));
          // No status has a slash, so what is before the last one is the id.
          case StatusEvent.NAME ->
              new BodyIdentity.Said(
                  "status/"
                      + EventJson.text(body, "/payload/id")
                      + "/"
                      + EventJson.text(body, "/payload/status"));
          default -> new BodyIdentity.Bytes();
        });
  }

  /** What the body calls it: one name for all messages and one for all statuses. */
  @JsonProperty
  String event();

  /** A kind of event, message or status that came after this library. */
  record Unknown(String event, JsonNode json) implements QikchatEvent {
    @Override
    public String name() {
      return event;
    }
  }
}
