package dev.postrider.platforms;

import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Posting;
import dev.postrider.message.Payload;
import dev.postrider.platform.Setting;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where an event says whose inbox it goes to.
 *
 * @param contact JSON Pointer to the contact's name
 * @param id JSON Pointer to the message's id
 * @param created JSON Pointer to when it was made
 * @param maximum the setting that says how many messages are kept
 */
record InboxShape(String contact, String id, String created, Setting maximum) {
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  Posting posting(JsonNode root, byte[] body, Map<String, String> settings) throws Unusable {
    if (body.length > Posting.LARGEST) {
      throw new Unusable("", "must have at most " + Posting.LARGEST + " bytes, to be in an inbox");
    }
    return new Posting(
        name(root, contact),
        name(root, id),
        time(root, created),
        Payload.of(body),
        maximum.amount(settings));
  }

  private static String name(JsonNode root, String pointer) throws Unusable {
    JsonNode value = root.at(pointer);
    String text = value.isString() || value.isIntegralNumber() ? value.asString() : "";
    if (text.isEmpty() || text.length() > Contact.LONGEST) {
      throw new Unusable(pointer, "must have 1 to " + Contact.LONGEST + " characters");
    }
    // Neither can be stored as text, and control characters are in no id that was meant.
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || isHalf(c))) {
      throw new Unusable(pointer, "must not contain control characters or half a surrogate pair");
    }
    return text;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Milliseconds since 1970, or a text as in RFC 3339. */
  private static Instant time(JsonNode root, String pointer) throws Unusable {
    JsonNode value = root.at(pointer);
    try {
      Instant time =
          value.isIntegralNumber() && value.canConvertToLong()
              ? Instant.ofEpochMilli(value.longValue())
              : OffsetDateTime.parse(value.asString("")).toInstant();
      if (!time.isBefore(Instant.EPOCH) && time.isBefore(LATEST)) {
        return time;
      }
    } catch (DateTimeException noTime) {
      // Said below.
    }
    throw new Unusable(
        pointer, "must be a time from 1970 to 2099: in milliseconds since 1970, or as in RFC 3339");
  }
}
