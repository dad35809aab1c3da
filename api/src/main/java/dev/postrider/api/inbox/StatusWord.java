package dev.postrider.api.inbox;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Rule;
import dev.postrider.inbox.InboxMessage.Status;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of a message in an inbox, as callers say it (Y-19). */
public final class StatusWord {
  private static final Rule RULE =
      text ->
          Arrays.stream(Status.values()).anyMatch(status -> status.name().equals(text))
              ? null
              : Arrays.stream(Status.values())
                  .map(Status::name)
                  .collect(Collectors.joining(" or ", "must be ", ""));

  private StatusWord() {}

  /** The query's {@code status}; null for any. */
  public static @Nullable Status read(Query query) {
    String text = query.text("status", RULE);
    return text == null ? null : Status.valueOf(text);
  }

  /** The {@code status} that a body must have; whatever else is wrong with the body is said too. */
  public static Status read(Fields fields) {
    String text = fields.required("status", RULE);
    fields.check();
    return Status.valueOf(text);
  }
}
