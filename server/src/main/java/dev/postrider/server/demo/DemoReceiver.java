package dev.postrider.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postrider.message.Payload;
import dev.postrider.sender.SignatureCheck;
import dev.postrider.sender.SignatureCheck.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A receiver of webhooks as a customer would have one: it checks each signature and says what came.
 */
final class DemoReceiver implements AutoCloseable {
  private static final int LONGEST_BODY = 2 << 20;
  private static final int NO_CONTENT = 204;
  private static final int UNAUTHORIZED = 401;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Consumer<Arrival> arrivals;

  private DemoReceiver(HttpServer server, InstantSource clock, Consumer<Arrival> arrivals) {
    this.server = server;
    this.clock = clock;
    this.arrivals = arrivals;
  }

  /** Listens at a free port of this machine. */
  static DemoReceiver start(InstantSource clock, Consumer<Arrival> arrivals) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    var receiver = new DemoReceiver(HttpServer.create(address, 0), clock, arrivals);
    receiver.server.createContext("/", receiver::receive);
    receiver.server.setExecutor(receiver.threads);
    receiver.server.start();
    return receiver;
  }

  String url(String key) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + key;
  }

  /** What comes to this key is signed with this secret. */
  void trust(String key, String secret) {
    secrets.put(key, secret);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant at = clock.instant();
      String key = exchange.getRequestURI().getPath().substring(1);
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
      Finding finding =
          SignatureCheck.check(
              name -> header(exchange, name), body, secrets.getOrDefault(key, ""), at);
      boolean genuine = finding instanceof Finding.Genuine;
      int status = genuine ? NO_CONTENT : UNAUTHORIZED;
      String id = header(exchange, "webhook-id").orElse("");
      arrivals.accept(new Arrival(key, id, Payload.of(body), genuine, words(finding), status, at));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private static String words(Finding finding) {
    return switch (finding) {
      case Finding.Genuine() -> "signature verified";
      case Finding.Refused(String reason) -> "SIGNATURE REFUSED: " + reason;
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
