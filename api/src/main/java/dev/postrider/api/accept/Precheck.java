package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Routes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whether anybody would get a message of this kind, so that nobody need make it. */
record Precheck(Accept accept) implements Handler {

  @Override
  public Answer handle(Request request) {
    Routes routes = accept.routes(request);
    Fields fields = request.fields();
    String eventType = fields.required("eventType", Rule.EVENT_TYPE);
    List<String> channels =
        list(fields.texts("channels", 1, MessageInReader.MOST_CHANNELS, Rule.CHANNEL));
    List<String> tags = list(fields.texts("tags", 1, MessageInReader.MOST_TAGS, Rule.TAG));
    fields.check();
    boolean active = !Targets.possible(routes, eventType, channels, tags).isEmpty();
    return Answer.json(
        200, new JsonWriter().beginObject().name("active").value(active).endObject());
  }

  private static List<String> list(@Nullable Set<String> texts) {
    return texts == null ? List.of() : List.copyOf(texts);
  }
}
