package dev.postrider.api.http;

import dev.postrider.audit.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between the web server and the handlers: finds the route and the caller, answers, and sees that
 * every error is JSON, or what another API has in its place.
 */
public final class Front implements io.helidon.webserver.http.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);

  private static final Caller NOBODY = new Caller.Nobody();
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RouteTable routes;
  private final Callers callers;
  private final CallerLimits limits;
  private final ProtocolErrors errors;
  private final ClientAddress clients;
  private final FailedSignIns failed;
  private final RepeatedPosts repeated;
  private final BodyReader bodies;
  private final BodyMemory memory;
  private final AnswerMemory answers;

  public Front(
      RouteTable routes,
      Callers callers,
      CallerLimits limits,
      ClientAddress clients,
      FailedSignIns failed,
      RepeatedPosts repeated,
      BodyBounds bounds,
      ProtocolErrors errors,
      SlowClients slow) {
    this.routes = routes;
    this.callers = callers;
    this.limits = limits;
    this.clients = clients;
    this.failed = failed;
    this.repeated = repeated;
    this.errors = errors;
    this.bodies = new BodyReader(bounds.longest(), slow);
    this.memory = new BodyMemory(bounds.together(), "Too many bodies are being received now");
    this.answers = new AnswerMemory(slow);
  }

  @Override
  public void handle(ServerRequest http, ServerResponse response) {
    Incoming said = new WireRequest(http, clients);
    RouteTable.Area area = routes.area(said.path());
    try (BodyMemory.Part held = memory.part();
        BodyMemory.Part waiting = answers.part()) {
      Answer answer = answer(said, () -> bodies.read(http, held));
      try {
        answers.hold(waiting, answer);
      } catch (Refusal noRoom) {
        answer = area.errors().answer(noRoom);
      }
      send(http, response, answer);
    }
  }

  /** The body of a request for one of this server's own pages, bounded as those of calls are. */
  public byte[] body(ServerRequest http) {
    try (BodyMemory.Part held = memory.part()) {
      return bodies.read(http, held);
    }
  }

  /** The answer to a request, which may be one of this server's own pages'. */
  public Answer answer(Incoming said, Supplier<byte[]> body) {
    RouteTable.Area area = routes.area(said.path());
    try {
      area.gate().enter(said);
      return answer(said, routes.match(said.method(), said.path()), body);
    } catch (Refusal refusal) {
      boolean shown = !area.isNative() || said.header(HeaderNames.AUTHORIZATION).isPresent();
      return area.errors().answer(failed.counted(refusal, shown, said));
    } catch (HttpException e) {
      return area.errors().answer(errors.refusal(e.status())).closing();
    } catch (RequestException e) {
      return area.errors().answer(errors.refusal(e.status())).closing();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return area.errors().answer(Refusal.unavailable("The server is stopping", SOON));
    } catch (UncheckedIOException | CloseConnectionException e) {
      // The caller is gone, or was too slow: there is nobody to answer.
      throw new CloseConnectionException("the request did not arrive", e);
    } catch (RuntimeException e) {
      if (storageIsAway(e)) {
        return area.errors().answer(Refusal.unavailable("The database does not answer now", SOON));
      }
      // Failure policy: answer 500 and go on, because one broken request must not cost the others.
      LOG.error("{} {} failed", said.method(), said.path(), e);
      return area.errors().answer(Refusal.internal());
    }
  }

  private Answer answer(Incoming said, RouteTable.Match match, Supplier<byte[]> body)
      throws InterruptedException {
    RouteTable.Route route = match.route();
    failed.admit(route.access(), said);
    Caller caller =
        route.access().isByToken()
            ? callers.caller(said.header(HeaderNames.AUTHORIZATION).orElse(null))
            : NOBODY;
    limits.enter(caller);
    Request request = new Request(said, admitted(caller, match), caller, body);
    Handler handler =
        mayBeLarge(route) ? one -> answers.read(one, route.handler()) : route.handler();
    if (route.isReading()) {
      return handler.handle(request);
    }
    // All that a handler changes is known to come from its request.
    return Origin.within(
        request, () -> isOnce(route) ? repeated.answer(request, handler) : handler.handle(request));
  }

  /** True for all that is read, but for health, which must not wait for it. */
  private static boolean mayBeLarge(RouteTable.Route route) {
    return route.handler().answersMuch()
        || (route.method().equals("GET") && !(route.access() instanceof Access.Everybody));
  }

  /** True for what this API does once for an idempotency key. */
  private static boolean isOnce(RouteTable.Route route) {
    return route.method().equals("POST")
        && route.access().isByToken()
        && !route.handler().ownsKeys();
  }

  /** Here, and nowhere else, is seen to it that nobody goes beyond what is his. */
  private static RouteTable.Match admitted(Caller caller, RouteTable.Match match) {
    match.route().access().admit(caller);
    return switch (caller) {
      case Caller.Portal portal -> match.within(portal.session().application());
      case Caller.Organisation _, Caller.Key _, Caller.Nobody() -> match;
    };
  }

  /** True when a connection to the database is what was missing (SQLSTATE classes 08 and 57P). */
  private static boolean storageIsAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql
              && sql.getSQLState() != null
              && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P")))) {
        return true;
      }
    }
    return false;
  }

  /** Writes the answer. */
  static void send(ServerRequest http, ServerResponse response, Answer answer) {
    response.status(Status.create(answer.status()));
    String name = answer.headerName();
    String value = answer.headerValue();
    // HTTP/2 has no such header, and ends a request without its connection.
    boolean ofConnection = "Connection".equals(name) && Ending.isHttp2(http);
    if (name != null && value != null && !ofConnection) {
      response.header(HeaderValues.create(name, value));
    }
    if (answer.length() == 0) {
      response.send();
    } else if (http.prologue().method().equals(Method.HEAD)) {
      // The web server would send the bytes, and they would stand before the next answer.
      response.header(HeaderValues.CONTENT_TYPE_JSON);
      response.contentLength(answer.length());
      response.send();
    } else {
      response.header(HeaderValues.CONTENT_TYPE_JSON);
      response.send(answer.body(), 0, answer.length());
    }
  }
}
