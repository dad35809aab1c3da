package dev.postrider.receiver.events.mluvii;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which devices a client has for a call. */
public enum AvMediaResult {
  @JsonProperty("Success")
  SUCCESS,
  @JsonProperty("NoCameraOnlyMic")
  NO_CAMERA_ONLY_MIC,
  @JsonProperty("NoDevices")
  NO_DEVICES,
  @JsonProperty("UserDenied")
  USER_DENIED,
  /** One that came after this library (M-24). */
  @JsonEnumDefaultValue
  OTHER
}
