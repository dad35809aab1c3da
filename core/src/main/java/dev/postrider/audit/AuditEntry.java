package dev.postrider.audit;

import dev.postrider.message.AuditEntryId;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param operation method and path of the request, or the command
 * @param before JSON of what is another now, without secrets; null when there was nothing
 * @param after the same as it is now; null when there is nothing any more
 * @param address the client's; empty for a command
 */
public record AuditEntry(
    AuditEntryId id,
    Actor actor,
    String operation,
    Subject subject,
    @Nullable String before,
    @Nullable String after,
    String address) {

  /**
   * What was changed.
   *
   * @param kind such as {@code endpoint}
   * @param id or name
   */
  public record Subject(String kind, String id) {}
}
