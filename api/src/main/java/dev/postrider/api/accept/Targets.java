package dev.postrider.api.accept;

import dev.postrider.api.http.PayloadReading;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.filter.Filter;
import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import dev.postrider.message.Message;
import java.util.List;

/**
 * Chooses the endpoints that get a message. It is done once: what is chosen is stored with the
 * message, so that a filter which changes later changes nothing about it, unless somebody asks for
 * what an endpoint has missed.
 */
public final class Targets {
  private Targets() {}

  static List<Endpoint> of(Routes routes, MessageIn in) {
    List<Endpoint> matching = possible(routes, in.eventType(), in.channels(), in.extras().tags());
    Sought sought = routes.sought();
    return sought == null ? matching : filtered(matching, in, sought);
  }

  /** Those that get a message of this kind, if their filters let its payload pass. */
  static List<Endpoint> possible(
      Routes routes, String eventType, List<String> channels, List<String> tags) {
    return routes.matching(eventType, channels, tags);
  }

  /** True when the endpoint, as it is, would get this message if it came now. */
  public static boolean wants(Endpoint endpoint, Message message) {
    Filter filter = endpoint.settings().filter();
    return endpoint.wants(message.eventType(), message.channels(), message.extras().tags())
        && (filter == null
            || endpoint.wants(
                PayloadReading.read(message.payload().bytes(), Sought.by(List.of(filter)))));
  }

  private static List<Endpoint> filtered(List<Endpoint> matching, MessageIn in, Sought sought) {
    if (matching.stream().allMatch(endpoint -> endpoint.settings().filter() == null)) {
      return matching;
    }
    Value payload = PayloadReading.read(in.content().payload().bytes(), sought);
    return matching.stream().filter(endpoint -> endpoint.wants(payload)).toList();
  }
}
