package dev.postrider.sender;

import dev.postrider.attempt.Outcome;
import dev.postrider.dispatch.Sender;
import dev.postrider.message.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: collects the answer within its bounds and wakes the thread that waits for
 * it. The client calls it from one event loop; {@link #await} hands over what that loop wrote.
 */
final class Exchange implements AsyncHandler<Exchange> {

  /** How it ended. */
  sealed interface End {

    /** {@code header} is the value of the one header that was wanted of it. */
    record Answer(int status, @Nullable String header, Payload body) implements End {}

    /** {@code stale}: a kept connection broke before the head of an answer was complete. */
    record Broken(Throwable cause, boolean stale) implements End {}

    /** Time ran out; {@code missing} says what had not come by then. */
    record Late(String missing) implements End {}

    /** Nothing was sent, for this reason. */
    record Unsent(Outcome outcome) implements End {}
  }

  private final CountDownLatch over = new CountDownLatch(1);
  private final Deadline deadline;
  private final Stopwatch stopwatch;
  private final AsciiString wanted;
  private long begun;
  private @Nullable Channel channel;
  private boolean kept;
  private int status;
  private @Nullable String header;
  private byte[] stored = new byte[0];
  private int length;
  private long read;
  private volatile String missing = "no connection";
  private volatile @Nullable End end;

  /** {@code wanted} is the header of the answer that is kept. */
  Exchange(Deadline deadline, Stopwatch stopwatch, AsciiString wanted) {
    this.deadline = deadline;
    this.stopwatch = stopwatch;
    this.wanted = wanted;
  }

  /**
   * Waits for the end, which {@link #look} brings at the latest. The wait itself has no time: a
   * timer per attempt costs a virtual thread nearly two microseconds, a look at all of them now and
   * then costs nothing.
   */
  End await() throws InterruptedException {
    over.await();
    return Objects.requireNonNull(end);
  }

  /** Ends it if its deadline has passed. */
  void look() {
    if (deadline.left() <= 0) {
      finish(new End.Late(missing));
    }
  }

  /** Ends it from outside; whoever comes first decides. */
  void breakOff(Throwable cause) {
    finish(new End.Broken(cause, false));
  }

  @Override
  public void onConnectionPooled(Channel connection) {
    channel = connection;
    kept = true;
    missing = "no answer";
  }

  /** Called again for the host's next address, when one cannot be reached. */
  @Override
  public void onTcpConnectAttempt(InetSocketAddress address) {
    begun = begun == 0 ? System.nanoTime() : begun;
  }

  // Whatever is measured is written before what is missing, which is volatile: so it is seen by
  // whoever sees the end, even if the end comes from another thread.

  @Override
  public void onTcpConnectSuccess(InetSocketAddress address, Channel connection) {
    IdleConnections.opened(connection, address.getAddress());
    channel = connection;
    stopwatch.connected(begun);
    missing = "no answer";
  }

  @Override
  public void onTlsHandshakeAttempt() {
    begun = System.nanoTime();
    missing = "no end of the TLS handshake";
  }

  @Override
  public void onTlsHandshakeSuccess(SSLSession session) {
    stopwatch.secured(begun);
    missing = "no answer";
  }

  @Override
  public void onTlsHandshakeFailure(Throwable cause) {
    finish(
        new End.Broken(
            cause instanceof SSLException
                ? cause
                : new SSLException("the connection broke during the handshake", cause),
            false));
  }

  @Override
  public State onStatusReceived(HttpResponseStatus answer) {
    status = answer.getStatusCode();
    stopwatch.answered(deadline);
    missing = "no end of the answer";
    return State.CONTINUE;
  }

  @Override
  public State onHeadersReceived(HttpHeaders headers) {
    header = headers.get(wanted);
    return status == 101 ? State.ABORT : State.CONTINUE;
  }

  @Override
  public State onBodyPartReceived(HttpResponseBodyPart part) {
    ByteBuf bytes = part.getBodyByteBuf();
    read += bytes.readableBytes();
    int wanted = Math.min(bytes.readableBytes(), Sender.STORED_BODY - length);
    if (wanted > 0) {
      if (length + wanted > stored.length) {
        stored =
            Arrays.copyOf(
                stored, Math.min(Sender.STORED_BODY, Math.max(length + wanted, 2 * length)));
      }
      bytes.getBytes(bytes.readerIndex(), stored, length, wanted);
      length += wanted;
    }
    return read >= Sender.READ_BODY && !part.isLast() ? State.ABORT : State.CONTINUE;
  }

  @Override
  public Exchange onCompleted() {
    Payload body = Payload.of(length == stored.length ? stored : Arrays.copyOf(stored, length));
    End answer = new End.Answer(status, header, body);
    Channel connection = channel;
    if (connection == null) {
      finish(answer);
    } else {
      // Behind the connection's return to the idle ones, so that whoever waits can have it again.
      connection.eventLoop().execute(() -> finish(answer));
    }
    return this;
  }

  @Override
  public void onThrowable(Throwable cause) {
    finish(new End.Broken(cause, kept && status == 0));
  }

  private synchronized void finish(End how) {
    if (end == null) {
      end = how;
      over.countDown();
    }
  }
}
