package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.RawHttp2.Frame;
import dev.postrider.api.tls.TlsFiles;
import dev.postrider.testkit.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over HTTP/2: by a real client, and frame by frame. */
final class Http2Test {
  private static final String MESSAGE = "{\"eventType\":\"a\",\"payload\":{}}";
  private static final int PROTOCOL = 1;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int MAX_CONCURRENT_STREAMS = 3;

  @TempDir Path directory;
  private SelfSigned own;
  private SSLContext trusting;
  private TestApi api;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    own = SelfSigned.of(directory, "dns:localhost", "ip:127.0.0.1");
    trusting = SelfSigned.trusting(List.of(own));
    client = HttpClient.newBuilder().version(Version.HTTP_2).sslContext(trusting).build();
    api = new TestApi(config(true));
  }

  private ApiConfig config(boolean http2) {
    DoorConfig d = TestApi.DOOR;
    return TestApi.with(
        new DoorConfig(
            new TlsFiles(own.pem(), own.key()),
            http2,
            d.connectionsPerAddress(),
            d.origins(),
            d.caller(),
            d.organisation(),
            d.clients(),
            d.failedSignIns()));
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  private HttpRequest.Builder request(TestApi server, String path) {
    return HttpRequest.newBuilder(
            URI.create("https://localhost:" + server.api.port() + "/api/v1" + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + server.token);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private String shop() throws Exception {
    HttpResponse<String> made =
        send(request(api, "/app").POST(BodyPublishers.ofString("{\"name\":\"shop\"}")).build());
    assertThat(made.statusCode()).isEqualTo(201);
    return new TestApi.Reply(made.statusCode(), made.body(), made).at("/id");
  }

  @Test
  void whoeverAsksForItGetsIt() throws Exception {
    String path = "/app/" + shop() + "/msg";
    for (Version version : Version.values()) {
      if (version == Version.HTTP_2 || version == Version.HTTP_1_1) {
        HttpResponse<String> answer =
            send(
                request(api, path).version(version).POST(BodyPublishers.ofString(MESSAGE)).build());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
      }
    }
    assertThat(api.log.entries()).hasSize(2);
  }

  @Test
  void nobodyGetsItUnlessItIsSwitchedOn() throws Exception {
    try (TestApi plain = new TestApi(config(false))) {
      HttpResponse<String> answer = send(request(plain, "/app").build());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
    }
  }

  @Test
  void refusalsAreTheSame() throws Exception {
    String path = "/app/" + shop() + "/msg";
    String big = "x".repeat(TestApi.CONFIG.bodyLimit() + 1);
    assertThat(send(request(api, "/nothing").build()).statusCode()).isEqualTo(404);
    assertThat(send(request(api, "/app").DELETE().build()).statusCode()).isEqualTo(405);
    assertThat(send(request(api, "/app").setHeader("Authorization", "x").build()).statusCode())
        .isEqualTo(401);
    assertThat(send(request(api, path).POST(BodyPublishers.ofString("{")).build()).statusCode())
        .isEqualTo(422);
    HttpResponse<String> tooLarge =
        send(request(api, path).POST(BodyPublishers.ofString(big)).build());
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.version()).isEqualTo(Version.HTTP_2);
    HttpResponse<String> head =
        send(request(api, "/app").method("HEAD", BodyPublishers.noBody()).build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void oneConnectionCarriesManyRequestsAtOnce() throws Exception {
    String path = "/app/" + shop() + "/msg";
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 50)
            .mapToObj(i ->
                client.sendAsync(
                    request(api, path).POST(BodyPublishers.ofString(MESSAGE)).build(),
                    BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(202);
    }
    assertThat(api.log.entries()).hasSize(50);
  }

  private byte[] post(String path, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "authorization";
    all[more.length + 1] = "Bearer " + api.token;
    return RawHttp2.post("/api/v1" + path, all);
  }

  @Test
  void itSaysHowManyStreamsItBears() throws Exception {
    try (RawHttp2 raw = new RawHttp2(trusting, api.api.port()).greet()) {
      Frame settings = raw.next(RawHttp2.SETTINGS);
      int most = -1;
      for (int at = 0; at < settings.payload().capacity(); at += 6) {
        if (settings.payload().get(at + 1) == MAX_CONCURRENT_STREAMS) {
          most = settings.number(at + 2);
        }
      }
      assertThat(most).isEqualTo(100);
    }
  }

  @Test
  void whoeverCallsOffWhatHeBeginsIsLetGo() throws Exception {
    String path = "/app/" + shop() + "/msg";
    try (RawHttp2 raw = new RawHttp2(trusting, api.api.port()).greet()) {
      byte[] headers = post(path, "content-length", "100");
      byte[] cancel = {0, 0, 0, 8};
      try {
        for (int stream = 1; stream < 2_000; stream += 2) {
          raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, headers);
          raw.send(RawHttp2.RST_STREAM, 0, stream, cancel);
        }
      } catch (SocketException closed) {
        // It need not hear all of them.
      }
      assertThat(raw.next(RawHttp2.GOAWAY).number(4)).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(raw.ended()).isTrue();
    }
    assertThat(send(request(api, "/app").build()).statusCode()).isEqualTo(200);
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void aBodyWithoutItsLengthIsRefused() throws Exception {
    String path = "/app/" + shop() + "/msg";
    try (RawHttp2 raw = new RawHttp2(trusting, api.api.port()).greet()) {
      raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, post(path));
      raw.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, MESSAGE.getBytes(StandardCharsets.US_ASCII));
      assertThat(raw.next(RawHttp2.DATA).text()).contains("length_required");
    }
    assertThat(api.log.entries()).isEmpty();
  }

  /** What has come of the body is JSON, and yet it is no message. */
  @Test
  void aBodyThatDoesNotEndIsCutAndNotStored() throws Exception {
    String path = "/app/" + shop() + "/msg";
    for (String length : new String[] {"100", String.valueOf(MESSAGE.length() + 1)}) {
      try (RawHttp2 raw = new RawHttp2(trusting, api.api.port()).greet()) {
        raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, post(path, "content-length", length));
        raw.send(RawHttp2.DATA, 0, 1, MESSAGE.getBytes(StandardCharsets.US_ASCII));
        CompletableFuture<Frame> reset =
            CompletableFuture.supplyAsync(() -> {
              try {
                return raw.next(RawHttp2.RST_STREAM);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
        Awaitility.await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> {
              api.now.updateAndGet(t -> t.plusSeconds(1));
              return reset.isDone();
            });
        assertThat(reset.get().stream()).isEqualTo(1);
      }
    }
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void whoeverGoesInTheMiddleOfABodyLeavesNothing() throws Exception {
    String path = "/app/" + shop() + "/msg";
    try (RawHttp2 raw = new RawHttp2(trusting, api.api.port()).greet()) {
      raw.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, post(path, "content-length", "100"));
      raw.send(RawHttp2.DATA, 0, 1, MESSAGE.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(send(request(api, "/app").build()).statusCode()).isEqualTo(200);
    api.now.updateAndGet(t -> t.plusSeconds(5));
    api.api.stop();
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void whatIsNoHttp2IsLetGo() throws Exception {
    for (String nonsense :
        new String[] {
          "GET /api/v1/app HTTP/1.1\r\nHost: x\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
          "\u0000".repeat(30),
        }) {
      try (RawHttp2 raw = new RawHttp2(trusting, api.api.port())) {
        raw.raw(nonsense.getBytes(StandardCharsets.US_ASCII));
        assertThat(raw.ended()).isTrue();
      }
    }
    try (RawHttp2 raw = new RawHttp2(trusting, api.api.port()).greet()) {
      raw.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[] {1});
      assertThat(raw.next(RawHttp2.GOAWAY).number(4)).as("a body of nothing").isEqualTo(PROTOCOL);
    }
    assertThat(send(request(api, "/app").build()).statusCode()).isEqualTo(200);
  }

  @Test
  void headersThatNeverEndAreLetGo() throws Exception {
    ApiConfig c = config(true);
    Duration second = Duration.ofSeconds(1);
    ApiConfig impatient =
        new ApiConfig(
            c.host(),
            0,
            c.bodyLimit(),
            c.bodiesBytes(),
            c.maxConnections(),
            c.maxRequests(),
            second,
            second,
            c.gracePeriod(),
            c.urls(),
            c.comm100Calls(),
            c.portal(),
            c.door());
    try (TestApi other = new TestApi(impatient);
        RawHttp2 raw = new RawHttp2(trusting, other.api.port()).greet()) {
      raw.send(RawHttp2.HEADERS, 0, 1, post("/app"));
      assertThat(raw.ended()).isTrue();
    }
  }
}
