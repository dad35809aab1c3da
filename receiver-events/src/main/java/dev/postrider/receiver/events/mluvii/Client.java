package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose activity it was. */
public enum Client {
  @JsonProperty("User")
  USER,
  @JsonProperty("Guest")
  GUEST,
  @JsonProperty("Chatbot")
  CHATBOT,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
