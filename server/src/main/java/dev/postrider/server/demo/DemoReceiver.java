package dev.postrider.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postrider.message.Payload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The receivers of all customers: one server, a path for each. */
final class DemoReceiver implements AutoCloseable {
  private static final int LONGEST_BODY = 2 << 20;
  private static final long LONGEST_SILENCE = 60;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
  private final InstantSource clock;

  private DemoReceiver(HttpServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /** Listens at a free port of this machine. */
  static DemoReceiver start(InstantSource clock) throws IOException {
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    var receiver = new DemoReceiver(HttpServer.create(address, 0), clock);
    receiver.server.createContext("/", receiver::receive);
    receiver.server.setExecutor(receiver.threads);
    receiver.server.start();
    return receiver;
  }

  /** What comes to the path that begins with this name comes here. */
  Inbox inbox(String name, boolean broken) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    return inboxes.computeIfAbsent(name, _ -> new Inbox(url, broken));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant at = clock.instant();
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
      Inbox inbox = inboxes.get(path.substring(1).split("/", 2)[0]);
      if (inbox == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Response response = inbox.response();
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      inbox.add(new Arrival(line, headers(exchange), Payload.of(body), response, at));
      if (response.when().await(LONGEST_SILENCE, TimeUnit.SECONDS)) {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), -1);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return headers;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
