package dev.postrider.outbox;

import dev.postrider.outbox.Answer.One;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads what the batch API answers, in one pass. Members that nobody knows are skipped. */
final class AnswerReader {
  private static final int REASON = 900;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;

  private AnswerReader() {}

  /**
   * The answers for so many messages.
   *
   * @throws UnreadableAnswerException when these are not they
   */
  static List<One> each(byte[] body, int count) throws UnreadableAnswerException {
    List<One> ones = new ArrayList<>(count);
    try (JsonParser parser = MessageJson.JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("data")) {
            while (parser.nextToken() == JsonToken.START_OBJECT && ones.size() <= count) {
              ones.add(one(parser));
            }
          }
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new UnreadableAnswerException();
    }
    if (ones.size() != count) {
      throw new UnreadableAnswerException();
    }
    return ones;
  }

  /** What is wrong with the whole, as far as it says so. */
  static String reason(byte[] body) {
    try (JsonParser parser = MessageJson.JSON.createParser(ObjectReadContext.empty(), body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? read(parser).reason() : "";
    } catch (JacksonException e) {
      return "";
    }
  }

  private record Item(int status, String reason) {}

  private static One one(JsonParser parser) throws UnreadableAnswerException {
    Item item = read(parser);
    int status = item.status();
    if ((status >= 200 && status < 300) || status == CONFLICT) {
      // 409: its event id is taken, because it came through before and nobody noted it.
      return new One.Taken();
    }
    if (status >= 500 || status == TOO_MANY_REQUESTS) {
      return new One.Later(status + " " + item.reason());
    }
    if (status >= 400) {
      return new One.Refused(status + " " + item.reason());
    }
    throw new UnreadableAnswerException();
  }

  private static Item read(JsonParser parser) {
    int status = 0;
    String reason = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("status") && token == JsonToken.VALUE_NUMBER_INT) {
        status = parser.getValueAsInt(0);
      } else if (name.equals("detail")) {
        reason = detail(parser);
      }
      parser.skipChildren();
    }
    return new Item(status, reason);
  }

  /** A text, or a list of places with what is wrong there. */
  private static String detail(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return cut(parser.getString());
    }
    StringJoiner problems = new StringJoiner("; ");
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        String problem = problem(parser);
        if (problems.length() < REASON) {
          problems.add(problem);
        }
      }
    }
    return cut(problems.toString());
  }

  private static String problem(JsonParser parser) {
    String place = "";
    String wrong = "";
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (name.equals("msg") && token == JsonToken.VALUE_STRING) {
        wrong = parser.getString();
      } else if (name.equals("loc") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
          place = parser.getString();
        }
      }
      parser.skipChildren();
    }
    return place + " " + wrong;
  }

  private static String cut(String text) {
    return text.length() <= REASON ? text : text.substring(0, REASON);
  }
}
