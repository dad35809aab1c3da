package dev.postrider.receiver.events.comm100;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;

/** What a visitor left when nobody was there. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record OfflineMessage(
    Attachment attachment,
    String company,
    String content,
    List<CustomField> customFields,
    List<CustomVariable> customVariable,
    Id department,
    @Nullable UUID skill,
    String email,
    UUID id,
    String name,
    String phone,
    String subject,
    @JsonDeserialize(using = CommDate.Reader.class) @JsonSerialize(using = CommDate.Writer.class)
        Instant time) {

  public OfflineMessage {
    customFields = List.copyOf(customFields);
    customVariable = List.copyOf(customVariable);
  }

  /** A file that came with the message; both empty for none. */
  public record Attachment(String name, String uri) {}
}
