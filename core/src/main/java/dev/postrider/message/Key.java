package dev.postrider.message;

/**
 * A time-ordered key: 52 bits of microseconds since 1970 (good until 2112) above an 11-bit counter.
 *
 * <p>One number is identity, order, timestamp and partition of a row, so no table needs a second
 * index for its time. The public form is the type's prefix and 27 base-62 characters, which sort as
 * the keys do (Svix's id form).
 */
public sealed interface Key
    permits ApplicationId,
        EndpointId,
        MessageId,
        AttemptId,
        EventTypeId,
        TaskId,
        ApiKeyId,
        AuditEntryId {

  /** The number of this key; positive. */
  long value();
}
