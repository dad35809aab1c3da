package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a client and an operator talk to each other. */
public enum Channel {
  @JsonProperty("Chat")
  CHAT,
  AV,
  @JsonProperty("Phone")
  PHONE,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
