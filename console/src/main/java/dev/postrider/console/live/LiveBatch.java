package dev.postrider.console.live;

import dev.postrider.message.Payload;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one turn shows. It is written once, whoever reads it.
 *
 * @param seen some of what was wanted
 * @param wanted how many there were
 * @param lost how many were not even looked at
 */
record LiveBatch(List<LiveAttempt> seen, long wanted, long lost, Payload event) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  LiveBatch(List<LiveAttempt> seen, long wanted, long lost) {
    this(seen, wanted, lost, event(seen, wanted, lost));
  }

  /** This one and a younger one, of which nothing is shown but its number. */
  LiveBatch and(LiveBatch younger) {
    return new LiveBatch(younger.seen, wanted + younger.wanted, lost + younger.lost);
  }

  /** An event as browsers read it (HTML, 9.2.6): JSON has no line breaks. */
  private static Payload event(List<LiveAttempt> seen, long wanted, long lost) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("wanted", wanted);
    said.put("lost", lost);
    ArrayNode lines = said.putArray("seen");
    for (LiveAttempt one : seen) {
      lines
          .addObject()
          .put("at", one.at().toString())
          .put("endpoint", one.endpoint().toString())
          .put("message", one.message().toString())
          .put("type", one.type())
          .put("url", one.url())
          .put("code", one.code())
          .put("millis", one.millis())
          .put("outcome", one.outcome())
          .put("failure", one.failure());
    }
    return Payload.of("data: " + JSON.writeValueAsString(said) + "\n\n");
  }
}
