package dev.postrider.sender;

import dev.postrider.message.ApplicationId;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.asynchttpclient.AsyncHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client of one {@link OwnTls}, with all the connections that it has opened. It is gone when the
 * last of them is closed, for a connection holds its TLS context.
 */
final class OwnClient {
  final OwnTls own;

  // Guarded by OwnClients.
  int exchanges;
  ApplicationId user;
  long idleSince;

  /** Takes no more once it is closed: what connects later is closed at once. */
  private final ChannelGroup connections =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

  private final CountDownLatch gone = new CountDownLatch(1);
  private final Function<OwnClient, AsyncHttpClient> maker;
  private @Nullable AsyncHttpClient http;

  OwnClient(OwnTls own, Function<OwnClient, AsyncHttpClient> maker) {
    this.own = own;
    this.maker = maker;
    this.user = own.application();
  }

  /** Made by whoever needs it first, while others who need the same wait. */
  synchronized AsyncHttpClient http() {
    if (http == null) {
      http = maker.apply(this);
    }
    return http;
  }

  /** Called for every connection, before it is open. */
  void opening(Channel connection) {
    connections.add(connection);
  }

  /** Closes it, when no exchange is under way; {@code after} runs as soon as it is gone. */
  synchronized void close(Runnable after) {
    if (http != null) {
      try {
        http.close();
      } catch (IOException e) {
        throw new IllegalStateException("closing an HTTP client", e);
      }
    }
    var _ = connections.close();
    var _ =
        connections
            .newCloseFuture()
            .addListener(_ -> {
              after.run();
              gone.countDown();
            });
  }

  /** Waits until it is gone; false when it was not in time. */
  boolean isGone(Deadline deadline) throws InterruptedException {
    return gone.await(deadline.left(), TimeUnit.NANOSECONDS);
  }
}
