package dev.postrider.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.HttpLogConfig;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks HTTP/2 with whoever asks for it in his TLS handshake, and HTTP/1.1 with everybody else.
 *
 * <p>It is one selector for both, because of two the web server chooses by the first byte, for
 * which it would wait without end.
 */
final class Negotiated implements ServerConnectionSelector {
  private static final Logger LOG = LoggerFactory.getLogger(Negotiated.class);

  /** Requests of one connection at once. */
  private static final long MOST_STREAMS = 100;

  private static final int LARGEST_HEADERS = 16 * 1024;

  /** What is received and not read yet, of a stream and of its connection. */
  private static final int WINDOW = 64 * 1024;

  /** Requests that are called off before they are answered, in ten seconds. */
  private static final int MOST_RESETS = 50;

  private static final String HTTP_2 = "h2";

  private final ServerConnectionSelector http1;
  private final ServerConnectionSelector http2 =
      Http2ConnectionSelector.builder()
          .http2Config(
              Http2Config.builder()
                  .maxConcurrentStreams(MOST_STREAMS)
                  .maxHeaderListSize(LARGEST_HEADERS)
                  .initialWindowSize(WINDOW)
                  .maxRapidResets(MOST_RESETS)
                  .rapidResetCheckPeriod(Duration.ofSeconds(10))
                  .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
                  .build())
          .build();

  Negotiated(ServerConnectionSelector http1) {
    this.http1 = http1;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of(HTTP_2, "http/1.1");
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return context.serverSocket().protocolNegotiated()
            && HTTP_2.equals(context.serverSocket().protocol())
        ? new Http2(
            http2.connection(context), context.listenerContext().config().idleConnectionTimeout())
        : http1.connection(context);
  }

  private record Http2(ServerConnection connection, Duration longestIdle)
      implements ServerConnection, InterruptableTask<Void> {

    /**
     * Failure policy: end the connection without more words. What is no HTTP/2 ends as a mistake of
     * the web server's, which it would log with all frames.
     */
    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        connection.handle(limit);
      } catch (RuntimeException ended) {
        LOG.debug("a connection of HTTP/2 ended by {}", ended.getClass().getSimpleName());
        throw new CloseConnectionException("the connection of HTTP/2 broke", ended);
      }
    }

    /**
     * The web server leaves a connection alone as long as a request is open, and one whose headers
     * never end is. Whoever is idle for so long has none that is still worked at.
     */
    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt || idleTime().compareTo(longestIdle) > 0);
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public boolean canInterrupt() {
      return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
