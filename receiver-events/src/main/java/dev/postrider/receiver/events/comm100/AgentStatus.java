package dev.postrider.receiver.events.comm100;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an agent did (C-21); anything else is another event. */
public enum AgentStatus {
  @JsonProperty("online")
  ONLINE,
  @JsonProperty("away")
  AWAY,
  /** To the agent console. */
  @JsonProperty("login")
  LOGIN,
  /** From the agent console. */
  @JsonProperty("logout")
  LOGOUT
}
