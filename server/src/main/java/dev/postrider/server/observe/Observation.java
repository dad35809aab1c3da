package dev.postrider.server.observe;

import dev.postrider.api.http.BoundedHttp;
import dev.postrider.api.http.ConnectionsPerAddress;
import dev.postrider.api.http.Ending;
import dev.postrider.api.http.SecurityHeaders;
import dev.postrider.api.http.SlowClientSweep;
import dev.postrider.api.http.SlowClients;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code /metrics} and {@code /health} at a port of its own, so that whoever reaches the
 * API reaches neither. Stopping twice is harmless.
 */
public final class Observation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int MOST_CONNECTIONS = 64;
  private static final int LARGEST_BODY = 1_024;

  private final WebServer server;
  private final SlowClientSweep sweep;

  private Observation(WebServer server, SlowClientSweep sweep) {
    this.server = server;
    this.sweep = sweep;
  }

  /**
   * Listens from now on.
   *
   * @param healthy whether the server can work
   */
  public static Observation start(
      String host, int port, Metrics metrics, BooleanSupplier healthy, InstantSource clock) {
    SlowClients slow = new SlowClients(PATIENCE, clock);
    WebServer server =
        BoundedHttp.on(WebServer.builder(), slow, new ConnectionsPerAddress(0))
            .host(host)
            .port(port)
            .maxTcpConnections(MOST_CONNECTIONS)
            .maxPayloadSize(LARGEST_BODY)
            .idleConnectionTimeout(LONGEST_IDLE)
            .idleConnectionPeriod(LONGEST_IDLE.dividedBy(3))
            .shutdownGracePeriod(GRACE)
            .routing(routing ->
                routing
                    .addFilter(new Ending(slow))
                    .addFilter(new SecurityHeaders(false))
                    .get("/metrics", (_, answer) -> answer.send(metrics.scrape()))
                    .route(
                        Method.predicate(Method.GET, Method.HEAD),
                        PathMatchers.exact("/health"),
                        (request, answer) -> tell(request, answer, healthy.getAsBoolean())))
            .build();
    server.start();
    return new Observation(server, SlowClientSweep.start(slow));
  }

  private static void tell(ServerRequest request, ServerResponse answer, boolean well) {
    answer.status(well ? Status.OK_200 : Status.INTERNAL_SERVER_ERROR_500);
    answer.header(HeaderNames.CONTENT_TYPE, "application/json");
    if (request.prologue().method().equals(Method.HEAD)) {
      answer.send();
    } else {
      answer.send("{\"database\":{\"status\":\"" + (well ? "ok" : "error") + "\"}}");
    }
  }

  /** The port that is listened on; negative when that did not succeed. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    sweep.close();
  }
}
