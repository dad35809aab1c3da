package dev.postrider.api.accept;

import dev.postrider.api.http.PayloadReading;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import java.util.List;

/**
 * Chooses the endpoints that get a message. It is done once: what is chosen is stored with the
 * message, so that a filter which changes later changes nothing about it.
 */
final class Targets {
  private Targets() {}

  static List<Endpoint> of(Routes routes, MessageIn in) {
    List<Endpoint> matching = routes.matching(in.eventType(), in.channels());
    Sought sought = routes.sought();
    return sought == null ? matching : filtered(matching, in, sought);
  }

  private static List<Endpoint> filtered(List<Endpoint> matching, MessageIn in, Sought sought) {
    if (matching.stream().allMatch(endpoint -> endpoint.settings().filter() == null)) {
      return matching;
    }
    Value payload = PayloadReading.read(in.payload().bytes(), sought);
    return matching.stream().filter(endpoint -> endpoint.wants(payload)).toList();
  }
}
