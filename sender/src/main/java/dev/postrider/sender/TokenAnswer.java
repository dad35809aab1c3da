package dev.postrider.sender;

import dev.postrider.attempt.Outcome.Answered;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a token endpoint said (RFC 6749, section 5). */
sealed interface TokenAnswer {

  /** {@code lifetime} ends shortly before the token does. */
  record Granted(String token, Duration lifetime) implements TokenAnswer {
    @Override
    public String toString() {
      return "Granted[***]";
    }
  }

  /** {@code reason} repeats of the answer its status and its error code alone. */
  record Refused(String reason) implements TokenAnswer {}

  JsonMapper MAPPER = new JsonMapper();
  Pattern ERROR = Pattern.compile("[a-z][a-z_]{0,63}");
  Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

  /** For a token that does not say how long it lives. */
  Duration UNSAID = Duration.ofMinutes(5);

  Duration LONGEST = Duration.ofHours(24);
  Duration MARGIN = Duration.ofMinutes(1);

  static TokenAnswer read(Answered answered) {
    JsonNode body = json(answered);
    if (answered.status() != 200) {
      String error = body.path("error").asString("");
      return new Refused(
          "the token endpoint answered "
              + answered.status()
              + (ERROR.matcher(error).matches() ? " (" + error + ")" : ""));
    }
    if (!body.isObject()) {
      return new Refused("what the token endpoint answered is no JSON object that can be read");
    }
    String type = body.path("token_type").asString("bearer");
    if (!type.toLowerCase(Locale.ROOT).equals("bearer")) {
      return new Refused("the token endpoint gave a token of a type other than Bearer");
    }
    JsonNode token = body.path("access_token");
    return token.isString() && TOKEN.matcher(token.asString()).matches()
        ? new Granted(token.asString(), lifetime(body.path("expires_in")))
        : new Refused("the token endpoint answered without an access_token that can be sent");
  }

  private static JsonNode json(Answered answered) {
    try {
      return MAPPER.readTree(answered.body().bytes());
    } catch (JacksonException notJson) {
      return MAPPER.missingNode();
    }
  }

  /** Some say the number as a text. */
  private static Duration lifetime(JsonNode said) {
    double seconds = said.asDouble((double) UNSAID.toSeconds());
    Duration whole =
        Duration.ofSeconds((long) Math.clamp(seconds, 0, (double) LONGEST.toSeconds()));
    Duration tenth = whole.dividedBy(10);
    return whole.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
  }
}
