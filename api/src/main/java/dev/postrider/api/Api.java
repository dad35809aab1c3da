package dev.postrider.api;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.postrider.api.accept.AcceptRoutes;
import dev.postrider.api.http.BodyBounds;
import dev.postrider.api.http.CallLimit;
import dev.postrider.api.http.Ending;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.LingeringClose;
import dev.postrider.api.http.ProtocolErrors;
import dev.postrider.api.http.RepeatedPosts;
import dev.postrider.api.http.RouteTable;
import dev.postrider.api.http.SlowClients;
import dev.postrider.api.inbox.InboxRoutes;
import dev.postrider.api.inspect.InspectRoutes;
import dev.postrider.api.manage.EnvironmentRoutes;
import dev.postrider.api.manage.ManageRoutes;
import dev.postrider.api.openapi.Docs;
import dev.postrider.api.platforms.PlatformParts;
import dev.postrider.api.platforms.PlatformRoutes;
import dev.postrider.api.portal.PortalPage;
import dev.postrider.api.portal.PortalParts;
import dev.postrider.api.portal.PortalRoutes;
import dev.postrider.api.task.TaskRoutes;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HttpLogConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: Svix's paths, those of platforms, and whatever else it is given. */
public final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final int LONGEST_REQUEST_LINE = 8 * 1024;
  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int BACKLOG = 1_024;
  private static final long SWEEP_MILLIS = 500;

  private final ApiConfig config;
  private final WebServer server;
  private final SlowClients slow;
  private final RouteTable routes;
  private @Nullable ScheduledExecutorService sweeper;
  private boolean stopped;

  /**
   * Listens to nobody until started. {@code others} are routes beside this API's own, and come
   * first.
   */
  public Api(ApiParts parts, ApiConfig config, Consumer<HttpRouting.Builder> others) {
    this.config = config;
    this.slow = new SlowClients(config.requestTimeout(), parts.clock());
    this.routes = new RouteTable();
    AcceptRoutes.add(
        routes, parts.directory(), parts.platforms(), parts.log(), parts.history(), parts.clock());
    ManageRoutes.add(
        routes,
        parts.directory(),
        parts.platforms(),
        parts.words(),
        parts.random(),
        config.httpsOnly());
    EnvironmentRoutes.add(routes, parts.directory(), parts.words(), parts.clock());
    InspectRoutes.add(
        routes,
        parts.directory(),
        parts.history(),
        parts.resend(),
        parts.cancel(),
        parts.tasks(),
        parts.clock());
    TaskRoutes.add(routes, parts.directory(), parts.tasks(), parts.clock());
    InboxRoutes.add(routes, parts.directory(), parts.platforms(), parts.inbox());
    BearerTokens callers = new BearerTokens(parts.tokens(), parts.portalSessions(), parts.clock());
    PortalRoutes.add(
        routes,
        new PortalParts(
            parts.directory(),
            parts.platforms(),
            parts.portalSessions(),
            callers,
            parts.clock(),
            config.portal()));
    PlatformRoutes.add(
        routes,
        new PlatformParts(
            parts.directory(),
            parts.platforms(),
            callers,
            parts.inbox(),
            parts.contactTokens(),
            parts.random()),
        config.httpsOnly(),
        CallLimit.of(config.comm100Calls(), parts.clock()));
    ProtocolErrors errors = new ProtocolErrors(config.bodyLimit(), routes);
    Front front =
        new Front(
            routes,
            callers,
            new RepeatedPosts(parts.idempotencyKeys(), parts.random()),
            new BodyBounds(config.bodyLimit(), config.bodiesBytes()),
            errors,
            slow);
    this.server = server(front, errors, others);
  }

  private WebServer server(
      Front front, ProtocolErrors errors, Consumer<HttpRouting.Builder> others) {
    return WebServer.builder()
        .host(config.host())
        .port(config.port())
        .backlog(BACKLOG)
        .maxTcpConnections(config.maxConnections())
        .maxConcurrentRequests(config.maxRequests())
        .maxPayloadSize(config.bodyLimit())
        .idleConnectionTimeout(config.idleTimeout())
        .idleConnectionPeriod(config.idleTimeout().dividedBy(3))
        .shutdownGracePeriod(config.gracePeriod())
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .directHandlers(errors.handlers())
        // The only protocol: with a choice, the web server would wait without end for a first byte
        // to choose by.
        .protocolsDiscoverServices(false)
        .addConnectionSelector(
            new LingeringClose(Http1ConnectionSelector.builder().config(http1()).build(), slow))
        .routing(routing -> {
          routing.addFilter(new Ending(slow));
          others.accept(routing);
          routing.get(PortalPage.PATH, new PortalPage());
          new Docs().accept(routing);
          routing.any(front);
        })
        .build();
  }

  private Http1Config http1() {
    return Http1Config.builder()
        .maxPrologueLength(LONGEST_REQUEST_LINE)
        .maxHeadersSize(LARGEST_HEADERS)
        // Of what it looks at, Query looks at the query, and nothing at fragments.
        .validatePrologue(false)
        .sendKeepAliveHeader(false)
        .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
        .addReceiveListener(slow)
        .build();
  }

  /** Listens from now on. */
  public synchronized void start() {
    server.start();
    sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("api-slow-clients").factory());
    ScheduledFuture<?> _ =
        sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, MILLISECONDS);
  }

  private void sweep() {
    try {
      slow.sweep();
    } catch (RuntimeException e) {
      // Failure policy: go on, because a sweep that is left out delays the next by a moment.
      LOG.error("slow requests could not be looked for", e);
    }
  }

  /** Which paths there are, and for whom. */
  RouteTable routes() {
    return routes;
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /**
   * Takes no more connections, lets what is in flight finish within the grace period, and returns.
   * Twice is harmless.
   */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    if (server.isRunning()) {
      server.stop();
    }
    if (sweeper != null) {
      sweeper.shutdownNow();
    }
  }
}
