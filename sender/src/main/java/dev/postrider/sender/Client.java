package dev.postrider.sender;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.postrider.attempt.Outcome;
import dev.postrider.message.Payload;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.TrustManagerFactory;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.AsyncHttpClientConfig.ResponseBodyPartFactory;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.channel.ChannelPool;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client with everything switched off that it would do by itself: retries, redirects,
 * cookies, decompression, timers. Safe for use by many threads.
 */
final class Client implements AutoCloseable {
  /** What kind of request it is, and the header of its answer that is looked at. */
  record Method(String name, AsciiString wanted) {
    static final Method POST = new Method("POST", HttpHeaderNames.RETRY_AFTER);
    static final Method OPTIONS = new Method("OPTIONS", PermissionRequest.ALLOWED_ORIGIN);
  }

  /** One request: where to, its head and its body, and what measures it. */
  record Call(
      Method method,
      Prepared.Place.Web web,
      HttpHeaders head,
      Payload payload,
      Stopwatch stopwatch) {
    Call(Method method, Prepared.Place.Web web, HttpHeaders head, Payload payload) {
      this(method, web, head, payload, new Stopwatch());
    }

    static Call post(Prepared.Place.Web web, HttpHeaders head, Payload payload) {
      return new Call(Method.POST, web, head, payload);
    }

    /** Without head and body, which let somebody in. */
    @Override
    public String toString() {
      return method.name + " " + web;
    }
  }

  private static final Duration NEVER = Duration.ofMillis(-1);
  private static final int TIMER_TICK_MILLIS = 1_000;
  private static final int LONGEST_LINE = 4_096;
  private static final int LONGEST_HEAD = 32 * 1_024;
  private static final int LONGEST_HANDSHAKE_MILLIS = 60_000;

  /** How late a deadline may be noticed. */
  private static final int LOOK_MILLIS = 20;

  private final DefaultAsyncHttpClient http;
  private final HashedWheelTimer timer =
      new HashedWheelTimer(
          new DefaultThreadFactory("sender-timer", true), TIMER_TICK_MILLIS, MILLISECONDS);
  private final @Nullable Tunnels tunnels;
  final IdleConnections idle;
  final OwnClients own;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sender-deadlines").factory());
  private volatile boolean closed;

  /** {@code lookup} finds the proxy, if there is one. */
  Client(SenderConfig config, HostLookup lookup) {
    this.idle =
        new IdleConnections(
            (int) Math.min(config.idleConnections(), openFiles() / 2),
            config.idleTimeout(),
            config.connectionTtl());
    this.tunnels =
        config.proxy() == null
            ? null
            : new Tunnels(config.proxy(), config.connectTimeout(), lookup);
    TrustManagerFactory trusted = Tls.trusted(config.trustedCertificates());
    this.http =
        new DefaultAsyncHttpClient(
            settings(config, Tls.context(trusted), idle)
                .setThreadPoolName("sender")
                .setIoThreadsCount(config.ioThreads())
                .build());
    this.own = new OwnClients(client -> ofItsOwn(client, config, trusted), System::nanoTime);
    var _ =
        deadlines.scheduleWithFixedDelay(
            () -> underWay.forEach(Exchange::look), LOOK_MILLIS, LOOK_MILLIS, MILLISECONDS);
    var _ = deadlines.scheduleWithFixedDelay(own::closeUnused, 1, 1, MINUTES);
  }

  private AsyncHttpClient ofItsOwn(
      OwnClient client, SenderConfig config, TrustManagerFactory trusted) {
    OwnPlaces places = new OwnPlaces(idle);
    return new DefaultAsyncHttpClient(
        settings(config, client.own.context(trusted), places)
            .setEventLoopGroup(http.getEventLoopGroup())
            .setHttpAdditionalChannelInitializer(channel -> {
              client.opening(channel);
              var _ = channel.closeFuture().addListener(_ -> places.removeAll(channel));
              initialise(channel);
            })
            .build());
  }

