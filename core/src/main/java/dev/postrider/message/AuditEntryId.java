package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/** Names an entry of the audit log; {@code toString} is its public form. */
public record AuditEntryId(long value) implements Key, Comparable<AuditEntryId> {
  public static final String PREFIX = "audit_";

  public AuditEntryId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<AuditEntryId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new AuditEntryId(value)) : Optional.empty();
  }

  /** When it was written, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(AuditEntryId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
