package dev.postrider.server.listen;

import dev.postrider.api.http.BoundedHttp;
import dev.postrider.api.http.Ending;
import dev.postrider.api.http.SlowClientSweep;
import dev.postrider.api.http.SlowClients;
import dev.postrider.server.terminal.Complaint;
import io.helidon.webserver.WebServer;
import java.time.Duration;

/** The local receiver while it runs. Whoever calls it is bounded as the API's callers are. */
public final class Listening implements AutoCloseable {
  static final int LARGEST_BODY = 10 << 20;
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_CONNECTIONS = 256;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final SlowClients slow;
  private final Intake intake;
  private final WebServer server;
  private final SlowClientSweep sweep;

  private Listening(String host, int port, ListenParts parts) {
    this.slow = new SlowClients(PATIENCE, parts.clock());
    this.sweep = SlowClientSweep.start(slow);
    this.intake = new Intake(parts, slow);
    this.server =
        // A signature is over the bytes that were sent.
        BoundedHttp.undecoded(WebServer.builder(), slow)
            .host(host)
            .port(port)
            .maxTcpConnections(MOST_CONNECTIONS)
            .maxConcurrentRequests(MOST_CONNECTIONS)
            .maxPayloadSize(LARGEST_BODY)
            .idleConnectionTimeout(LONGEST_IDLE)
            .idleConnectionPeriod(LONGEST_IDLE.dividedBy(3))
            .shutdownGracePeriod(GRACE)
            .directHandlers(intake.refusals())
            .routing(routing -> routing.addFilter(new Ending(slow)).any(intake))
            .build();
  }

  /** Listens from now on; port 0 takes a free one. */
  public static Listening start(String host, int port, ListenParts parts) {
    var listening = new Listening(host, port, parts);
    listening.server.start();
    if (listening.server.port() < 0) {
      listening.sweep.close();
      throw Complaint.failure(
          "Postrider cannot listen at port %d of %s; what stands above says why."
              .formatted(port, host));
    }
    return listening;
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /** Ends the requests that have taken too long by now. */
  void sweep() {
    slow.sweep();
  }

  /** Answers what is there, and returns when nothing is listened to any more. */
  @Override
  public void close() {
    intake.close();
    server.stop();
    sweep.close();
  }
}
