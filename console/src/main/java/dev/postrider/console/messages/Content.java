package dev.postrider.console.messages;

import dev.postrider.console.ask.ApiAnswer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a message says.
 *
 * @param shown for people to read
 * @param sent to the letter; empty when it is gone, or no text
 */
record Content(String shown, Optional<String> sent) {
  /** How the API says that a payload is gone. */
  private static final String GONE = "{\"expired\":true}";

  static Content of(ApiAnswer told) {
    JsonNode message = told.body();
    if (message.has("bodyBase64")) {
      return new Content(message.path("bodyBase64").asString(), Optional.empty());
    }
    if (message.has("body")) {
      String body = message.path("body").asString();
      return new Content(body, Optional.of(body));
    }
    String written = told.written("payload");
    return new Content(
        message.path("payload").toPrettyString(),
        Optional.of(written).filter(text -> !text.equals(GONE)));
  }

  /** True when commands have it in a file. */
  boolean large() {
    return sent.filter(Curl::large).isPresent();
  }
}
