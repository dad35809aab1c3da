package dev.postrider.api.http;

import dev.postrider.inbox.Contact;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a text has to be; one rule per kind of text. */
@FunctionalInterface
public interface Rule {
  int LONGEST_ID = 256;

  /**
   * What is wrong with the text, as the rest of a sentence that starts with its name; null when
   * nothing is.
   */
  @Nullable String problem(String text);

  Rule APPLICATION_UID = uid(ApplicationId.PREFIX);
  Rule ENDPOINT_UID = uid(EndpointId.PREFIX);
  Rule EVENT_ID = uid(MessageId.PREFIX);
  Rule EVENT_TYPE = plain(LONGEST_ID);
  Rule FEATURE_FLAG = plain(LONGEST_ID);
  Rule EVENT_TYPE_GROUP = plain(LONGEST_ID);
  Rule CHANNEL = plain(128);
  Rule CONTACT = oneLine(1, Contact.LONGEST);
  Rule TAG = plain(128);
  Rule CREDENTIAL_NAME = Rule::credentialName;
  Rule PERMISSION = oneLine(1, 128);
  Rule NAME = oneLine(1, 512);
  Rule IDEMPOTENCY_KEY = oneLine(1, 256);
  Rule ORDERING_KEY = oneLine(1, 256);
  Rule DESCRIPTION = text(4_096);
  Rule METADATA = text(4_096);
  Rule SAYABLE = Rule::unsayable;
  Rule TIME = Rule::time;

  /** An id of the caller's own; it must not look like one of ours. */
  private static Rule uid(String prefix) {
    Rule plain = plain(LONGEST_ID);
    return text -> {
      String problem = plain.problem(text);
      return problem == null && text.startsWith(prefix) ? "must not start with " + prefix : problem;
    };
  }

  private static Rule plain(int longest) {
    return text -> {
      if (text.isEmpty() || text.length() > longest) {
        return "must have 1 to " + longest + " characters";
      }
      return text.chars().allMatch(Rule::idCharacter) ? null : "must match ^[a-zA-Z0-9\\-_.]+$";
    };
  }

  private static @Nullable String time(String text) {
    try {
      int year = OffsetDateTime.parse(text).getYear();
      return year >= 1970 && year < 2100 ? null : "must be a time between 1970 and 2100";
    } catch (DateTimeParseException notATime) {
      return "must be a time as in RFC 3339, such as 2030-01-31T12:00:00Z";
    }
  }

  /** E-mail addresses included, which some platforms' callers go by. */
  private static @Nullable String credentialName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_ID) {
      return "must have 1 to " + LONGEST_ID + " characters";
    }
    return text.chars().allMatch(c -> idCharacter(c) || "@+'".indexOf(c) >= 0)
        ? null
        : "must match ^[a-zA-Z0-9\\-_.@+']+$";
  }

  /** Text without control characters. */
  static Rule oneLine(int shortest, int longest) {
    return text -> {
      if (text.length() < shortest || text.length() > longest) {
        return "must have " + shortest + " to " + longest + " characters";
      }
      return text.chars().anyMatch(Character::isISOControl)
          ? "must not contain control characters"
          : unsayable(text);
    };
  }

  /** Any text that can be stored. */
  private static Rule text(int longest) {
    return text -> {
      if (text.length() > longest) {
        return "must have at most " + longest + " characters";
      }
      return unsayable(text);
    };
  }

  /** Why a text can be neither stored nor sent, or null. */
  static @Nullable String unsayable(String text) {
    if (text.indexOf('\0') >= 0) {
      return "must not contain NUL";
    }
    return Utf8.encodable(text) ? null : "must not contain half of a surrogate pair";
  }

  static boolean idCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
