package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.PayloadReading;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.filter.Filter;
import dev.postrider.filter.Pointer;
import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import java.util.List;
import java.util.Set;

/** Tries filters on payloads: nothing is stored, and nothing is sent. */
final class EndpointFilters {
  private static final int MOST_CHANNELS = 5;
  private static final int MOST_TAGS = 10;
  private static final Pointer PAYLOAD = new Pointer(List.of("payload"));

  private final Directory directory;

  EndpointFilters(Directory directory) {
    this.directory = directory;
  }

  /** With the filter that is given, or else with the endpoint's own. */
  Answer test(Request request) {
    Endpoint.Settings settings = Endpoints.endpoint(directory, request).settings();
    byte[] body = request.body();
    Fields fields = Fields.of(body);
    fields.require("payload");
    Filter given = FilterIn.read(fields);
    String eventType = fields.text("eventType", Rule.EVENT_TYPE);
    Set<String> channels = fields.texts("channels", 1, MOST_CHANNELS, Rule.CHANNEL);
    Set<String> tags = fields.texts("tags", 1, MOST_TAGS, Rule.TAG);
    fields.check();
    FilterTestOut out = new FilterTestOut();
    if (eventType != null) {
      out.eventType(settings, eventType);
    }
    if (channels != null) {
      out.channels(settings, List.copyOf(channels));
    }
    if (tags != null) {
      out.tags(settings, List.copyOf(tags));
    }
    Filter filter = given == null ? settings.filter() : given;
    if (filter != null) {
      out.filter(filter, payload(body, filter));
    }
    return out.answer();
  }

  /** Read by the reader that messages are read by, so that it is taken as it would be in one. */
  private static Value payload(byte[] body, Filter filter) {
    Sought sought = Sought.by(List.of(filter)).under(PAYLOAD.steps().getFirst());
    return PayloadReading.read(body, sought).at(PAYLOAD);
  }
}
