package dev.postrider.server.listen;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.postrider.api.http.Ending;
import dev.postrider.api.http.LingeringClose;
import dev.postrider.api.http.SlowClients;
import dev.postrider.server.terminal.Complaint;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HttpLogConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;

/** The local receiver while it runs. Whoever calls it is bounded as the API's callers are. */
public final class Listening implements AutoCloseable {
  static final int LARGEST_BODY = 10 << 20;
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_REQUEST_LINE = 8 * 1024;
  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int MOST_CONNECTIONS = 256;
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final long SWEEP_MILLIS = 500;

  private final SlowClients slow;
  private final Intake intake;
  private final WebServer server;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("listen-slow-clients").factory());

  private Listening(String host, int port, ListenParts parts) {
    this.slow = new SlowClients(PATIENCE, parts.clock());
    this.intake = new Intake(parts, slow);
    this.server =
        WebServer.builder()
            .host(host)
            .port(port)
            .maxTcpConnections(MOST_CONNECTIONS)
            .maxConcurrentRequests(MOST_CONNECTIONS)
            .maxPayloadSize(LARGEST_BODY)
            .idleConnectionTimeout(LONGEST_IDLE)
            .idleConnectionPeriod(LONGEST_IDLE.dividedBy(3))
            .shutdownGracePeriod(GRACE)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .directHandlers(intake.refusals())
            // The only protocol, as at the API, for the reason that stands there.
            .protocolsDiscoverServices(false)
            .addConnectionSelector(
                new LingeringClose(Http1ConnectionSelector.builder().config(http1()).build(), slow))
            .routing(routing -> routing.addFilter(new Ending(slow)).any(intake))
            .build();
  }

  private Http1Config http1() {
    return Http1Config.builder()
        .maxPrologueLength(LONGEST_REQUEST_LINE)
        .maxHeadersSize(LARGEST_HEADERS)
        .validatePrologue(false)
        .sendKeepAliveHeader(false)
        .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
        .addReceiveListener(slow)
        .build();
  }

  /** Listens from now on; port 0 takes a free one. */
  public static Listening start(String host, int port, ListenParts parts) {
    var listening = new Listening(host, port, parts);
    listening.server.start();
    if (listening.server.port() < 0) {
      throw Complaint.failure(
          "Postrider cannot listen at port %d of %s; what stands above says why."
              .formatted(port, host));
    }
    ScheduledFuture<?> _ =
        listening.sweeper.scheduleWithFixedDelay(
            listening.slow::sweep, SWEEP_MILLIS, SWEEP_MILLIS, MILLISECONDS);
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
    sweeper.shutdownNow();
  }
}
