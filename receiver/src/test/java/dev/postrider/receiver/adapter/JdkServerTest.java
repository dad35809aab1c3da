package dev.postrider.receiver.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.http.InboxHttpHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    return open(WebhookVerifier.signed(SECRET), file, handler);
  }

  private static Endpoint open(WebhookVerifier verifier, Path file, Handler handler)
      throws Exception {
    Inbox inbox =
        Inbox.builder(verifier, handler).file(file).maxBody(MAX_BODY).bodyTime(BODY_TIME).open();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext(PATH, new InboxHttpHandler(() -> inbox));
    server.start();
    return new JdkEndpoint(server, threads, inbox);
  }

  /** The handler has closed the connection. */
  @Override
  protected int answerToSilence() {
    return 0;
  }

  /** Other web servers (Helidon) write it in capitals before anybody sees it. */
  @Test
  void methodsAreNotTheSameInSmallLetters() throws Exception {
    try (RawConnection connection = new RawConnection(endpoint().port())) {
      connection.send("post " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(405);
    }
  }

  /** Whoever guesses learns nothing from the answers. */
  @Test
  void allWrongPasswordsAreAnsweredAlike(@TempDir Path other) throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (Endpoint endpoint =
        open(WebhookVerifier.basic("me", "secret"), other.resolve("inbox.db"), webhook -> {})) {
      answers.add(guess(endpoint, ""));
      for (String wrong : List.of("me:Secret", "you:secret", "me", "")) {
        String basic =
            Base64.getEncoder().encodeToString(wrong.getBytes(StandardCharsets.US_ASCII));
        answers.add(guess(endpoint, "Authorization: Basic " + basic + "\r\n"));
      }
    }
    assertThat(answers.getFirst().status()).isEqualTo(401);
    assertThat(answers).containsOnly(answers.getFirst());
  }

  private static Answer guess(Endpoint endpoint, String header) throws Exception {
    try (RawConnection connection = new RawConnection(endpoint.port())) {
      return connection
          .send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n")
          .send(header + "\r\nx")
          .answer();
    }
  }
}
