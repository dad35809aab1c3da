package dev.postrider.sender;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.postrider.message.Payload;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.AsyncHttpClientConfig.ResponseBodyPartFactory;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client with everything switched off that it would do by itself: retries, redirects,
 * cookies, decompression, timers. Safe for use by many threads.
 */
final class Client implements AutoCloseable {
  /** One request: where to, its head and body, and the only addresses that it may connect to. */
  record Post(
      Prepared.Place.Web web, HttpHeaders head, Payload payload, List<InetAddress> allowed) {}

  private static final Duration NEVER = Duration.ofMillis(-1);
  private static final int LONGEST_LINE = 4_096;
  private static final int LONGEST_HEAD = 32 * 1_024;
  private static final int LONGEST_HANDSHAKE_MILLIS = 60_000;

  /** How late a deadline may be noticed. */
  private static final int LOOK_MILLIS = 20;

  private final AsyncHttpClient http;
  private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sender-deadlines").factory());
  private volatile boolean closed;

  /** {@code lookup} finds the proxy, if there is one. */
  Client(SenderConfig config, HostLookup lookup) {
    @Nullable Tunnels tunnels =
        config.proxy() == null
            ? null
            : new Tunnels(config.proxy(), config.connectTimeout(), lookup);
    this.http =
        new DefaultAsyncHttpClient(
            new DefaultAsyncHttpClientConfig.Builder()
                .setThreadPoolName("sender")
                .setIoThreadsCount(config.ioThreads())
                .setChannelPool(
                    new IdleConnections(
                        (int) Math.min(config.idleConnections(), openFiles() / 2),
                        config.idleTimeout(),
                        config.connectionTtl()))
                .setSslContext(Tls.context(config.trustedCertificates()))
                .setHandshakeTimeout(LONGEST_HANDSHAKE_MILLIS)
                .setConnectTimeout(config.connectTimeout())
                .setRequestTimeout(NEVER)
                .setReadTimeout(NEVER)
                .setHashedWheelTickDuration(1_000)
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
                .setHttpAdditionalChannelInitializer(channel -> {
                  channel
                      .pipeline()
                      .addBefore(
                          ChannelManager.AHC_HTTP_HANDLER, "interim-answers", new InterimAnswers());
                  if (tunnels != null) {
                    tunnels.addTo(channel);
                  }
                })
                .build());
    var _ =
        deadlines.scheduleWithFixedDelay(
            () -> underWay.forEach(Exchange::look), LOOK_MILLIS, LOOK_MILLIS, MILLISECONDS);
  }

  /** How many files, sockets among them, this process may have open. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** Sends it and returns how that ended, at the deadline at the latest. */
  Exchange.End send(Post post, Deadline deadline) throws InterruptedException {
    Request request =
        new RequestBuilder("POST", true, false)
            .setUri(post.web.uri())
            .setHeaders(post.head)
            .setBody(post.payload.bytes())
            .setNameResolver(new CheckedAddresses(post.allowed))
            .setChannelPoolPartitioning(new IdleConnections.Place(post.web.key(), post.allowed))
            .build();
    Exchange exchange = new Exchange(deadline);
    underWay.add(exchange);
    try {
      if (closed) {
        exchange.breakOff(new IOException("the sender is closed"));
        return exchange.await();
      }
      ListenableFuture<Exchange> running = http.executeRequest(request, exchange);
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

  @Override
  public void close() {
    closed = true;
    deadlines.shutdown();
    underWay.forEach(exchange -> exchange.breakOff(new IOException("the sender is closed")));
    try {
      http.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing the HTTP client", e);
    }
  }
}
