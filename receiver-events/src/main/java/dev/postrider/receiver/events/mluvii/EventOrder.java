package dev.postrider.receiver.events.mluvii;

import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.json.EventJson;
import dev.postrider.receiver.events.json.EventNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says which events of mluvii keep their order (M-9). */
final class EventOrder {
  private EventOrder() {}

  static @Nullable String entityType(byte[] body) {
    try {
      return entityType(EventJson.object(body));
    } catch (UnreadableEvent orderless) {
      return null;
    }
  }

  static @Nullable String entity(byte[] body) {
    try {
      JsonNode root = EventJson.object(body);
      String type = entityType(root);
      return type == null ? null : type + id(root.path("data"));
    } catch (UnreadableEvent orderless) {
      return null;
    }
  }

  private static @Nullable String entityType(JsonNode root) throws UnreadableEvent {
    Class<? extends MluviiEvent> event =
        EventNames.of(MluviiEvent.class).get(EventJson.text(root, "/eventType"));
    if (event == null) {
      return null;
    }
    if (SessionEvent.class.isAssignableFrom(event)) {
      return "session";
    }
    if (EmailThreadEvent.class.isAssignableFrom(event)) {
      return "email";
    }
    return event == MluviiEvent.UserStatusChanged.class
        ? "user"
        : event == MluviiEvent.GuestIdentityUpdated.class ? "guest" : "setting";
  }

  /** Sessions, threads and guests have an id, activities a sessionId, users a userId (M-23). */
  private static String id(JsonNode data) {
    for (String name : new String[] {"sessionId", "id", "userId"}) {
      if (data.path(name).isIntegralNumber()) {
        return ":" + data.get(name).asString();
      }
    }
    return "";
  }
}
