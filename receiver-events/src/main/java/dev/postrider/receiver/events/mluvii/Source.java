package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a session came from. */
public enum Source {
  @JsonProperty("Default")
  DEFAULT,
  @JsonProperty("Callback")
  CALLBACK,
  @JsonProperty("Invitation")
  INVITATION,
  @JsonProperty("ChatInvitation")
  CHAT_INVITATION,
  @JsonProperty("IncomingCall")
  INCOMING_CALL,
  @JsonProperty("OutgoingCall")
  OUTGOING_CALL,
  @JsonProperty("Campaign")
  CAMPAIGN,
  API,
  @JsonProperty("Facebook")
  FACEBOOK,
  @JsonProperty("WhatsApp")
  WHATS_APP,
  VK,
  @JsonProperty("Apple")
  APPLE,
  @JsonProperty("GenericChannel")
  GENERIC_CHANNEL,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
