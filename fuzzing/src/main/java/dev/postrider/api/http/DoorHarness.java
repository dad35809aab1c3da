package dev.postrider.api.http;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * However a caller's bytes are cut, the door answers the same, and nothing that he sends is a fault
 * of the server. It reads no further than its bounds before it answers, and lets no request in that
 * has two lengths or too many headers. An input is a character and what is sent: the character says
 * how it is cut, and as a capital letter that its end is repeated for very long.
 */
public final class DoorHarness implements Harness {
  private static final int LONGEST_BODY = 64;

  /** Request line and headers; and a body each of whose bytes is a chunk with zeros before it. */
  private static final int MOST_READ = (8 + 16) * 1024 + LONGEST_BODY * 260;

  private static final int VERY_LONG = 64 * 1024;
  private static final int REPEATED = 16;
  private static final int PIECES = 0x3f;
  private static final int REPEATS = 0x60;
  private static final Pattern DATE = Pattern.compile("\r\nDate: [^\r]*");

  private static final AccessTable WHO =
      AccessTable.of(
          """
          GET  /{a} everybody
          POST /{a} publish
          """);

  private final ServerConnectionSelector door;
  private final ListenerContext listener;
  private final Router router;

  public DoorHarness() {
    SlowClients slow = new SlowClients(Duration.ofMinutes(1), InstantSource.fixed(Instant.EPOCH));
    RouteTable routes = new RouteTable(WHO).get("/{a}", new Echo()).post("/{a}", new Echo());
    SecurityHeaders security = new SecurityHeaders(false);
    Cors cors = new Cors(Set.of(), routes);
    ProtocolErrors errors = new ProtocolErrors(LONGEST_BODY, routes, security, cors);
    CallerRate asOftenAsTheyLike = new CallerRate(0, 1);
    Front front =
        new Front(
            routes,
            _ -> new Caller.Organisation("org_fuzz"),
            new CallerLimits(asOftenAsTheyLike, asOftenAsTheyLike, InstantSource.system()),
            ClientAddress.PEER,
            new FailedSignIns(0, InstantSource.system()),
            new RepeatedPosts(new NoKeys(), new SplittableRandom(1)),
            new BodyBounds(LONGEST_BODY, LONGEST_BODY),
            errors,
            slow);
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(new Ending(slow))
            .addFilter(security)
            .addFilter(cors)
            .addFilter(DoorHarness::oneOfEach)
            .any(front);
    WebServerConfig config =
        BoundedHttp.on(WebServer.builder(), slow, new ConnectionsPerAddress(0))
            .maxPayloadSize(LONGEST_BODY)
            .buildPrototype();
    door = config.connectionSelectors().getFirst();
    listener = new InMemoryListener(config, errors.handlers());
    router = Router.builder().addRouting(routing).build();
  }

  @Override
  public void tries(byte[] input) {
    if (input.length == 0) {
      return;
    }
    boolean repeats = (input[0] & REPEATS) == 0x40;
    byte[] sent = Arrays.copyOfRange(input, 1, input.length);
    byte[] all = repeats ? repeated(sent) : sent;
    String whole = answers(all, all.length);
    Property.same(answers(all, 1 + (input[0] & PIECES)), whole, "cut elsewhere");
    Property.same(answers(sent, 1), answers(sent, Integer.MAX_VALUE), "cut everywhere");
  }

  private String answers(byte[] sent, int piece) {
    InMemory caller = new InMemory(listener, router, sent, piece);
    try {
      door.connection(caller).handle(FixedLimit.create());
    } catch (CloseConnectionException over) {
      // As good an end as any.
    } catch (InterruptedException impossible) {
      throw new IllegalStateException("nobody interrupts", impossible);
    }
    Property.holds(
        piece > PIECES + 1 || caller.readBeforeAnswer() <= MOST_READ + piece, "reads no further");
    String answers = new String(caller.answers(), StandardCharsets.ISO_8859_1);
    Property.holds(!answers.contains("HTTP/1.1 500"), "is no fault of the server");
    return DATE.matcher(answers).replaceAll("");
  }

  private static byte[] repeated(byte[] sent) {
    byte[] all = Arrays.copyOf(sent, VERY_LONG);
    int period = Math.min(sent.length, REPEATED);
    for (int i = sent.length; period > 0 && i < all.length; i++) {
      all[i] = all[i - period];
    }
    return all;
  }

  private static void oneOfEach(
      FilterChain chain, RoutingRequest request, RoutingResponse response) {
    ServerRequestHeaders headers = request.headers();
    boolean chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
    boolean length = headers.contains(HeaderNames.CONTENT_LENGTH);
    Property.holds(!(chunked && length), "has one length");
    Property.holds(
        !length || headers.get(HeaderNames.CONTENT_LENGTH).valueCount() == 1, "has it once");
    Property.holds(headers.contains(HeaderNames.HOST), "says which host");
    Property.holds(headers.stream().mapToInt(h -> h.valueCount()).sum() <= 100, "of known size");
    chain.proceed();
  }

  /** Says what was asked. */
  private record Echo() implements Handler {
    @Override
    public Answer handle(Request request) {
      byte[] body = request.body();
      Property.holds(body.length <= LONGEST_BODY, "has a body within the bounds");
      JsonWriter json = new JsonWriter(1);
      json.beginObject().name("path").value(request.segment("a"));
      json.name("body").value(new String(body, StandardCharsets.UTF_8)).endObject();
      return Answer.json(200, json);
    }

    @Override
    public boolean ownsKeys() {
      return true;
    }
  }
}
