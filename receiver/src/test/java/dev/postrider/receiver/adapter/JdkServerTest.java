package dev.postrider.receiver.adapter;

import com.sun.net.httpserver.HttpServer;
import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.http.InboxHttpHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The handler in the JDK's own web server. */
final class JdkServerTest extends AdapterContract {

  private record JdkEndpoint(HttpServer server, ExecutorService threads, Inbox inbox)
      implements Endpoint {
    @Override
    public int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
      inbox.close();
    }
  }

  @Override
  protected Endpoint open(Path file, Handler handler) throws Exception {
    Inbox inbox =
        Inbox.builder(WebhookVerifier.signed(SECRET), handler)
            .file(file)
            .maxBody(MAX_BODY)
            .bodyTime(BODY_TIME)
            .open();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext(PATH, new InboxHttpHandler(inbox));
    server.start();
    return new JdkEndpoint(server, threads, inbox);
  }

  /** The handler has closed the connection. */
  @Override
  protected int answerToSilence() {
    return 0;
  }
}
