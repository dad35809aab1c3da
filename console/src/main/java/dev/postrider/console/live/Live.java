package dev.postrider.console.live;

import dev.postrider.api.http.Admission;
import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.WireRequest;
import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.endpoints.EndpointChoice;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.session.SessionCookies;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page that shows attempts while they are made, and the stream that it reads (server-sent
 * events). Whoever looks on is asked for anew every half minute: a key that is revoked shows
 * nothing any more.
 */
public final class Live implements Handler {
  /** Below the path of a face; {@code *} is the application. */
  public static final String PATH = "/app/{app}/live/events";

  private static final Header STREAM =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");

  /** What nginx would keep back until it has a page of it. */
  private static final Header UNBUFFERED =
      HeaderValues.createCached(HeaderNames.create("X-Accel-Buffering"), "no");

  private static final Duration ANEW = Duration.ofSeconds(30);

  /** Proxies and browsers give up what is silent for long; a comment is no event. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /** What became of attempts, by which they can be picked. */
  public static final List<String> OUTCOMES = List.of("success", "sending", "fail");

  private static final byte[] NOTHING = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  /** What the page shows; the filters as they were asked for. */
  public record Model(
      String path, String events, EndpointChoice endpoints, Map<String, String> filters) {
    /** What was asked for by this name. */
    public String filter(String name) {
      return filters.getOrDefault(name, "");
    }
  }

  private final Face face;
  private final Front front;
  private final ClientAddress clients;
  private final SessionCookies cookies;
  private final Tail tail;
  private final InstantSource clock;

  /** The stream of one face. */
  public Live(
      Face face,
      Front front,
      ClientAddress clients,
      SessionCookies cookies,
      Tail tail,
      InstantSource clock) {
    this.face = face;
    this.front = front;
    this.clients = clients;
    this.cookies = cookies;
    this.tail = tail;
    this.clock = clock;
  }

  /** Adds the page. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/live", Live::page);
  }

  private static PageResult page(Visit visit) {
    EndpointChoice endpoints = EndpointChoice.of(visit, visit.asked("endpoint"));
    Map<String, String> filters =
        Map.of(
            "endpoint", endpoints.chosen(),
            "type", visit.asked("type").strip(),
            "outcome", OUTCOMES.contains(visit.asked("outcome")) ? visit.asked("outcome") : "");
    StringBuilder events = new StringBuilder(visit.path(visit.app() + "/live/events"));
    filters.forEach((name, value) -> {
      if (!value.isEmpty()) {
        events.append(events.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
        events.append(Ask.step(value));
      }
    });
    Model things =
        new Model(visit.path(visit.app() + "/live"), events.toString(), endpoints, filters);
    return visit.page(visit.text("live.title"), "live.jte", things, List.of());
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    WireRequest said = new WireRequest(request, clients);
    Optional<Session> session = cookies.read(face, said.header(HeaderNames.COOKIE).orElse(null));
    String app = request.path().pathParameters().get("app");
    Optional<LiveFilter> wanted =
        session.flatMap(one -> application(said, one, app)).flatMap(id -> wanted(request, id));
    if (wanted.isEmpty()) {
      response.status(session.isEmpty() ? Status.UNAUTHORIZED_401 : Status.NOT_FOUND_404).send();
      return;
    }
    Viewer viewer = new Viewer(face, wanted.get());
    if (!tail.enter(viewer)) {
      response.status(Status.SERVICE_UNAVAILABLE_503).send();
      return;
    }
    Admission.leave(request);
    try {
      show(response, viewer, said, session.get(), app);
    } finally {
      tail.leave(viewer);
    }
  }

  private void show(
      ServerResponse response, Viewer viewer, WireRequest said, Session session, String app) {
    response.header(STREAM).header(UNBUFFERED);
    try (OutputStream out = response.outputStream()) {
      out.write(NOTHING);
      out.flush();
      Instant asked = clock.instant();
      while (!viewer.ended()) {
        Optional<LiveBatch> batch = viewer.await(SILENCE);
        out.write(batch.map(one -> one.event().bytes()).orElse(NOTHING));
        out.flush();
        if (asked.plus(ANEW).isBefore(clock.instant())) {
          asked = clock.instant();
          if (application(said, session, app).isEmpty() || session.ends().isBefore(asked)) {
            return;
          }
        }
      }
    } catch (IOException gone) {
      // Whoever looked on has closed the page.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** The application, if he may see what is sent in it. */
  private Optional<ApplicationId> application(WireRequest said, Session session, String app) {
    ApiAnswer told =
        new Ask(front, said, session.token())
            .get("/app/" + Ask.step(app) + "/msg", Map.of("limit", "1", "with_content", "false"));
    if (!told.isGood()) {
      return Optional.empty();
    }
    Optional<ApplicationId> id = ApplicationId.parse(app);
    return id.isPresent() ? id : byUid(said, session, app);
  }

  private Optional<ApplicationId> byUid(WireRequest said, Session session, String app) {
    Ask ask = new Ask(front, said, session.token());
    String id =
        switch (face) {
          case CONSOLE -> ask.get("/app/" + Ask.step(app)).body().path("id").asString("");
          case PORTAL -> ask.get("/auth/portal-session").body().path("appId").asString("");
        };
    return ApplicationId.parse(id);
  }

  /** Nothing when it names an endpoint or a message that there cannot be. */
  private static Optional<LiveFilter> wanted(ServerRequest request, ApplicationId application) {
    Optional<EndpointId> endpoint = EndpointId.parse(asked(request, "endpoint"));
    Optional<MessageId> message = MessageId.parse(asked(request, "message"));
    boolean odd =
        (endpoint.isEmpty() && !asked(request, "endpoint").isEmpty())
            || (message.isEmpty() && !asked(request, "message").isEmpty());
    return odd
        ? Optional.empty()
        : Optional.of(
            new LiveFilter(
                application, endpoint, message, asked(request, "type"), asked(request, "outcome")));
  }

  private static String asked(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }
}
