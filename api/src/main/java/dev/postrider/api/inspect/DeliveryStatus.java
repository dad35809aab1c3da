package dev.postrider.api.inspect;

import dev.postrider.api.http.JsonWriter;
import dev.postrider.record.Entry;
import java.util.Arrays;
import java.util.Optional;

/** Where a delivery or an attempt stands, in Svix's numbers and words. */
enum DeliveryStatus {
  SUCCESS(0, "success"),
  PENDING(1, "pending"),
  FAIL(2, "fail"),
  SENDING(3, "sending"),
  /** Known to callers who ask for {@code expanded_statuses}; failed for all others. */
  CANCELED(4, "canceled");

  private final int number;
  private final String text;

  DeliveryStatus(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** The one of this number. */
  static Optional<DeliveryStatus> of(int number) {
    return Arrays.stream(values()).filter(status -> status.number == number).findFirst();
  }

  /** What one attempt came to: it succeeded or failed, whatever is still to come. */
  static DeliveryStatus ofAttempt(Entry.State state, boolean expanded) {
    return switch (state) {
      case DELIVERED -> SUCCESS;
      case PENDING, DISCARDED -> FAIL;
      case CANCELLED -> expanded ? CANCELED : FAIL;
    };
  }

  /** Where a delivery stands; one that failed and will be tried again is being sent. */
  static DeliveryStatus ofDelivery(Entry.State state, boolean attempted, boolean expanded) {
    return switch (state) {
      case DELIVERED -> SUCCESS;
      case PENDING -> attempted ? SENDING : PENDING;
      case DISCARDED -> FAIL;
      case CANCELLED -> expanded ? CANCELED : FAIL;
    };
  }

  void write(JsonWriter json) {
    json.name("status").value(number);
    json.name("statusText").value(text);
  }
}
