package dev.postrider.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller who is still sending read his last answer: before such a connection is closed, what
 * he sends is read and thrown away until he has done (RFC 9112, section 9.6).
 *
 * <p>Closed at once, the system would answer what arrives later with a reset, and that destroys the
 * answer on its way: he would see a broken connection instead of 413.
 *
 * <p>Every connection passes here, so it is counted here too.
 */
final class LingeringClose implements ServerConnectionSelector {
  /** More than any caller sends by mistake, and less than a flood. */
  private static final int MOST = 32 * 1024 * 1024;

  /** Whoever is still sending sends something within this time. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final ServerConnectionSelector protocol;
  private final SlowClients slow;
  private final ConnectionsPerAddress connections;
  private final UnaryOperator<ConnectionContext> reading;

  /** {@code reading}: what the protocol reads a connection through. */
  LingeringClose(
      ServerConnectionSelector protocol,
      SlowClients slow,
      ConnectionsPerAddress connections,
      UnaryOperator<ConnectionContext> reading) {
    this.protocol = protocol;
    this.reading = reading;
    this.slow = slow;
    this.connections = connections;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return protocol.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return protocol.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return protocol.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    if (context.remotePeer().address() instanceof InetSocketAddress caller) {
      connections.enter(caller.getAddress());
    }
    return new Lingering(context, protocol.connection(reading.apply(context)));
  }

  private final class Lingering implements ServerConnection, InterruptableTask<Void> {
    private final ConnectionContext context;
    private final ServerConnection connection;
    private volatile boolean closing;
    private volatile @Nullable Thread lingerer;

    Lingering(ConnectionContext context, ServerConnection connection) {
      this.context = context;
      this.connection = connection;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        // Of TLS, the handshake.
        slow.arrived();
        connection.handle(limit);
        // The web server has answered what it could not read, or it stops.
        linger();
      } catch (StillSending e) {
        linger();
        throw e;
      } finally {
        connections.leave();
      }
    }

    /** Bounded in bytes and in time: as long as a request may take, a short silence at most. */
    private void linger() {
      lingerer = Thread.currentThread();
      Instant end = slow.end();
      try {
        int thrownAway = 0;
        while (!closing && thrownAway < MOST) {
          slow.awaiting(SILENCE, end);
          byte[] more = context.serverSocket().get();
          if (more == null) {
            return;
          }
          thrownAway += more.length;
        }
      } catch (UncheckedIOException gone) {
        // He needs no answer any more, or took too long.
      } finally {
        lingerer = null;
        slow.arrived();
      }
    }

    @Override
    public void close(boolean interrupt) {
      closing = true;
      Thread thread = lingerer;
      if (thread != null) {
        thread.interrupt();
      }
      connection.close(interrupt);
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public boolean canInterrupt() {
      return lingerer != null
          || (connection instanceof InterruptableTask<?> task && task.canInterrupt());
    }
  }
}
