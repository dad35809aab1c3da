package dev.postrider.api.platforms;

import dev.postrider.api.http.AnswerBytes;
import dev.postrider.api.http.Utf8;
import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Platforms;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.InboxMessage.Status;
import dev.postrider.message.MessageId;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Reading;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Whatever event is taken, the inbox that shows it is JSON in Yespo's form and says the event's
 * texts. An input is the body of an event.
 */
public final class YespoInboxHarness implements Harness {
  private static final Platform YESPO = Platforms.named("yespo");

  @Override
  public void tries(byte[] input) {
    if (Utf8.valid(input)
        && YESPO.reader().read(input, Map.of()) instanceof Reading.Event event
        && event.posting() != null) {
      var posting = event.posting();
      InboxMessage message =
          new InboxMessage(
              new MessageId(1L << 60),
              posting.id(),
              posting.created(),
              Status.UNOPENED,
              posting.body());
      byte[] shown = AnswerBytes.of(YespoInboxOut.list(List.of(message), 1));
      Property.holds(Utf8.valid(shown), "is UTF-8");
      Whole.of(shown)
          .ifPresent(
              whole -> Whole.of(input).ifPresent(body -> check(whole.path("list").path(0), body)));
    }
  }

  private static void check(JsonNode shown, JsonNode event) {
    Property.same(shown.size(), 10, "the members");
    for (String name : List.of("id", "title", "content")) {
      Property.same(shown.path(name), event.path(name), name);
    }
    Property.holds(
        shown.path("customData").isNull() || shown.path("customData").isObject(), "a map or null");
  }
}
