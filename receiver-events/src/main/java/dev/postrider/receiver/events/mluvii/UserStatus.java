package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Whether a user is there. */
public enum UserStatus {
  OFFLINE,
  ONLINE,
  BUSY,
  AWAY,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
