package dev.postrider.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.listen.Desk.Wish;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes over a real connection is judged, answered and printed so that it helps. */
final class ListeningTest {
  private static final String BODY = "{\"session\":7, \"price\": 1.00}";

  @TempDir Path folder;

  @Test
  void aGenuineWebhookIsPrintedReadably() throws Exception {
    try (var desk = new Desk(folder, Wish.of(Desk.signatures()))) {
      assertThat(desk.post("/hook?a=1", BODY, Desk.signed(BODY))).isEqualTo(200);
      assertThat(desk.printed("answered"))
          .contains("── 1 POST /hook?a=1 ──")
          .contains(" 22:13:20.000\n")
          .contains("   webhook-id: msg_1\n")
          .contains("   ✓ verified, message msg_1\n")
          .contains("   {\n     \"session\": 7,\n     \"price\": 1.00\n   }\n")
          .contains("   28 bytes, signed less than 1 s before, answered 200 in ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webhook-signature |                     | it has no webhook-signature",
        "webhook-timestamp | 1699999699          | it was signed 5 min 1 s before it came, and 5 min are allowed",
        "webhook-timestamp | 1700000301          | it was signed 5 min 1 s after it came, and 5 min are allowed: one",
        "webhook-timestamp | yesterday           | webhook-timestamp is not in seconds since 1970",
        "webhook-signature | v1,c29tZWJvZHkncw== | none of its signatures is by a secret that was given",
        "Webhook-Id        | msg 1               | webhook-id or webhook-signature is empty, too long, or has signs",
      })
  void whatIsNotIsAnsweredWithoutAHintAndPrintedWithTheReason(String name, String value, String why)
      throws Exception {
    boolean time = name.equals("webhook-timestamp") && !value.equals("yesterday");
    Map<String, String> headers =
        new HashMap<>(time ? Desk.signed(BODY, Long.parseLong(value)) : Desk.signed(BODY));
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    try (var desk = new Desk(folder, Wish.of(Desk.signatures()))) {
      assertThat(desk.post("/", BODY, headers)).isEqualTo(401);
      assertThat(desk.printed("answered 401")).contains("✗ not verified: " + why);
    }
  }

  /** Nothing is decoded: the signature is over the bytes that came. */
  @Test
  void aBodyWithAnEncodingIsVerifiedAndKeptAsItCame() throws Exception {
    Map<String, String> headers = new HashMap<>(Desk.signed(BODY));
    headers.put("Content-Encoding", "gzip");
    try (var desk = new Desk(folder, Wish.of(Desk.signatures()))) {
      assertThat(desk.post("/", BODY, headers)).isEqualTo(200);
      assertThat(desk.printed("answered 200")).contains("✓ verified", "content-encoding: gzip\n");
      assertThat(desk.store.find(1).orElseThrow().arrival().body().text()).isEqualTo(BODY);
    }
  }

  @Test
  void aTimeOfTwelveDigitsIsSaidToBeFarAway() throws Exception {
    try (var desk = new Desk(folder, Wish.of(Desk.signatures()))) {
      assertThat(desk.post("/", BODY, Desk.signed(BODY, 170_000_000_000L))).isEqualTo(401);
      assertThat(desk.printed("answered 401"))
          .containsPattern("it was signed \\d+ days after it came");
    }
  }

  @Test
  void aHeaderThatIsThereTwiceIsNamed() throws Exception {
    try (var desk = new Desk(folder, Wish.of(Desk.signatures()))) {
      assertThat(
              desk.raw(
                  String.join(
                      "\r\n",
                      "POST / HTTP/1.1",
                      "Host: x",
                      "Connection: close",
                      "svix-id: a",
                      "svix-id: b",
                      "svix-timestamp: 1",
                      "svix-signature: v1,a",
                      "",
                      "")))
          .startsWith("HTTP/1.1 401")
          .doesNotContain("svix");
      assertThat(desk.printed("answered 401")).contains("svix-id is there more than once");
    }
  }

  @Test
  void aPasswordIsVerifiedAndNeverPrinted() throws Exception {
    try (var desk = new Desk(folder, Wish.of(new Judge.Password("shop", "hush")))) {
      assertThat(desk.post("/", BODY, basic("shop:hush"))).isEqualTo(200);
      assertThat(desk.printed("answered 200"))
          .contains("authorization: Basic ****\n", "✓ verified\n")
          .doesNotContain("hush", base64("shop:hush"));
      assertThat(desk.post("/", BODY, basic("shop:other"))).isEqualTo(401);
      desk.printed("✗ not verified: its user or its password is another than was given");
      assertThat(desk.post("/", BODY, Map.of())).isEqualTo(401);
      desk.printed("✗ not verified: it has no authorization");
      assertThat(desk.post("/", BODY, Map.of("Authorization", "Bearer x"))).isEqualTo(401);
      desk.printed("✗ not verified: authorization is not Basic, or not base64");
    }
  }

  @Test
  void withoutASecretNothingIsVerifiedAndThatIsSaid() throws Exception {
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()))) {
      assertThat(desk.post("/", BODY, Map.of())).isEqualTo(200);
      desk.printed("not verified: no secret and no user was given");
    }
  }

  @Test
  void whatLetsSomebodyInIsMasked() throws Exception {
    Map<String, String> headers =
        Map.of(
            "Cookie", "a=HUSH",
            "X-Api-Key", "HUSH",
            "X-Functions-Key", "HUSH",
            "Referer", "https://example.com/?token=HUSH",
            "Idempotency-Key", "open",
            "X-Hub-Signature-256", "sha256=0123456789HUSH",
            "X-Gitlab-Token", "HUSH HUSH",
            "X-Signing-Key-2", "HUSH",
            "X-JWT", "HUSH",
            "X-Plain", "plain");
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()))) {
      desk.post("/?access_token=HUSH&a=b&sig=HUSH&to%6ben=HUSH&webhook_key=HUSH", BODY, headers);
      assertThat(desk.printed("answered"))
          .doesNotContain("HUSH")
          .contains("POST /?access_token=****&a=b&sig=****&to%6ben=****&webhook_key=**** ")
          .contains("x-hub-signature-256: sha256=012345…\n", "x-plain: plain\n")
          .contains("x-jwt: ****\n", "x-signing-key-2: ****\n")
          .contains("idempotency-key: open\n", "referer: https://example.com/?token=****\n");
    }
  }

  @Test
  void theFirstFailAndTheOthersAreAnsweredAsTold() throws Exception {
    Wish wish = Wish.of(Desk.signatures()).with(Wish.plan(204, 2));
    try (var desk = new Desk(folder, wish)) {
      for (int status : new int[] {503, 503, 204, 204}) {
        assertThat(desk.post("/", BODY, Desk.signed(BODY))).isEqualTo(status);
      }
      assertThat(desk.post("/", "other", Desk.signed(BODY))).isEqualTo(401);
    }
  }

  @Test
  void aDelayEndsWithTheReceiver() throws Exception {
    Wish wish = Wish.of(new Judge.Nobody()).with(new Plan(202, Duration.ofHours(1), 0));
    CompletableFuture<Integer> answer;
    try (var desk = new Desk(folder, wish)) {
      answer = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              answer.complete(desk.post("/", BODY, Map.of()));
            } catch (Exception failed) {
              answer.completeExceptionally(failed);
            }
          });
      Awaitility.await().atMost(Desk.SOON).until(() -> desk.store.ids().size() == 1);
      assertThat(answer).isNotDone();
      desk.listening.close();
      assertThat(answer.get(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(202);
    }
  }

  @Test
  void anotherPathIsNotFoundAndNotKept() throws Exception {
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()).at("/hook"))) {
      assertThat(desk.post("/hook?x", BODY, Map.of())).isEqualTo(200);
      assertThat(desk.post("/other", BODY, Map.of())).isEqualTo(404);
      desk.printed("✗ answered 404: webhooks go to /hook");
      assertThat(desk.store.ids()).hasSize(1);
    }
  }

  @Test
  void whatIsTooLargeIsRefusedHoweverItComes() throws Exception {
    byte[] large = new byte[Listening.LARGEST_BODY + 1];
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()))) {
      assertThat(desk.post("/", large, Map.of())).isEqualTo(413);
      desk.printed("✗ answered 413: its body is larger than 10 MiB");
      assertThat(
              desk.raw(
                  "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\na00001\r\n"
                      + "x".repeat(Listening.LARGEST_BODY + 1)
                      + "\r\n0\r\n\r\n"))
          .contains("HTTP/1.1 413");
      assertThat(desk.raw("POST / HTTP/1.1\r\nHost: x\r\nx: " + "y".repeat(20_000) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
      desk.printed("✗ answered 400: it is not acceptable HTTP, or its headers are larger");
      assertThat(desk.store.ids()).isEmpty();
      byte[] largest = new byte[Listening.LARGEST_BODY];
      assertThat(desk.post("/", largest, Map.of())).isEqualTo(200);
      desk.printed("10,485,760 bytes, answered 200");
      assertThat(desk.store.find(1).orElseThrow().arrival().body().size())
          .isEqualTo(Listening.LARGEST_BODY);
    }
  }

  @Test
  void whoGoesInTheMiddleOfAHeadIsNoFaultOfOurs() throws Exception {
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()))) {
      try (Socket gone = desk.connect()) {
        gone.getOutputStream()
            .write("POST / HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      desk.printed("✗ no answer: the sender went before a whole request had come");
    }
  }

  @Test
  void whoSendsTooSlowlyIsNotWaitedFor() throws Exception {
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()));
        Socket slow = desk.connect()) {
      slow.getOutputStream()
          .write(
              "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"
                  .getBytes(StandardCharsets.US_ASCII));
      // Another is taken meanwhile.
      assertThat(desk.post("/", BODY, Map.of())).isEqualTo(200);
      Awaitility.await()
          .atMost(Desk.SOON)
          .until(() -> {
            desk.clock.turn(Listening.PATIENCE.plusSeconds(1));
            desk.listening.sweep();
            return desk.printed.toString().contains("no answer");
          });
      assertThat(desk.printed("POST /slow"))
          .contains("✗ no answer: its body did not arrive, or too slowly");
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void nothingSteersTheTerminal() throws Exception {
    String esc = "\u001b[2J";
    String csi = "\u009b2J";
    try (var desk = new Desk(folder, Wish.of(new Judge.Nobody()))) {
      desk.post("/", "text " + esc + csi + "\u202e\r\n\u0007end", Map.of());
      desk.post("/", "{\"a\":\"" + csi + "\u202e\",\"\\u001b[2J\":1}", Map.of());
      desk.raw("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx: " + esc + "\r\n\r\n");
      desk.raw("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-c1: " + csi + "\r\n\r\n");
      desk.raw("POST /" + esc + csi + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      desk.raw("P" + esc + " / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(desk.post("/last", "", Map.of())).isEqualTo(200);
      String printed = desk.printed("POST /last");
      assertThat(printed)
          .contains("   text \\u001b[2J\\u009b2J\\u202e\n   \\u0007end\n")
          .contains("\"a\": \"\\u009b2J\\u202e\"")
          .matches(text -> text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)))
          .doesNotContain("\u202e");
    }
  }

  private static Map<String, String> basic(String pair) {
    return Map.of("Authorization", "Basic " + base64(pair));
  }

  private static String base64(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
