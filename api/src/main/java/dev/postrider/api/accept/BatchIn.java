package dev.postrider.api.accept;

import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the messages of a batch in a single pass over the request's bytes. */
final class BatchIn {
  private static final int MOST = 1_000;
  private static final String MESSAGES = "messages";

  /** One message of it, as it was given. */
  sealed interface Item {
    record Good(MessageIn message) implements Item {}

    /** With everything that is wrong with it. */
    record Bad(List<Problem> problems) implements Item {}
  }

  private final InstantSource clock;
  private final byte[] body;
  private final JsonParser parser;
  private final Members members;
  private final List<Item> items = new ArrayList<>();

  private BatchIn(byte[] body, JsonParser parser, InstantSource clock) {
    this.clock = clock;
    this.body = body;
    this.parser = parser;
    this.members = new Members(parser, List.of("body"));
  }

  /** A message may be wrong by itself; what is wrong with the whole refuses the whole. */
  static List<Item> read(byte[] body, InstantSource clock) {
    return JsonReading.object(body, parser -> new BatchIn(body, parser, clock).read());
  }

  private List<Item> read() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      members.wrong("must be an object");
      members.check();
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals(MESSAGES)) {
        members.once(name);
        messages();
      } else {
        parser.skipChildren();
      }
    }
    members.require(MESSAGES, members.has(MESSAGES) ? items : null);
    members.check();
    return items;
  }

  private void messages() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      members.wrong("must be a list of messages", MESSAGES);
      return;
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count++ < MOST) {
        items.add(item("[" + items.size() + "]"));
      } else {
        parser.skipChildren();
      }
    }
    if (count < 1 || count > MOST) {
      members.problem("must be a list of 1 to %,d messages".formatted(MOST), MESSAGES);
    }
  }

  private Item item(String place) {
    try {
      List<String> root = List.of("body", MESSAGES, place);
      MessageIn message = MessageInReader.read(body, parser, root, clock);
      return message.application() == null
          ? new Item.Good(message)
          : new Item.Bad(
              List.of(
                  Problem.value(
                      List.of("body", MESSAGES, place, "application"),
                      "is not created by a batch")));
    } catch (Refusal refused) {
      return new Item.Bad(refused.problems());
    }
  }
}
