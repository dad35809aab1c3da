package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postrider.receiver.Identity;
import dev.postrider.receiver.events.PlatformEvent;
import dev.postrider.receiver.events.UnreadableEvent;
import dev.postrider.receiver.events.json.BodyIdentity;
import dev.postrider.receiver.events.json.EventJson;
import dev.postrider.receiver.events.json.EventNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One of mluvii's 49 events (M-16). A record is called as its event; its {@code data} is that of
 * the body (M-12).
 *
 * <p>The interfaces between are what a switch can take together: {@link SessionEvent} has all that
 * happens to a session, {@link ActivityEvent} what was said and done in it.
 */
public sealed interface MluviiEvent extends PlatformEvent
    permits SessionEvent,
        EmailThreadEvent,
        MluviiEvent.UserStatusChanged,
        MluviiEvent.GuestIdentityUpdated,
        MluviiEvent.ApplicationSettingChanged,
        MluviiEvent.Unknown {

  /** Reads a body; an event that is not known is {@link Unknown}. */
  static MluviiEvent parse(byte[] body) throws UnreadableEvent {
    JsonNode root = EventJson.object(body);
    String type = EventJson.text(root, "/eventType");
    Class<? extends MluviiEvent> known = EventNames.of(MluviiEvent.class).get(type);
    return known == null ? new Unknown(type, root) : EventJson.event(root, known);
  }

  /**
   * Names a webhook by its {@code webhook-id}, if it is signed, or else by its bytes, because its
   * body has no id and is the same in every attempt (M-8).
   *
   * <p>Five events say that something has changed, not when, and look the same each time:
   * UserStatusChanged, SessionCallParamsUpdated, EmailThreadParamsUpdated, GuestIdentityUpdated and
   * ApplicationSettingChanged. Without a {@code webhook-id} each request of theirs is a webhook of
   * its own: a later change must not be lost, and doing a repeated one again should be harmless.
   */
  static Identity identity() {
    return new BodyIdentity(body ->
        switch (EventJson.text(body, "/eventType")) {
          case "UserStatusChanged",
              "SessionCallParamsUpdated",
              "EmailThreadParamsUpdated",
              "GuestIdentityUpdated",
              "ApplicationSettingChanged" ->
              new BodyIdentity.Nothing();
          default -> new BodyIdentity.Bytes();
        });
  }

  /**
   * The entity type, within which mluvii keeps the order (M-9): {@code session}, {@code email},
   * {@code user}, {@code guest} or {@code setting}. Null for an event that is not known and for
   * what cannot be read.
   */
  static @Nullable String entityType(byte[] body) {
    return EventOrder.entityType(body);
  }

  /**
   * The entity itself, such as {@code session:7371450}: keeps the order of what happens to one
   * session, and lets others go on meanwhile. Null as for {@link #entityType}; settings are one
   * entity.
   */
  static @Nullable String entity(byte[] body) {
    return EventOrder.entity(body);
  }

  @Override
  @JsonProperty("eventType")
  default String name() {
    return PlatformEvent.super.name();
  }

  /** The status of a user changed. Nothing in it says when (M-23). */
  record UserStatusChanged(UserNow data, JsonNode json) implements MluviiEvent {

    /** Who, and what they are now. */
    public record UserNow(
        int userId,
        UserStatus status,
        Availability availabilityStatus,
        @Nullable String availabilityStatusReason) {}
  }

  /** The identity of a guest changed. */
  record GuestIdentityUpdated(Entity data, JsonNode json) implements MluviiEvent {}

  /** A setting of the application changed. */
  record ApplicationSettingChanged(Setting data, JsonNode json) implements MluviiEvent {

    /** Which setting, and whose. */
    public record Setting(
        String name,
        @Nullable Integer companyId,
        @Nullable Integer departmentId,
        @Nullable Integer operatorGroupId,
        @Nullable Integer userId,
        @Nullable Integer routingRuleSetId) {}
  }

  /** An event that came after this library (M-24). */
  record Unknown(@JsonProperty("eventType") String name, JsonNode json) implements MluviiEvent {}

  /** Something of which no more is said than which it is. */
  record Entity(long id, int tenantId) {}
}
