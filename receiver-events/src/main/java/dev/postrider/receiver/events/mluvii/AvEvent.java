package dev.postrider.receiver.events.mluvii;

import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/** An audio or video call in a session. */
public sealed interface AvEvent extends SessionEvent {

  /** An audio or video call was requested. */
  record SessionActivityAvRequest(Call data, JsonNode json) implements AvEvent {}

  /** An audio or video call was accepted or rejected. */
  record SessionActivityAvResponse(AnsweredCall data, JsonNode json) implements AvEvent {

    /** What was answered to which operator. */
    public record AnsweredCall(
        long sessionId, long operatorId, OffsetDateTime time, AvResponse response) {}
  }

  /** The devices for an audio or video call were found, or not. */
  record SessionActivityAvMediaResult(CallDevices data, JsonNode json) implements AvEvent {

    /** What was found for the call of which operator. */
    public record CallDevices(
        long sessionId,
        long operatorId,
        OffsetDateTime time,
        AvMediaResult result,
        boolean isStreamAvailable) {}
  }

  /** An audio or video call ended. */
  record SessionActivityAvTerminated(Call data, JsonNode json) implements AvEvent {}

  /** The call of an operator. */
  record Call(long sessionId, long operatorId, OffsetDateTime time) {}
}
