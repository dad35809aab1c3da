package dev.postrider.server.operational;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to endpoints is mailed, by a real mail server. */
final class AlertMailTest {
  private static final String TO = "ops@example.com";

  private final int port = freePort();
  private final TurnedServer server =
      TurnedServer.with(
          Map.of(
              "smtp.host", "127.0.0.1",
              "smtp.port", Integer.toString(port),
              "smtp.tls", "none",
              "smtp.from", "postrider@example.com"));
  private GreenMail mail = mailServer();
  private Desk desk;

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private GreenMail mailServer() {
    return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  @BeforeEach
  void open() throws Exception {
    mail.start();
    desk = new Desk(server);
  }

  @AfterEach
  void close() {
    desk.close();
    server.close();
    mail.stop();
  }

  private void alert(String path, String event) throws Exception {
    String body = "{\"email\":[\"%s\"],\"events\":[\"%s\"]}".formatted(TO, event);
    desk.api().put(path, body).require(200);
  }

  /** So many mails, as soon as they are there. */
  private List<MimeMessage> mails(int count) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Arrays.asList(mail.getReceivedMessages()), all -> all.size() >= count);
  }

  private static String text(MimeMessage mail) {
    return GreenMailUtil.getBody(mail).replace("\r\n", "\n");
  }

  private void givenUp(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      desk.attempts(desk.message(""), 1);
    }
  }

  @Test
  void anEndpointThatFailsUntilItIsDisabledIsOneMail() throws Exception {
    alert("/api/v1/alert", "endpoint.disabled");
    String webhook =
        desk.webhook(
            ",\"description\":\"of\\r\\nBcc: thief@example.com\","
                + "\"policy\":{\"failing\":{\"action\":\"disable\",\"after\":\"10m\"}}");
    desk.receiver.answer(_ -> Answer.status(500));
    desk.attempts(desk.message(""), 1);
    server.turn(Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Desk.SOON)
        .until(() ->
            !desk.api()
                .get(desk.path("/endpoint/" + webhook))
                .body()
                .path("failingSince")
                .asString("")
                .isEmpty());
    server.turn(Duration.ofMinutes(10));
    MimeMessage told = mails(1).getFirst();
    assertThat(told.getSubject()).isEqualTo("Postrider: An endpoint was disabled (Shop)");
    assertThat(told.getAllRecipients()).extracting(Object::toString).containsExactly(TO);
    assertThat(told.getHeader("Bcc")).isNull();
    assertThat(text(told))
        .contains("Endpoint: " + webhook + "\n")
        .contains("Description: of  Bcc: thief@example.com\n")
        .contains("since the last mail: 1\n");
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aStormIsOneMailInTenMinutes() throws Exception {
    alert(desk.path("/alert"), "message.attempt.exhausted");
    desk.webhook(",\"policy\":{\"retry\":{\"delays\":[],\"jitter\":0}}");
    desk.receiver.answer(_ -> Answer.status(400));
    givenUp(1);
    assertThat(text(mails(1).getFirst())).contains("since the last mail: 1\n");
    givenUp(3);
    server.turn(Duration.ofMinutes(10));
    assertThat(text(mails(2).getLast())).contains("since the last mail: 3\n");
    assertThat(mail.getReceivedMessages()).hasSize(2);
  }

  @Test
  void aMailServerThatIsAwayGetsItLater() throws Exception {
    alert("/api/v1/alert", "endpoint.created");
    mail.stop();
    desk.webhook("");
    server.turn(Duration.ofSeconds(1));
    server.restart();
    mail = mailServer();
    mail.start();
    server.turn(Duration.ofMinutes(1));
    assertThat(mails(1).getFirst().getSubject())
        .isEqualTo("Postrider: An endpoint was created (Shop)");
  }

  @Test
  void anotherApplicationsAndOtherEventsAreNotMailed() throws Exception {
    alert(desk.path("/alert"), "endpoint.deleted");
    String other = "{\"name\":\"Other\",\"uid\":\"other\"}";
    desk.api().post("/api/v1/app", other).require(201);
    desk.api()
        .post(
            "/api/v1/app/other/endpoint",
            "{\"uid\":\"e\",\"url\":\"%s\"}".formatted(desk.receiver.url()))
        .require(201);
    desk.api().delete("/api/v1/app/other/endpoint/e").require(204);
    String webhook = desk.webhook("");
    desk.api().delete(desk.path("/endpoint/" + webhook)).require(204);
    assertThat(text(mails(1).getFirst())).contains(webhook);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }
}
