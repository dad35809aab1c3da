package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a session ended. */
public enum TerminationReason {
  @JsonProperty("UnknownReason")
  UNKNOWN_REASON,
  @JsonProperty("GuestLeft")
  GUEST_LEFT,
  @JsonProperty("OperatorLeft")
  OPERATOR_LEFT,
  @JsonProperty("ChatbotLeft")
  CHATBOT_LEFT,
  @JsonProperty("GuestAbandoned")
  GUEST_ABANDONED,
  @JsonProperty("OperatorAbandoned")
  OPERATOR_ABANDONED,
  @JsonProperty("ExternalPartyLeft")
  EXTERNAL_PARTY_LEFT,
  @JsonProperty("CampaignFailedDial")
  CAMPAIGN_FAILED_DIAL,
  @JsonProperty("CampaignTerminated")
  CAMPAIGN_TERMINATED,
  @JsonProperty("CallForwardedToExternalPhone")
  CALL_FORWARDED_TO_EXTERNAL_PHONE,
  @JsonProperty("OperatorWithoutExtension")
  OPERATOR_WITHOUT_EXTENSION,
  @JsonProperty("ForwardToExternalPhoneFailed")
  FORWARD_TO_EXTERNAL_PHONE_FAILED,
  @JsonProperty("FailedRouting")
  FAILED_ROUTING,
  @JsonProperty("ExternalSessionExpired")
  EXTERNAL_SESSION_EXPIRED,
  @JsonProperty("SessionApiCall")
  SESSION_API_CALL,
  @JsonProperty("SingleUseSession")
  SINGLE_USE_SESSION,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
