package dev.postrider.api;

import dev.postrider.api.accept.AcceptRoutes;
import dev.postrider.api.accept.Targets;
import dev.postrider.api.access.AccessRoutes;
import dev.postrider.api.alert.AlertRoutes;
import dev.postrider.api.http.Admission;
import dev.postrider.api.http.BodyBounds;
import dev.postrider.api.http.BoundedHttp;
import dev.postrider.api.http.CallLimit;
import dev.postrider.api.http.CallerLimits;
import dev.postrider.api.http.ConnectionsPerAddress;
import dev.postrider.api.http.Cors;
import dev.postrider.api.http.Ending;
import dev.postrider.api.http.FailedSignIns;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.Permissions;
import dev.postrider.api.http.ProtocolErrors;
import dev.postrider.api.http.RepeatedPosts;
import dev.postrider.api.http.RouteTable;
import dev.postrider.api.http.SecurityHeaders;
import dev.postrider.api.http.SlowClientSweep;
import dev.postrider.api.http.SlowClients;
import dev.postrider.api.inbox.InboxRoutes;
import dev.postrider.api.inspect.InspectRoutes;
import dev.postrider.api.manage.EnvironmentRoutes;
import dev.postrider.api.manage.ManageRoutes;
import dev.postrider.api.openapi.Docs;
import dev.postrider.api.platforms.PlatformParts;
import dev.postrider.api.platforms.PlatformRoutes;
import dev.postrider.api.portal.PortalParts;
import dev.postrider.api.portal.PortalRoutes;
import dev.postrider.api.pulse.PulseRoutes;
import dev.postrider.api.task.TaskRoutes;
import dev.postrider.api.tls.CertificateWatch;
import dev.postrider.api.tls.ServerTls;
import dev.postrider.api.tls.TlsFiles;
import dev.postrider.task.Finding;
import dev.postrider.task.Preview;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import java.net.Socket;
import java.util.function.BiConsumer;
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
  private final ConnectionsPerAddress connections;
  private final SecurityHeaders security;
  private final Cors cors;
  private final CallerLimits limits;
  private @Nullable SlowClientSweep sweep;
  private @Nullable CertificateWatch watch;
  private boolean stopped;

  /**
   * Listens to nobody until started. {@code others} adds routes beside this API's own, which come
   * first; they may ask the API from inside.
   */
  public Api(ApiParts parts, ApiConfig config, BiConsumer<HttpRouting.Builder, Front> others) {
    DoorConfig door = config.door();
    this.config = config;
    this.slow = new SlowClients(config.requestTimeout(), parts.clock());
    this.routes = new RouteTable(Permissions.TABLE);
    AcceptRoutes.add(
        routes, parts.directory(), parts.platforms(), parts.log(), parts.history(), parts.clock());
    ManageRoutes.add(
        routes,
        parts.directory(),
        parts.platforms(),
        parts.words(),
        parts.random(),
        config.urls(),
        parts.clock());
    EnvironmentRoutes.add(routes, parts.directory(), parts.words(), parts.clock());
    InspectRoutes.add(
        routes,
        parts.directory(),
        parts.history(),
        parts.resend(),
        parts.cancel(),
        parts.audit(),
        parts.tasks(),
        parts.clock());
    TaskRoutes.add(
        routes,
        parts.directory(),
        parts.tasks(),
        new Preview(new Finding(parts.replays(), Targets::wants), parts.clock()),
        parts.clock());
    AlertRoutes.add(routes, parts.directory(), parts.alerts(), parts.mails());
    PulseRoutes.add(routes, parts.directory(), parts.pulse(), parts.load(), parts.clock());
    InboxRoutes.add(routes, parts.directory(), parts.platforms(), parts.inbox());
    AccessRoutes.add(routes, parts.apiKeys(), parts.audit(), parts.clock(), parts.random());
    BearerTokens callers =
        new BearerTokens(parts.tokens(), parts.apiKeys(), parts.portalSessions(), parts.clock());
    PortalRoutes.add(
        routes,
        new PortalParts(
            parts.directory(),
            parts.platforms(),
            parts.portalSessions(),
            callers,
            parts.clock(),
            door.tls() == null ? "http" : "https",
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
        config.urls(),
        CallLimit.of(config.comm100Calls(), parts.clock()));
    TlsFiles files = door.tls();
    this.tls = files == null ? null : new ServerTls(files, parts.clock());
    this.connections = new ConnectionsPerAddress(door.connectionsPerAddress());
    this.security = new SecurityHeaders(tls != null);
    this.cors = new Cors(door.origins(), routes);
    this.limits = new CallerLimits(door.caller(), door.organisation(), parts.clock());
    ProtocolErrors errors = new ProtocolErrors(config.bodyLimit(), routes, security, cors);
    Front front =
        new Front(
            routes,
            callers,
            limits,
            door.clients(),
            new FailedSignIns(door.failedSignIns(), parts.clock()),
            new RepeatedPosts(parts.idempotencyKeys(), parts.random()),
            new BodyBounds(config.bodyLimit(), config.bodiesBytes()),
            errors,
            slow);
    this.admission = new Admission(config.maxRequests(), parts.behind(), routes);
    this.server = server(front, errors, others);
  }

  private WebServer server(
      Front front, ProtocolErrors errors, BiConsumer<HttpRouting.Builder, Front> others) {
    WebServerConfig.Builder builder =
        config.door().http2()
            ? BoundedHttp.negotiated(WebServer.builder(), slow, connections)
            : BoundedHttp.on(WebServer.builder(), slow, connections);
    if (tls != null) {
      // Over channels, the web server would ask DNS for the name of each caller.
      builder.useNio(false).tls(tls.tls(this::handshake));
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
          routing.addFilter(security);
          routing.addFilter(cors);
          routing.addFilter(admission);
          others.accept(routing, front);
          new Docs().accept(routing);
          routing.any(front);
        })
        .build();
  }

  private void handshake(Socket caller) {
    connections.enter(caller.getInetAddress());
    slow.begun();
  }

  /** Listens from now on. */
  public synchronized void start() {
    server.start();
    sweep = SlowClientSweep.start(slow, connections);
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

  /** How many requests were answered 429 because their callers call too often. */
  public long limited() {
    return limits.limited();
  }

  /** How many connections were closed because there were enough of their address. */
  public long refusedConnections() {
    return connections.refused();
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
