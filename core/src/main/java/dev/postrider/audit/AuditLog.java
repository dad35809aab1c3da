package dev.postrider.audit;

import dev.postrider.audit.AuditEntry.Subject;
import dev.postrider.directory.Page;
import dev.postrider.message.AuditEntryId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The edge that keeps who changed what. Changes of what the database keeps are written by whoever
 * makes them, in the same transaction. Safe for use by many threads.
 */
public interface AuditLog {

  /** Which entries; null for any. Both times are exclusive. */
  record Filter(
      @Nullable String object,
      @Nullable String actor,
      @Nullable String operation,
      @Nullable Instant after,
      @Nullable Instant before) {
    public static final Filter ALL = new Filter(null, null, null, null, null);
  }

  /**
   * Notes what the request of this thread is about to do, where that is no change of the
   * database's; so there may be an entry for what then failed, and never a deed without its entry.
   */
  void note(Subject subject, Map<String, String> deed);

  /** Those of an organisation. */
  Page<AuditEntry> list(String organisation, Filter filter, Page.Request<AuditEntryId> page);
}
