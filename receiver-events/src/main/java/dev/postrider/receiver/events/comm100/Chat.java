package dev.postrider.receiver.events.comm100;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A chat that ended or was transferred.
 *
 * @param chatTranscript its lines end in ⊙
 * @param department its name, other than a visitor's
 * @param endTime null while the chat runs, too
 * @param operators names, separated by commas
 * @param waitingTime such as {@code 6s}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Chat(
    List<JsonNode> attachment,
    String chatTranscript,
    String company,
    List<CustomField> customFields,
    List<CustomVariable> customVariable,
    String department,
    @Nullable String email,
    @JsonDeserialize(using = CommDate.EndReader.class) @JsonSerialize(using = CommDate.Writer.class)
        @Nullable Instant endTime,
    @Nullable UUID id,
    @Nullable String name,
    @Nullable String operatorComment,
    @Nullable String operators,
    @Nullable String phone,
    @Nullable String productService,
    @Nullable Long rating,
    @Nullable String ratingComment,
    @JsonDeserialize(using = CommDate.Reader.class) @JsonSerialize(using = CommDate.Writer.class)
        @Nullable Instant startTime,
    @Nullable String waitingTime,
    @Nullable WrapUpSoFar wrapUp) {

  public Chat {
    attachment = List.copyOf(attachment);
    customFields = List.copyOf(customFields);
    customVariable = List.copyOf(customVariable);
  }
}
