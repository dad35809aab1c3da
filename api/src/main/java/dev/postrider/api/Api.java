package dev.postrider.api;

import dev.postrider.api.accept.AcceptRoutes;
import dev.postrider.api.http.Admission;
import dev.postrider.api.http.BodyBounds;
import dev.postrider.api.http.CallLimit;
import dev.postrider.api.http.Ending;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.OnlyHttp1;
import dev.postrider.api.http.ProtocolErrors;
import dev.postrider.api.http.RepeatedPosts;
import dev.postrider.api.http.RouteTable;
import dev.postrider.api.http.SlowClientSweep;
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
import dev.postrider.api.tls.CertificateWatch;
import dev.postrider.api.tls.ServerTls;
import dev.postrider.api.tls.TlsFiles;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The HTTP server: Svix's paths, those of platforms, and whatever else it is given. */
public final class Api {
  private static final int BACKLOG = 1_024;

  private final ApiConfig config;
  private final WebServer server;
  private final SlowClients slow;
  private final Admission admission;
  private final RouteTable routes;
  private final @Nullable ServerTls tls;
  private @Nullable SlowClientSweep sweep;
  private @Nullable CertificateWatch watch;
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
    this.admission = new Admission(config.maxRequests(), parts.behind(), routes);
    TlsFiles files = config.door().tls();
    this.tls = files == null ? null : new ServerTls(files, parts.clock());
    this.server = server(front, errors, others);
  }

  private WebServer server(
      Front front, ProtocolErrors errors, Consumer<HttpRouting.Builder> others) {
    WebServerConfig.Builder builder = OnlyHttp1.on(WebServer.builder(), slow);
    if (tls != null) {
      // Over channels, the web server would ask DNS for the name of each caller.
      builder.useNio(false).tls(tls.tls(_ -> slow.begun()));
    }
    return builder
        .host(config.host())
        .port(config.port())
        .backlog(BACKLOG)
        .maxTcpConnections(config.maxConnections())
        .maxPayloadSize(config.bodyLimit())
        .idleConnectionTimeout(config.idleTimeout())
        .idleConnectionPeriod(config.idleTimeout().dividedBy(3))
        .shutdownGracePeriod(config.gracePeriod())
        .directHandlers(errors.handlers())
        .routing(routing -> {
          routing.addFilter(new Ending(slow));
          routing.addFilter(admission);
          others.accept(routing);
          routing.get(PortalPage.PATH, new PortalPage());
          new Docs().accept(routing);
          routing.any(front);
        })
        .build();
  }

  /** Listens from now on. */
  public synchronized void start() {
    server.start();
    sweep = SlowClientSweep.start(slow);
    watch = tls == null ? null : CertificateWatch.start(tls);
  }

  /** Which paths there are, and for whom. */
  RouteTable routes() {
    return routes;
  }

  /** Does at once what is done every ten seconds. */
  void lookAtCertificate() {
    if (tls != null) {
      tls.look();
    }
  }

  /** How many requests were answered 503 because too many were at work. */
  public long shed() {
    return admission.shed();
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
    if (sweep != null) {
      sweep.close();
    }
    if (watch != null) {
      watch.close();
    }
  }
}
