package dev.postrider.testkit;

import dev.postrider.audit.AuditEntry;
import dev.postrider.audit.AuditEntry.Subject;
import dev.postrider.audit.AuditLog;
import dev.postrider.audit.Origin;
import dev.postrider.directory.Page;
import dev.postrider.message.AuditEntryId;
import dev.postrider.message.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An audit log in a list, for tests; it has what is noted, because what is in maps is changed
 * without it. Safe for use by many threads: one at a time.
 */
public final class MemoryAuditLog implements AuditLog {
  private record Noted(String organisation, AuditEntry entry) {}

  private final List<Noted> noted = new ArrayList<>();
  private final Keys keys;

  public MemoryAuditLog(Keys keys) {
    this.keys = keys;
  }

  @Override
  public synchronized void note(Subject subject, Map<String, String> deed) {
    Origin origin = Origin.CURRENT.get();
    StringBuilder after = new StringBuilder("{");
    deed.forEach((name, text) ->
        after.append(after.length() == 1 ? "" : ",").append("\"%s\":\"%s\"".formatted(name, text)));
    noted.add(
        new Noted(
            origin.organisation(),
            new AuditEntry(
                new AuditEntryId(keys.next()),
                origin.actor(),
                origin.operation(),
                subject,
                null,
                after.append("}").toString(),
                origin.address())));
  }

  @Override
  public synchronized Page<AuditEntry> list(
      String organisation, Filter filter, Page.Request<AuditEntryId> page) {
    return Pages.cut(
        noted.stream()
            .filter(one -> one.organisation().equals(organisation))
            .map(Noted::entry)
            .filter(entry -> is(filter, entry)),
        AuditEntry::id,
        page);
  }

  private static boolean is(Filter filter, AuditEntry entry) {
    return isOrAny(filter.object(), entry.subject().id())
        && isOrAny(filter.actor(), entry.actor().id())
        && isOrAny(filter.operation(), entry.operation())
        && (filter.after() == null || entry.id().time().isAfter(filter.after()))
        && (filter.before() == null || entry.id().time().isBefore(filter.before()));
  }

  private static boolean isOrAny(@Nullable String wanted, String is) {
    return wanted == null || Objects.equals(wanted, is);
  }
}
