package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a client did with a form. */
public enum FormResult {
  @JsonProperty("Submitted")
  SUBMITTED,
  @JsonProperty("Cancelled")
  CANCELLED,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
