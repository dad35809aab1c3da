package dev.postrider.receiver.events.qikchat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A message that the business wrote got a status. */
public sealed interface StatusEvent extends QikchatEvent {
  /** What the body calls such an event. */
  String NAME = "whatsapp:message:status";

  @Override
  default String event() {
    return NAME;
  }

  /** Which message, and its status. */
  Status payload();

  /** The event of that status; null when it is not known. */
  static @Nullable Class<? extends StatusEvent> ofStatus(String status) {
    return switch (status) {
      case "sent" -> StatusSent.class;
      case "delivered" -> StatusDelivered.class;
      case "read" -> StatusRead.class;
      case "failed" -> StatusFailed.class;
      default -> null;
    };
  }

  /** A message that the business wrote was sent. */
  record StatusSent(Status payload, JsonNode json) implements StatusEvent {}

  /** A message that the business wrote was delivered. */
  record StatusDelivered(Status payload, JsonNode json) implements StatusEvent {}

  /** A message that the business wrote was read. */
  record StatusRead(Status payload, JsonNode json) implements StatusEvent {}

  /** A message that the business wrote failed. */
  record StatusFailed(Status payload, JsonNode json) implements StatusEvent {}

  /**
   * What became of a message.
   *
   * @param id what the answer to the send request called it
   * @param from the business's number
   * @param recipient the customer's number
   */
  record Status(
      String id,
      String status,
      @Nullable String channel,
      @Nullable String from,
      @Nullable String recipient,
      @Nullable Instant timestamp,
      @Nullable Map<String, JsonNode> error) {

    public Status {
      error = error == null ? null : Map.copyOf(error);
    }
  }
}
