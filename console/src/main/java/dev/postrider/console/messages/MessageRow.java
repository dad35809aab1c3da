package dev.postrider.console.messages;

import tools.jackson.databind.JsonNode;

/** One message in a list. */
public record MessageRow(String id, String eventType, String eventId, String channels, String at) {

  /** Reads it. */
  public static MessageRow of(JsonNode message) {
    StringBuilder channels = new StringBuilder();
    for (JsonNode channel : message.path("channels")) {
      channels.append(channels.isEmpty() ? "" : ", ").append(channel.asString());
    }
    return new MessageRow(
        message.path("id").asString(),
        message.path("eventType").asString(),
        message.path("eventId").asString(""),
        channels.toString(),
        message.path("timestamp").asString());
  }
}
