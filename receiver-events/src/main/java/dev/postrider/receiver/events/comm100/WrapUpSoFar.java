package dev.postrider.receiver.events.comm100;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** What an agent wrote of a chat by now: nothing, perhaps. */
public record WrapUpSoFar(
    @Nullable String category,
    @Nullable String comment,
    @Nullable List<CustomField> fields,
    @JsonDeserialize(using = CommDate.Reader.class) @JsonSerialize(using = CommDate.Writer.class)
        @Nullable Instant time) {

  public WrapUpSoFar {
    fields = fields == null ? null : List.copyOf(fields);
  }
}
