package dev.postrider.api.portal;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Caller;
import dev.postrider.api.http.Capability;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.InlineApplication;
import dev.postrider.directory.Application;
import dev.postrider.directory.PortalSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Gives tokens for the portal of an application, and ends them. */
final class PortalAccess {
  private static final int MOST_NAMES = 1_000;

  private final PortalParts parts;
  private final InlineApplication inline;
  private final PortalLink link;

  PortalAccess(PortalParts parts) {
    this.parts = parts;
    this.inline = new InlineApplication(parts.directory(), parts.platforms());
    this.link = new PortalLink(parts.scheme(), parts.page());
  }

  Answer grant(Request request) {
    Fields fields = request.fields();
    Fields said = fields.section("application");
    PortalAccessIn in = PortalAccessIn.read(fields);
    return granted(request, inline.at(request, said), in);
  }

  /** Whoever knows this older path says no more than the application. */
  Answer grantAll(Request request) {
    return granted(request, application(request), PortalAccessIn.DEFAULT);
  }

  private Answer granted(Request request, Application application, PortalAccessIn in) {
    Instant expires = parts.clock().instant().plus(in.validity());
    PortalSession.Id session =
        parts
            .sessions()
            .open(application.id(), in.session(), expires)
            .orElseThrow(Refusal::notFound);
    String token =
        parts
            .tokens()
            .token(
                new PortalGrant(
                    session,
                    application.id(),
                    application.organisation(),
                    in.capabilities(),
                    in.featureFlags()),
                in.validity());
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("url").value(link.to(request, application.id(), token));
    json.name("token").value(token);
    json.endObject();
    return Answer.json(200, json).with("Cache-Control", "no-store");
  }

  /**
   * Tells whose portal the token opens that it is called with, and what its bearer may do there.
   */
  Answer session(Request request) {
    Caller.Portal portal = portal(request);
    Application application = portal.session().application();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("appId").value(application.id().toString());
    json.name("appName").value(application.settings().name());
    json.name("capabilities").beginArray();
    portal.capabilities().stream().map(Capability::word).sorted().forEach(json::value);
    return Answer.json(200, json.endArray().endObject());
  }

  /** Ends the token that it is called with, which has to be a portal's. */
  Answer logout(Request request) {
    parts.sessions().end(portal(request).session().id());
    return Answer.noContent();
  }

  private static Caller.Portal portal(Request request) {
    if (!(request.caller() instanceof Caller.Portal portal)) {
      throw new IllegalStateException("the path is for portals alone");
    }
    return portal;
  }

  Answer expireAll(Request request) {
    Application application = application(request);
    Fields fields = request.fields();
    Integer expiry = fields.integer("expiry", 0, PortalAccessIn.LONGEST);
    Set<String> names = fields.texts("sessionIds", 0, MOST_NAMES, PortalAccessIn.SESSION);
    fields.check();
    Duration wait = Duration.ofSeconds(expiry == null ? 0 : expiry);
    parts
        .sessions()
        .endAll(
            application.id(), names == null ? Set.of() : names, parts.clock().instant().plus(wait));
    return Answer.noContent();
  }

  private Application application(Request request) {
    return parts
        .directory()
        .application(request.organisation(), request.id("app"))
        .orElseThrow(Refusal::notFound);
  }
}
