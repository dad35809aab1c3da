package dev.postrider.server.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.Verification.Verified;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.server.listen.Desk.Wish;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was taken once arrives again as it was. */
final class ReplayTest {
  private static final String BODY = "{ \"text\" : \"Přišla\\u0020zpráva\" }\r\n";

  @TempDir Path folder;

  @Test
  void theSignatureHoldsAtTheOtherEnd() throws Exception {
    Kept kept = taken();
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(_ -> Answer.bytes(202, "fine".getBytes(StandardCharsets.UTF_8), "X-A: b"));
      Replay.Answer answer = Replay.to(receiver.url("localhost", "/new?x=1")).send(kept.arrival());
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body().text()).isEqualTo("fine");
      assertThat(answer.headers()).containsEntry("x-a", List.of("b"));
      Received again = receiver.awaitCount(1, Desk.SOON).getFirst();
      assertThat(again.method()).isEqualTo("PUT");
      assertThat(again.target()).isEqualTo("/new?x=1");
      assertThat(again.body().bytes()).isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
      assertThat(
              WebhookVerifier.signed(
                      List.of(Desk.SECRET), WebhookVerifier.TOLERANCE, () -> Desk.NOW)
                  .verify(name -> again.header(name).stream().toList(), again.body().bytes()))
          .isEqualTo(new Verified("msg_1"));
    }
  }

  @Test
  void allHeadersComeAgainButThoseOfTheConnection() throws Exception {
    Kept kept = taken();
    try (Receiver receiver = Receiver.start()) {
      Replay.to(receiver.url()).send(kept.arrival());
      Received again = receiver.awaitCount(1, Desk.SOON).getFirst();
      List<String> names =
          again.headers().stream().map(h -> h.getKey().toLowerCase(Locale.ROOT)).sorted().toList();
      // Content-Length is of the new connection.
      assertThat(names)
          .containsExactly(
              "authorization",
              "content-length",
              "host",
              "user-agent",
              "webhook-id",
              "webhook-signature",
              "webhook-timestamp",
              "x-twice",
              "x-twice");
      assertThat(again.header("host")).contains("127.0.0.1:" + receiver.port());
      assertThat(again.header("authorization")).contains("Bearer all-of-it");
      assertThat(again.header("user-agent")).contains("Sender/1");
    }
  }

  @Test
  void aRedirectIsAnAnswer() throws Exception {
    Kept kept = taken();
    try (Receiver receiver = Receiver.start();
        Receiver elsewhere = Receiver.start()) {
      receiver.answer(_ -> Answer.redirect(307, elsewhere.url()));
      assertThat(Replay.to(receiver.url()).send(kept.arrival()).status()).isEqualTo(307);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void anAnswerWithoutEndIsCut() throws Exception {
    Kept kept = taken();
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(_ -> Answer.flood(200));
      assertThat(Replay.to(receiver.url()).send(kept.arrival()).body().size()).isEqualTo(65_536);
    }
  }

  @Test
  void whoeverIsNotThereIsSaid() throws Exception {
    Kept kept = taken();
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(_ -> Answer.close());
      String url = receiver.url("127.0.0.1", "/hook?token=HUSH");
      assertThatThrownBy(() -> Replay.to(url).send(kept.arrival()))
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("does not answer")
          .hasMessageNotContaining("HUSH");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "ftp://localhost/",
        "http://a:HUSH@localhost/",
        "http:// x",
        "http://localhost:99999/"
      })
  void whatIsNoUrlIsSaidWithoutIt(String url) {
    assertThatThrownBy(() -> Replay.to(url))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("--to must be an http or https URL")
        .hasMessageNotContaining("HUSH");
  }

  /** Over a real connection, in chunks, with headers of that connection. */
  private Kept taken() throws Exception {
    Map<String, String> signed = Desk.signed(BODY);
    StringBuilder request =
        new StringBuilder("PUT /old HTTP/1.1\r\nHost: old\r\nTransfer-Encoding: chunked\r\n")
            .append("Connection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n")
            .append("Authorization: Bearer all-of-it\r\nUser-Agent: Sender/1\r\n")
            .append("X-Twice: 1\r\nX-Twice: 2\r\n");
    signed.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    request
        .append("\r\n")
        .append(Integer.toHexString(body.length))
        .append("\r\n")
        .append(new String(body, StandardCharsets.ISO_8859_1))
        .append("\r\n0\r\n\r\n");
    try (var desk = new Desk(folder, Wish.of(Desk.signatures()))) {
      assertThat(desk.raw(request.toString())).startsWith("HTTP/1.1 200");
      return desk.store.find(desk.store.ids().getLast()).orElseThrow();
    }
  }
}
