package dev.postrider.api.http;

import dev.postrider.idempotency.IdempotencyKeys;
import io.helidon.webserver.WebServer;
import java.time.Instant;
import java.util.Random;
import java.util.Set;

/** A web server with nothing but a {@link Front} over some routes; on a port of its own. */
final class FrontServer {
  private static final int LONGEST_BODY = 1_024;

  private FrontServer() {}

  /** Starts one where everybody is this caller. */
  static WebServer start(
      RouteTable routes, Caller caller, IdempotencyKeys keys, int bodies, SlowClients slow) {
    return start(routes, caller, keys, bodies, slow, new Admission(100, () -> false, routes));
  }

  /** The same with a bound of requests at once. */
  static WebServer start(
      RouteTable routes,
      Caller caller,
      IdempotencyKeys keys,
      int bodies,
      SlowClients slow,
      Admission admission) {
    SecurityHeaders security = new SecurityHeaders(false);
    ProtocolErrors errors =
        new ProtocolErrors(LONGEST_BODY, routes, security, new Cors(Set.of(), routes));
    Front front =
        new Front(
            routes,
            _ -> caller,
            new CallerLimits(new CallerRate(0, 1), new CallerRate(0, 1), Instant::now),
            ClientAddress.PEER,
            new FailedSignIns(0, Instant::now),
            new RepeatedPosts(keys, new Random(1)),
            new BodyBounds(LONGEST_BODY, bodies),
            errors,
            slow);
    return WebServer.builder()
        .host("127.0.0.1")
        .port(0)
        .maxPayloadSize(LONGEST_BODY)
        .shutdownHook(false)
        .directHandlers(errors.handlers())
        .routing(routing ->
            routing.addFilter(new Ending(slow)).addFilter(security).addFilter(admission).any(front))
        .build()
        .start();
  }
}
