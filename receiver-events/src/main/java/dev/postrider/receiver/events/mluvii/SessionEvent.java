package dev.postrider.receiver.events.mluvii;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something happened to a session: the events of its life in their order (M-17), then others. */
public sealed interface SessionEvent extends MluviiEvent
    permits ActivityEvent,
        AvEvent,
        SessionEvent.SessionCreated,
        SessionEvent.SessionStarted,
        SessionEvent.SessionOperatorJoined,
        SessionEvent.SessionForwarded,
        SessionEvent.SessionEnded,
        SessionEvent.SessionOperatorLeft,
        SessionEvent.SessionOperatorConcluded,
        SessionEvent.SessionCallParamsUpdated,
        SessionEvent.SessionRecordingPostProcessingCompleted,
        SessionEvent.SessionActivityHeroCardSubmission {

  /** A session was created; nobody has joined it yet (M-18). */
  record SessionCreated(CreatedSession data, JsonNode json) implements SessionEvent {

    /** Which session. */
    public record CreatedSession(long id, int tenantId, Channel channel, Source source) {}
  }

  /** A session started, for example because the client entered the queue (M-18). */
  record SessionStarted(StartedSession data, JsonNode json) implements SessionEvent {

    /** Which session, and when. */
    public record StartedSession(
        long id, int tenantId, Channel channel, Source source, OffsetDateTime started) {}
  }

  /** An operator joined a session (M-19). */
  record SessionOperatorJoined(OperatorInSession data, JsonNode json) implements SessionEvent {}

  /** A session was forwarded to an operator, a group or a chatbot (M-20). */
  record SessionForwarded(ForwardedSession data, JsonNode json) implements SessionEvent {

    /** Which session, when, and to whom: one of the three at most. */
    public record ForwardedSession(
        long id,
        int tenantId,
        Channel channel,
        Source source,
        OffsetDateTime time,
        @Nullable Integer userId,
        @Nullable Integer operatorGroupId,
        @Nullable Integer chatbotId) {}
  }

  /** The operator or the client ended a session (M-21). */
  record SessionEnded(EndedSession data, JsonNode json) implements SessionEvent {

    /** Which session, and from when until when; it may never have started. */
    public record EndedSession(
        long id,
        int tenantId,
        Channel channel,
        Source source,
        @Nullable OffsetDateTime started,
        OffsetDateTime ended) {}
  }

  /** An operator left a session and begins the work after it (M-21). */
  record SessionOperatorLeft(OperatorInSession data, JsonNode json) implements SessionEvent {}

  /** An operator finished the work after a session, or it was taken from them (M-21). */
  record SessionOperatorConcluded(OperatorInSession data, JsonNode json) implements SessionEvent {}

  /** The call parameters of a session changed. */
  record SessionCallParamsUpdated(Entity data, JsonNode json) implements SessionEvent {}

  /** The recording of a session is ready. */
  record SessionRecordingPostProcessingCompleted(Entity data, JsonNode json)
      implements SessionEvent {}

  /** A form or card was submitted or cancelled. */
  record SessionActivityHeroCardSubmission(AnsweredForm data, JsonNode json)
      implements SessionEvent {

    /** What was answered in which form. */
    public record AnsweredForm(
        long sessionId,
        FormResult result,
        int originalFormID,
        boolean submittedByClient,
        Map<String, String> params,
        OffsetDateTime time) {

      public AnsweredForm {
        params = Map.copyOf(params);
      }
    }
  }

  /** What an operator did in which session. */
  record OperatorInSession(
      long id, int tenantId, int userId, Channel channel, Source source, OffsetDateTime time) {}
}
