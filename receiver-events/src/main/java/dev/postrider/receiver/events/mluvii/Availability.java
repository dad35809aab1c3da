package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Why a user who is there can or cannot be asked. */
public enum Availability {
  DEFAULT,
  AWAY,
  ON_CALL,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
