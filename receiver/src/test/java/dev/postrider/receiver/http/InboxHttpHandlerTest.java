package dev.postrider.receiver.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Sender;
import dev.postrider.receiver.WebhookVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes over sockets, and from whom nobody would expect it. */
final class InboxHttpHandlerTest {
  private static final int MAX_BODY = 100_000;

  @TempDir Path directory;

  private final Sender sender = new Sender(InstantSource.system());
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpServer server;
  private @Nullable Inbox inbox;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    threads.close();
    if (inbox != null) {
      inbox.close();
    }
  }

  private int start(WebhookVerifier verifier) throws Exception {
    Inbox opened =
        Inbox.builder(verifier, webhook -> handled.add(webhook.text()))
            .file(directory.resolve("webhooks.db"))
            .maxBody(MAX_BODY)
            .bodyTime(Duration.ofMillis(500))
            .answerTime(Duration.ofSeconds(30))
            .open();
    inbox = opened;
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setExecutor(threads);
    started.createContext("/hook", new InboxHttpHandler(opened));
    started.start();
    server = started;
    return started.getAddress().getPort();
  }

  private int start() throws Exception {
    return start(sender.verifier());
  }

  @Test
  void aWebhookIsTakenOnceAndAnsweredWithNothing() throws Exception {
    int port = start();
    String request = request(sender.headers("msg_1", "{\"a\":\"ě\"}"), "{\"a\":\"ě\"}");
    for (int i = 0; i < 2; i++) {
      String answer = exchange(port, request);
      assertThat(answer).startsWith("HTTP/1.1 200 ");
      assertThat(answer).endsWith("\r\n\r\n");
    }
    Awaitility.await().until(() -> !handled.isEmpty());
    assertThat(handled).containsExactly("{\"a\":\"ě\"}");
  }

  @Test
  void chunksAreABodyToo() throws Exception {
    int port = start();
    Map<String, List<String>> headers = new HashMap<>(sender.headers("msg_1", "hello"));
    headers.put("Transfer-Encoding", List.of("chunked"));
    assertThat(exchange(port, head("POST", headers) + "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    Awaitility.await().until(() -> handled.contains("hello"));
  }

  @Test
  void onlyPostIsAllowed() throws Exception {
    int port = start();
    for (String method : List.of("GET", "PUT", "DELETE", "HEAD", "post")) {
      String answer = exchange(port, head(method, Map.of()));
      assertThat(answer).as(method).startsWith("HTTP/1.1 405 ").contains("Allow: POST\r\n");
    }
  }

  /** Whoever tries learns nothing from the answers. */
  @Test
  void allRefusalsAreAlike() throws Exception {
    int port = start();
    Map<String, List<String>> right = sender.headers("msg_1", "x");
    Map<String, List<String>> unsigned = new HashMap<>(right);
    unsigned.remove("Webhook-Signature");
    Map<String, List<String>> twice = new HashMap<>(right);
    twice.put("Webhook-Signature", List.of("v1,a", "v1,b"));
    Instant longAgo = Instant.now().minus(Duration.ofMinutes(6));
    Instant soon = Instant.now().plus(Duration.ofMinutes(6));
    List<String> answers = new ArrayList<>();
    answers.add(exchange(port, request(Map.of(), "x")));
    answers.add(exchange(port, request(unsigned, "x")));
    answers.add(exchange(port, request(twice, "x")));
    answers.add(exchange(port, request(right, "y")));
    answers.add(exchange(port, request(new Sender(() -> longAgo).headers("msg_1", "x"), "x")));
    answers.add(exchange(port, request(new Sender(() -> soon).headers("msg_1", "x"), "x")));
    assertAlike(answers);
    assertThat(handled).isEmpty();
  }

  @Test
  void allWrongPasswordsAreAlike() throws Exception {
    int port = start(WebhookVerifier.basic("me", "secret"));
    List<String> answers = new ArrayList<>();
    answers.add(exchange(port, request(Map.of(), "x")));
    for (String wrong : List.of("me:Secret", "you:secret", "me", "")) {
      String basic =
          "Basic " + Base64.getEncoder().encodeToString(wrong.getBytes(StandardCharsets.UTF_8));
      answers.add(exchange(port, request(Map.of("Authorization", List.of(basic)), "x")));
    }
    assertAlike(answers);
  }

  private static void assertAlike(List<String> answers) {
    assertThat(answers).allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 401 "));
    assertThat(answers.stream().map(a -> a.replaceFirst("Date: [^\r]*", "")).distinct()).hasSize(1);
  }

  @Test
  void aBodyOverTheLimitIsAnswered() throws Exception {
    int port = start();
    String large = "x".repeat(MAX_BODY + 1);
    assertThat(exchange(port, request(sender.headers("msg_1", large), large)))
        .as("it says so itself")
        .startsWith("HTTP/1.1 413 ");
    String larger = "x".repeat(20 * MAX_BODY);
    assertThat(exchange(port, request(sender.headers("msg_2", larger), larger)))
        .as("more than the buffers between the two hold")
        .startsWith("HTTP/1.1 413 ");
    Map<String, List<String>> headers = new HashMap<>(sender.headers("msg_3", larger));
    headers.put("Transfer-Encoding", List.of("chunked"));
    String chunk = Integer.toHexString(larger.length()) + "\r\n" + larger + "\r\n0\r\n\r\n";
    assertThat(exchange(port, head("POST", headers) + chunk))
        .as("it does not say so")
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aTrickledBodyIsCutOff() throws Exception {
    int port = start();
    Map<String, List<String>> headers = new HashMap<>(sender.headers("msg_1", "x"));
    headers.put("Content-Length", List.of("1000"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(head("POST", headers).getBytes(StandardCharsets.ISO_8859_1));
      // A byte whenever nothing has come back for a moment.
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            out.write('x');
            return socket.getInputStream().available() > 0;
          });
      assertThat(answer(socket)).startsWith("HTTP/1.1 408 ");
    }
    others(port);
  }

  @Test
  void aBodyThatNeverComesEndsTheConnection() throws Exception {
    int port = start();
    Map<String, List<String>> headers = new HashMap<>(sender.headers("msg_1", "x"));
    headers.put("Content-Length", List.of("1000"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(head("POST", headers).getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write('x');
      others(port);
      assertThat(answer(socket)).isEmpty();
    }
    assertThat(handled).doesNotContain("x");
  }

  @Test
  void aSenderThatHangsUpLeavesNothing() throws Exception {
    int port = start();
    Map<String, List<String>> headers = new HashMap<>(sender.headers("msg_1", "xx"));
    headers.put("Content-Length", List.of("2"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write((head("POST", headers) + "x").getBytes(StandardCharsets.ISO_8859_1));
    }
    Inbox opened = Objects.requireNonNull(inbox);
    Awaitility.await().until(() -> opened.counts().malformed() == 1);
    others(port);
  }

  @Test
  void aClosedInboxSaysWhenToComeAgain() throws Exception {
    int port = start();
    Inbox opened = Objects.requireNonNull(inbox);
    opened.close();
    assertThat(exchange(port, request(sender.headers("msg_1", "x"), "x")))
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-after: 5\r\n");
  }

  /** Nobody else is held up. */
  private void others(int port) throws IOException {
    assertThat(exchange(port, request(sender.headers("other", "other"), "other")))
        .startsWith("HTTP/1.1 200 ");
  }

  private static String request(Map<String, List<String>> headers, String body) {
    Map<String, List<String>> all = new HashMap<>(headers);
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    all.put("Content-Length", List.of(Integer.toString(length)));
    return head("POST", all) + body;
  }

  private static String head(String method, Map<String, List<String>> headers) {
    StringBuilder head = new StringBuilder(method).append(" /hook HTTP/1.1\r\nHost: x\r\n");
    headers.forEach((name, values) ->
        values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
    return head.append("Connection: close\r\n\r\n").toString();
  }

  private static String exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return answer(socket);
    }
  }

  /** To the end; what was reset is at its end, too. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.append((char) b);
      }
    } catch (SocketException reset) {
      // What came before it counts.
    }
    return answer.toString();
  }
}