  private DefaultAsyncHttpClientConfig.Builder settings(
      SenderConfig config, SslContext context, ChannelPool idle) {
    return new DefaultAsyncHttpClientConfig.Builder()
        .setNettyTimer(timer)
        .setChannelPool(idle)
        .setSslContext(context)
        .setHandshakeTimeout(LONGEST_HANDSHAKE_MILLIS)
        .setConnectTimeout(config.connectTimeout())
        .setRequestTimeout(NEVER)
        .setReadTimeout(NEVER)
        .setShutdownQuietPeriod(Duration.ZERO)
        .setShutdownTimeout(Duration.ofSeconds(2))
        .setMaxRequestRetry(0)
        .setFollowRedirect(false)
        .setCookieStore(null)
        .setHttp2Enabled(false)
        .setUseProxySelector(false)
        .setUseProxyProperties(false)
        .setCompressionEnforced(false)
        .setEnableAutomaticDecompression(false)
        .setHttpClientCodecMaxInitialLineLength(LONGEST_LINE)
        .setHttpClientCodecMaxHeaderSize(LONGEST_HEAD)
        .setResponseBodyPartFactory(ResponseBodyPartFactory.LAZY)
        .setHttpAdditionalChannelInitializer(this::initialise);
  }

  private void initialise(Channel channel) {
    channel
        .pipeline()
        .addBefore(ChannelManager.AHC_HTTP_HANDLER, "interim-answers", new InterimAnswers());
    if (tunnels != null) {
      tunnels.addTo(channel);
    }
  }

  /** How many files, sockets among them, this process may have open. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /**
   * Sends it, to none but these addresses, and returns how that ended, at the deadline at the
   * latest.
   */
  Exchange.End send(Call call, List<InetAddress> allowed, Deadline deadline)
      throws InterruptedException {
    OwnTls tls = call.web.tls();
    if (tls == null) {
      return send(http, call, allowed, deadline);
    }
    OwnClient taken = own.take(tls, deadline.half());
    if (taken == null) {
      return new Exchange.End.Unsent(new Outcome.Withheld());
    }
    try {
      return send(taken.http(), call, allowed, deadline);
    } finally {
      own.release(taken);
    }
  }

  private Exchange.End send(
      AsyncHttpClient client, Call call, List<InetAddress> allowed, Deadline deadline)
      throws InterruptedException {
    Request request =
        new RequestBuilder(call.method.name(), true, false)
            .setUri(call.web.uri())
            .setHeaders(call.head)
            .setBody(call.payload.bytes())
            .setNameResolver(new CheckedAddresses(allowed))
            .setChannelPoolPartitioning(place(call.web.key(), client, allowed))
            .build();
    Exchange exchange = new Exchange(deadline, call.stopwatch, call.method.wanted);
    underWay.add(exchange);
    try {
      if (closed) {
        exchange.breakOff(new IOException("the sender is closed"));
        return exchange.await();
      }
      ListenableFuture<Exchange> running = client.executeRequest(request, exchange);
      boolean complete = false;
      try {
        Exchange.End end = exchange.await();
        complete = end instanceof Exchange.End.Answer;
        return end;
      } finally {
        if (!complete) {
          running.cancel(true);
        }
      }
    } finally {
      underWay.remove(exchange);
    }
  }

  /** What one client has opened, with its certificates, is used by none of the others. */
  private static IdleConnections.Place place(
      String key, AsyncHttpClient client, List<InetAddress> allowed) {
    return new IdleConnections.Place(
        key, Objects.requireNonNull(client.getConfig().getChannelPool()), allowed);
  }

  @Override
  public void close() {
    closed = true;
    deadlines.shutdown();
    underWay.forEach(exchange -> exchange.breakOff(new IOException("the sender is closed")));
    own.close();
    http.close();
    var _ = timer.stop();
  }
}
