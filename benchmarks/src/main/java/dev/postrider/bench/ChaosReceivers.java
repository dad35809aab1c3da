package dev.postrider.bench;

import dev.postrider.message.MessageId;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;

/**
 * The receivers of all endpoints. Those of even endpoints answer each webhook with success at once;
 * the others fail one in fifty once, and take their time for one in fifty, so that lanes are
 * blocked and answers under way whenever something happens.
 */
final class ChaosReceivers implements AutoCloseable {
  private static final HeaderName ID = HeaderNames.create("webhook-id");
  private static final int ONE_IN = 50;
  private static final int LONGEST_MILLIS = 400;

  /** Held, because the level goes with the logger. */
  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  private final ChaosShape shape;
  private final ChaosReceived received;
  private final ChaosTimeline timeline;
  private final Set<Long> failed = ConcurrentHashMap.newKeySet();
  private final WebServer server;

  ChaosReceivers(ChaosShape shape, ChaosReceived received, ChaosTimeline timeline) {
    this.shape = shape;
    this.received = received;
    this.timeline = timeline;
    // Connections that break are what this is about, and standard error is the timeline's.
    WEB_SERVER.setLevel(Level.SEVERE);
    this.server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .featuresDiscoverServices(false)
            .shutdownHook(false)
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .routing(routing -> routing.post("/hooks/{endpoint}", this::take))
            .build()
            .start();
  }

  int port() {
    return server.port();
  }

  static String path(int endpoint) {
    return "/hooks/" + endpoint;
  }

  private void take(ServerRequest request, ServerResponse response) throws InterruptedException {
    int endpoint = Integer.parseInt(request.path().pathParameters().get("endpoint"));
    byte[] body = request.content().as(byte[].class);
    long id =
        MessageId.parse(request.headers().first(ID).orElse("")).map(MessageId::value).orElse(0L);
    ByteBuffer bytes = ByteBuffer.wrap(body);
    if (!stamped(bytes) || id == 0 || endpoint >= shape.allEndpoints()) {
      received.stranger(
          "endpoint %d got a request of %d bytes without a stamp or an id"
              .formatted(endpoint, body.length));
      response.send();
      return;
    }
    int at = Stamp.PREFIX.length();
    int track = Stamp.track(bytes, at);
    int number = Stamp.number(bytes, at);
    if (track >= shape.allTracks()) {
      received.stranger("endpoint %d got a message of track %d".formatted(endpoint, track));
      response.send();
      return;
    }
    boolean unsteady = endpoint % 2 == 1;
    if (unsteady && chosen(track, number, 1) && failed.add(delivery(endpoint, track, number))) {
      response.status(Status.INTERNAL_SERVER_ERROR_500).send();
      return;
    }
    received.took(
        endpoint, track, number, new ChaosReceived.Copy(id, hash(body), timeline.millis()));
    timeline.received(endpoint, (int) Stamp.nanos(bytes, at));
    if (unsteady && chosen(track, number, 2)) {
      Thread.sleep(number % LONGEST_MILLIS);
    }
    response.send();
  }

  private static boolean stamped(ByteBuffer bytes) {
    int end = Stamp.PREFIX.length() + Stamp.LENGTH;
    if (bytes.limit() < end) {
      return false;
    }
    for (int at = 0; at < end; at++) {
      byte b = bytes.get(at);
      if (at < Stamp.PREFIX.length() ? b != Stamp.PREFIX.charAt(at) : b < '0' || b > '9') {
        return false;
      }
    }
    return true;
  }

  /** By a hash and not by chance, so that two runs choose the same. */
  private static boolean chosen(int track, int number, int salt) {
    long mixed = (track * 0x9E3779B97F4A7C15L + number * 31L + salt) * 0xD1B54A32D192ED03L;
    return Long.remainderUnsigned(mixed ^ (mixed >>> 32), ONE_IN) == 0;
  }

  private static long delivery(int endpoint, int track, int number) {
    return ((long) endpoint * Stamp.MOST_TRACKS + track) * Stamp.MOST_NUMBERS + number;
  }

  /** What tells the bytes of one message from others. */
  static int hash(byte[] body) {
    var crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    server.stop();
  }
}
