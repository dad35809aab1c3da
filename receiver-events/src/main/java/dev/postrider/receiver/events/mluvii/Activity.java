package dev.postrider.receiver.events.mluvii;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What happened in a session. What has no value is there as null (M-14), and {@code type} is the
 * event's name without {@code SessionActivity}.
 *
 * @param time when, with the offset of the place (M-15)
 * @param client who did it
 * @param submissionIdentification {@code provider-id:user_name}
 */
public record Activity(
    long sessionId,
    long activityId,
    OffsetDateTime time,
    String type,
    @Nullable List<JsonNode> heroCard,
    @Nullable List<JsonNode> heroCardParams,
    @Nullable List<JsonNode> callScript,
    @Nullable Client client,
    @Nullable String text,
    @Nullable Map<String, JsonNode> previewUrl,
    @Nullable SharedFile file,
    @Nullable String associatedSharedFileUrl,
    @Nullable Integer toOperatorUserId,
    @Nullable String toOperatorFullName,
    @Nullable Integer toGroupId,
    @Nullable String toGroupName,
    @Nullable String toPhoneNumber,
    @Nullable String note,
    @Nullable String chatbotMessageContent,
    @Nullable String submissionIdentification,
    @Nullable Integer userId,
    @Nullable Integer chatbotId,
    @Nullable String chatbotHeroCardSubmissionKey,
    @Nullable String chatbotHeroCardSubmissionValue,
    @Nullable UUID formFieldSetUUID,
    @Nullable TerminationReason terminationReason) {

  public Activity {
    heroCard = heroCard == null ? null : List.copyOf(heroCard);
    heroCardParams = heroCardParams == null ? null : List.copyOf(heroCardParams);
    callScript = callScript == null ? null : List.copyOf(callScript);
    previewUrl = previewUrl == null ? null : Map.copyOf(previewUrl);
  }

  /** A file that was shared, and where it can be fetched. */
  public record SharedFile(
      int id,
      @Nullable Integer operatorOwner,
      @Nullable Integer departmentOwner,
      String name,
      String downloadUrl,
      boolean isUploading,
      boolean isDeleted) {}
}
