package dev.postrider.receiver.events.comm100;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** What an agent wrote of a chat. */
public record WrapUp(
    String category,
    String comment,
    List<CustomField> fields,
    @JsonDeserialize(using = CommDate.Reader.class) @JsonSerialize(using = CommDate.Writer.class)
        Instant time) {

  public WrapUp {
    fields = List.copyOf(fields);
  }
}
