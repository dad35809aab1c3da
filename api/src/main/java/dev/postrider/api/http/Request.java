package dev.postrider.api.http;

import dev.postrider.audit.Actor;
import dev.postrider.audit.Origin;
import dev.postrider.directory.Application;
import io.helidon.common.uri.UriEncoding;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, as its handler sees it: who asks, for what, with which words; and where its changes
 * come from. For one thread.
 */
public final class Request implements Origin {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("idempotency-key");

  private final Incoming said;
  private final RouteTable.Match match;
  private final Caller caller;
  private final boolean seesCredentials;
  private final Supplier<byte[]> body;
  private @Nullable Query query;
  private byte @Nullable [] read;

  Request(Incoming said, RouteTable.Match match, Caller caller, Supplier<byte[]> body) {
    this(said, match, caller, caller.seesCredentials(), body);
  }

  private Request(
      Incoming said,
      RouteTable.Match match,
      Caller caller,
      boolean seesCredentials,
      Supplier<byte[]> body) {
    this.said = said;
    this.match = match;
    this.caller = caller;
    this.seesCredentials = seesCredentials;
    this.body = body;
  }

  /**
   * The same request as its application's own organisation would make it: for what a caller has
   * beside the applications that paths can name. It sees no more than the caller does.
   */
  public Request about(Application application) {
    Caller owner = new Caller.Organisation(application.organisation());
    return new Request(said, match.about(application), owner, seesCredentials, this::body);
  }

  @Override
  public Actor actor() {
    return caller.actor();
  }

  @Override
  public String operation() {
    return match.route().method() + " " + match.route().path();
  }

  @Override
  public String address() {
    return said.client().getHostAddress();
  }

  /** Whom the token speaks for; nobody on open paths and on those of other APIs. */
  public Caller caller() {
    return caller;
  }

  @Override
  public String organisation() {
    return caller.organisation();
  }

  /** Whether whoever asks sees what is secret in URLs and headers of endpoints. */
  public boolean seesCredentials() {
    return seesCredentials;
  }

  /** Host and port, as the caller calls this server. */
  public String authority() {
    return said.authority();
  }

  /** The id or uid at {@code {name}} of the path; 404 when it can be none. */
  public String id(String name) {
    return RouteTable.variable(match, name).orElseThrow(Refusal::notFound);
  }

  /** What stands at {@code {name}} of the path, as it stands there. */
  public String segment(String name) {
    return RouteTable.segment(match, name);
  }

  /** The text at {@code {name}} of the path, decoded; 404 when it breaks the rule. */
  public String text(String name, Rule rule) {
    try {
      // A plus stands for itself in a path, which the decoder does not know.
      String text = UriEncoding.decodeUri(segment(name).replace("+", "%2B"));
      if (rule.problem(text) == null) {
        return text;
      }
    } catch (IllegalArgumentException undecodable) {
      // Then nothing is called so.
    }
    throw Refusal.notFound();
  }

  public Query query() {
    Query known = query;
    if (known == null) {
      known = new Query(said.query());
      query = known;
    }
    return known;
  }

  /**
   * The key of the request and of all that repeat it; SDKs send one with each POST.
   *
   * @throws Refusal 422 when it can be none
   */
  public Optional<String> idempotencyKey() {
    Optional<String> key = said.header(IDEMPOTENCY_KEY);
    key.map(Rule.IDEMPOTENCY_KEY::problem)
        .ifPresent(problem -> {
          throw Refusal.unprocessable(Problem.value(List.of("header", "idempotency-key"), problem));
        });
    return key;
  }

  /** Path and query, as the caller wrote them. */
  String target() {
    return said.path() + "?" + said.query().rawValue();
  }

  /** How the caller says who it is. */
  public @Nullable String authorization() {
    return said.header(HeaderNames.AUTHORIZATION).orElse(null);
  }

  /** The first value of a header of another API's. */
  public Optional<String> header(String name) {
    return said.header(HeaderNames.create(name));
  }

  /** The whole body: well-formed UTF-8 within the limit. */
  public byte[] body() {
    byte[] known = read;
    if (known == null) {
      known = body.get();
      read = known;
    }
    return known;
  }

  /** The members of a body that must be a JSON object. */
  public Fields fields() {
    return Fields.of(body());
  }
}
