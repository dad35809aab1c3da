package dev.postrider.sender;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections lead through the operator's proxy, which is asked for the address that was
 * checked and never for a name.
 *
 * <p>The client's own support of proxies names the host to the proxy, which would then ask DNS
 * itself. Here a connection is not there, as the client sees it, before its tunnel is; so TLS and
 * HTTP are the host's, as without a proxy, and the next address is tried where one cannot be
 * reached.
 */
final class Tunnels {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnels.class);
  private static final long SILENCE = TimeUnit.MINUTES.toNanos(1);

  private final Proxy proxy;
  private final Duration timeout;
  private final HostLookup lookup;
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

  /**
   * Tunnels through one proxy.
   *
   * @param timeout the longest wait for the proxy to take a connection, and for it to be through
   */
  Tunnels(Proxy proxy, Duration timeout, HostLookup lookup) {
    this.proxy = proxy;
    this.timeout = timeout;
    this.lookup = lookup;
  }

  /** Makes a connection, which is not open yet, lead through the proxy. */
  void addTo(Channel channel) {
    channel.pipeline().addFirst(new Entrance());
  }

  private final class Entrance extends ChannelOutboundHandlerAdapter {

    @Override
    public void connect(
        ChannelHandlerContext context,
        SocketAddress remote,
        @Nullable SocketAddress local,
        ChannelPromise promise)
        throws UnknownHostException {
      InetSocketAddress checked = (InetSocketAddress) remote;
      // An address that knows its host's name would be asked for by name.
      InetAddress bare = InetAddress.getByAddress(checked.getAddress().getAddress());
      Way way = new Way(context, new InetSocketAddress(bare, checked.getPort()), local, promise);
      InetAddress literal = proxy.literal();
      if (literal != null) {
        open(way, literal);
      } else {
        Thread.ofVirtual().name("proxy-lookup").start(() -> lookUp(way));
      }
    }

    /** DNS keeps its thread waiting, which must not be an event loop. */
    private void lookUp(Way way) {
      try {
        InetAddress found = lookup.lookup(proxy.host()).getFirst();
        way.context.executor().execute(() -> open(way, found));
      } catch (UnknownHostException | RuntimeException unknown) {
        failed(way, new ProxyConnectException("the proxy's host has no address", unknown));
      }
    }

    private void open(Way way, InetAddress found) {
      ProxyHandler handler = handler(new InetSocketAddress(found, proxy.port()));
      handler.setConnectTimeoutMillis(timeout.toMillis());
      way.context.pipeline().addBefore(way.context.name(), null, handler);
      var _ =
          handler
              .connectFuture()
              .addListener(through -> {
                if (through.isSuccess()) {
                  way.context.pipeline().remove(handler);
                  way.context.pipeline().remove(this);
                  way.promise.trySuccess();
                } else {
                  failed(way, through.cause());
                }
              });
      var _ =
          way.context
              .connect(way.checked, way.local, way.context.newPromise())
              .addListener(reached -> {
                if (!reached.isSuccess()) {
                  failed(
                      way, new ProxyConnectException("the proxy is not reached", reached.cause()));
                }
              });
    }
  }

  /** What is to be connected, and the promise that it will be. */
  private record Way(
      ChannelHandlerContext context,
      InetSocketAddress checked,
      @Nullable SocketAddress local,
      ChannelPromise promise) {}

  private ProxyHandler handler(InetSocketAddress address) {
    Proxy.Login login = proxy.login();
    return switch (proxy.kind()) {
      case HTTP ->
          login == null
              ? new HttpProxyHandler(address)
              : new HttpProxyHandler(address, login.user(), login.password());
      case SOCKS5 ->
          login == null
              ? new Socks5ProxyHandler(address)
              : new Socks5ProxyHandler(address, login.user(), login.password());
    };
  }

  /** Whoever owns an endpoint hears nothing of the proxy, so the log has to say why. */
  private void failed(Way way, Throwable cause) {
    long now = System.nanoTime();
    long next = nextWarning.get();
    if (now - next >= 0 && nextWarning.compareAndSet(next, now + SILENCE)) {
      Throwable inner = cause.getCause() == null ? cause : cause.getCause();
      LOG.warn("No connection through {}: {}", proxy, inner.getMessage());
    }
    way.promise.tryFailure(cause);
  }
}
