package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import dev.postrider.testkit.MemoryIdempotencyKeys;
import dev.postrider.testkit.TurnedClock;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real requests with keys, at handlers that are as slow, or as large, as a test wants. */
final class RepeatedPostsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "whsec_a-secret-that-nobody-else-may-read";
  private static final int TOO_LARGE = 513 * 1024;

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final MemoryIdempotencyKeys memory = new MemoryIdempotencyKeys(clock);
  private final AtomicInteger done = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private volatile boolean failing;
  private volatile boolean storeBroken;
  private final RouteTable routes =
      new RouteTable(
              AccessTable.of(
                  """
                  POST /slow manage
                  POST /quick manage
                  POST /with-header manage
                  POST /empty manage
                  POST /large manage
                  """))
          .post("/slow", _ -> slow())
          .post("/quick", _ -> said(done.incrementAndGet()))
          .post("/with-header", _ -> said(done.incrementAndGet()).with("Warning", "299 - \"é?\""))
          .post("/empty", _ -> empty())
          .post("/large", _ -> large());
  private final WebServer server =
      FrontServer.start(
          routes,
          new Caller.Organisation("org_test"),
          new Breakable(),
          1_000_000,
          new SlowClients(SOON, clock));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    mayEnd.release(1_000);
    server.stop();
    client.close();
  }

  /** The memory, whose writing can be broken. */
  private final class Breakable implements IdempotencyKeys {
    @Override
    public Claim claim(RequestKey key) {
      return memory.claim(key);
    }

    @Override
    public void keep(RequestKey key, Claim.Mine claim, SealedAnswer answer) {
      requireWhole();
      memory.keep(key, claim, answer);
    }

    @Override
    public void release(RequestKey key, Claim.Mine claim) {
      requireWhole();
      memory.release(key, claim);
    }

    private void requireWhole() {
      if (storeBroken) {
        throw new IllegalStateException("broken by the test");
      }
    }
  }

  private static Answer said(int number) {
    JsonWriter json = new JsonWriter().beginObject().name("n").value(number);
    return Answer.json(201, json.name("secret").value(SECRET).endObject());
  }

  private Answer slow() throws InterruptedException {
    begun.release();
    if (!mayEnd.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the test let nobody go on");
    }
    if (failing) {
      throw Refusal.conflict("so the test wants it");
    }
    return said(done.incrementAndGet());
  }

  private Answer empty() {
    done.incrementAndGet();
    return Answer.noContent();
  }

  private Answer large() {
    JsonWriter json = new JsonWriter().beginObject().name("n").value(done.incrementAndGet());
    return Answer.json(200, json.name("x").value("x".repeat(TOO_LARGE)).endObject());
  }

  private HttpRequest request(String path, String key) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(SOON)
        .header("Authorization", "Bearer one")
        .header("idempotency-key", key)
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }

  private HttpResponse<String> post(String path, String key) throws Exception {
    return client.send(request(path, key), BodyHandlers.ofString());
  }

  private List<CompletableFuture<HttpResponse<String>>> posts(int count) {
    List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      posts.add(client.sendAsync(request("/slow", "k"), BodyHandlers.ofString()));
    }
    return posts;
  }

  private void awaitBegun() throws InterruptedException {
    assertThat(begun.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void thoseThatComeMeanwhileGetTheSameAnswer() throws Exception {
    var posts = posts(6);
    awaitBegun();
    mayEnd.release(6);
    for (var post : posts) {
      assertThat(post.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
      assertThat(post.get().body()).isEqualTo(posts.getFirst().get().body());
    }
    assertThat(done).hasValue(1);
  }

  @Test
  void whenTheFirstFailsTheNextDoesIt() throws Exception {
    failing = true;
    var posts = posts(3);
    awaitBegun();
    mayEnd.release();
    awaitBegun();
    failing = false;
    mayEnd.release(2);
    List<Integer> statuses = new ArrayList<>();
    for (var post : posts) {
      statuses.add(post.get(20, TimeUnit.SECONDS).statusCode());
    }
    assertThat(statuses).containsExactlyInAnyOrder(409, 201, 201);
    assertThat(done).hasValue(1);
  }

  @Test
  void whatIsStillUnderWayAfterFiveSecondsIs409() throws Exception {
    var first = posts(1).getFirst();
    awaitBegun();
    HttpResponse<String> busy = post("/slow", "k");
    assertThat(busy.statusCode()).isEqualTo(409);
    assertThat(busy.body()).contains("\"code\":\"conflict\"").contains("still under way");
    assertThat(busy.headers().firstValue("retry-after")).hasValue("5");
    mayEnd.release();
    assertThat(post("/slow", "k").body()).isEqualTo(first.get(20, TimeUnit.SECONDS).body());
    assertThat(done).hasValue(1);
  }

  /** What a process that died has claimed is nobody's here, and is looked at until it is over. */
  @Test
  void aClaimOfAnotherProcessIsWaitedFor() throws Exception {
    RequestKey key = KeyedRequest.of("Bearer one", "k", "/quick?").key();
    Claim.Mine others = (Claim.Mine) memory.claim(key);
    var waiting = client.sendAsync(request("/quick", "k"), BodyHandlers.ofString());
    memory.keep(
        key,
        others,
        KeyedRequest.of("Bearer one", "k", "/quick?").sealed(said(4711), new Random(2)));
    assertThat(waiting.get(20, TimeUnit.SECONDS).body()).contains("4711");
    RequestKey dead = KeyedRequest.of("Bearer one", "dead", "/quick?").key();
    memory.claim(dead);
    clock.turn(IdempotencyKeys.LEASE);
    assertThat(post("/quick", "dead").body()).contains("\"n\":1");
  }

  @Test
  void anAnswerComesBackWithItsHeaderAndItsEmptiness() throws Exception {
    HttpResponse<String> first = post("/with-header", "a");
    HttpResponse<String> again = post("/with-header", "a");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Warning"))
        .isEqualTo(first.headers().firstValue("Warning"))
        .isPresent();
    assertThat(again.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(post("/empty", "b").statusCode()).isEqualTo(204);
    HttpResponse<String> empty = post("/empty", "b");
    assertThat(empty.statusCode()).isEqualTo(204);
    assertThat(empty.body()).isEmpty();
    assertThat(done).hasValue(2);
  }

  @Test
  void aLargeAnswerIsNotRemembered() throws Exception {
    assertThat(post("/large", "k").body()).startsWith("{\"n\":1,");
    assertThat(post("/large", "k").body()).startsWith("{\"n\":2,");
    assertThat(memory.stolen()).isEmpty();
  }

  @Test
  void whoeverHasTheDatabaseReadsNothing() throws Exception {
    post("/quick", "k");
    byte[] bytes = memory.stolen().values().iterator().next();
    String hex = HexFormat.of().formatHex(bytes);
    SealedAnswer stolen = SealedAnswer.of(bytes);
    assertThat(hex)
        .doesNotContain(HexFormat.of().formatHex("secret".getBytes(StandardCharsets.UTF_8)));
    assertThat(KeyedRequest.of("Bearer one", "k", "/quick?").opened(stolen).status())
        .isEqualTo(201);
    for (KeyedRequest other :
        List.of(
            KeyedRequest.of("Bearer two", "k", "/quick?"),
            KeyedRequest.of("Bearer one", "l", "/quick?"),
            KeyedRequest.of("Bearer one", "k", "/slow?"))) {
      assertThat(memory.stolen()).doesNotContainKey(other.key());
      assertThatThrownBy(() -> other.opened(stolen)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatHappenedIsAnsweredThoughItCannotBeRemembered() throws Exception {
    storeBroken = true;
    assertThat(post("/quick", "k").statusCode()).isEqualTo(201);
    storeBroken = false;
    clock.turn(IdempotencyKeys.LEASE);
    assertThat(post("/quick", "k").body()).contains("\"n\":2");
  }
}
