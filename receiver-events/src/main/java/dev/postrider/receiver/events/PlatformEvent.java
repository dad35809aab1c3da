package dev.postrider.receiver.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import tools.jackson.databind.JsonNode;

/**
 * An event as a platform sent it.
 *
 * <p>Members that this library does not know are no fault; they are in {@link #json}. So are those
 * values of an enumeration that are {@code OTHER}, because the platform has got new ones. A member
 * that may be absent or null is {@code @Nullable}.
 */
// An event that is written as JSON looks as it came, without a second copy of itself.
@JsonIgnoreProperties(value = "json", allowSetters = true)
public interface PlatformEvent {

  /**
   * What the platform calls the event, as its record is called; what its body calls it when it came
   * after this library.
   */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The whole body, with what is not known of it. To be read, not to be changed. */
  JsonNode json();
}
