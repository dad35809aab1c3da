package dev.postrider.receiver.events.mluvii;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something happened to an e-mail thread (M-16). */
public sealed interface EmailThreadEvent extends MluviiEvent {

  /** An e-mail thread was created. */
  record EmailThreadCreated(CreatedThread data, JsonNode json) implements EmailThreadEvent {

    /** Which thread, and when. */
    public record CreatedThread(long id, int tenantId, OffsetDateTime created) {}
  }

  /** An operator joined an e-mail thread. */
  record EmailThreadOperatorJoined(OperatorInThread data, JsonNode json)
      implements EmailThreadEvent {}

  /** An operator left an e-mail thread. */
  record EmailThreadOperatorLeft(OperatorInThread data, JsonNode json)
      implements EmailThreadEvent {}

  /** An e-mail thread was forwarded to an operator or a group. */
  record EmailThreadForwarded(ForwardedThread data, JsonNode json) implements EmailThreadEvent {

    /** Which thread, when, and to whom. */
    public record ForwardedThread(
        long id,
        int tenantId,
        OffsetDateTime time,
        @Nullable Integer userId,
        @Nullable Integer operatorGroupId) {}
  }

  /** The parameters of an e-mail thread changed. */
  record EmailThreadParamsUpdated(Entity data, JsonNode json) implements EmailThreadEvent {}

  /** What an operator did in which thread. */
  record OperatorInThread(long id, int tenantId, int userId, OffsetDateTime time) {}
}
