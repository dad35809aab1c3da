package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a client answered to a call. */
public enum AvResponse {
  @JsonProperty("None")
  NONE,
  @JsonProperty("Requested")
  REQUESTED,
  @JsonProperty("Accepted")
  ACCEPTED,
  @JsonProperty("RejectedUser")
  REJECTED_USER,
  @JsonProperty("RejectedShitBrowser")
  REJECTED_SHIT_BROWSER,
  @JsonProperty("RejectedNoMic")
  REJECTED_NO_MIC,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
