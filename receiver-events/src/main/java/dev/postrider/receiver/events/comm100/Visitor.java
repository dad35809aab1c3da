package dev.postrider.receiver.events.comm100;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Somebody on a web site, as they were when the event happened.
 *
 * @param chatId the chat, or the one that there would be
 * @param department a GUID since X2, a number before, -1 for none
 * @param skill absent before X2
 * @param status 0 waiting, 1 voice chatting, 2 chatting, 3 pre-chat, 4 manually invited, 5 auto
 *     invited, 6 offline message, 7 refused by operator, 8 refused by visitor, 9 chat ended, 10 in
 *     site, 11 out of site (C-24)
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Visitor(
    String browser,
    UUID chatId,
    long chats,
    String city,
    String company,
    String country,
    String currentBrowsing,
    List<CustomField> customFields,
    List<CustomVariable> customVariables,
    Id department,
    @Nullable UUID skill,
    String email,
    @JsonDeserialize(using = CommDate.Reader.class) @JsonSerialize(using = CommDate.Writer.class)
        Instant firstVisitTime,
    String flashVersion,
    UUID id,
    String ip,
    String keywords,
    String landingPage,
    String language,
    String name,
    String operatingSystem,
    long pageViews,
    String phone,
    String productService,
    String referrerUrl,
    String screenResolution,
    @Nullable String searchEngine,
    String state,
    int status,
    String timeZone,
    @JsonDeserialize(using = CommDate.Reader.class) @JsonSerialize(using = CommDate.Writer.class)
        Instant visitTime,
    long visits) {

  public Visitor {
    customFields = List.copyOf(customFields);
    customVariables = List.copyOf(customVariables);
  }
}
