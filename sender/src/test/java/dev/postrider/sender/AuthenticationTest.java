package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers that let in only who brings what they know. */
@Timeout(60)
final class AuthenticationTest {
  private final Receiver receiver = Receiver.start();
  private final Rig rig = new Rig(receiver.url());

  @AfterEach
  void close() {
    rig.close();
    receiver.close();
  }

  @Test
  void basicIsUserAndPasswordInUtf8() throws Exception {
    String pair = Base64.getEncoder().encodeToString("ünï:p:w".getBytes(StandardCharsets.UTF_8));
    letIn(has("authorization", "Basic " + pair));
    assertThat(sent(new Proof.Basic("ünï", "p:w"))).isEqualTo(200);
    assertThat(sent(new Proof.Basic("ünï", "p:W"))).isEqualTo(401);
    assertThat(sent(new Proof.None())).isEqualTo(401);
  }

  @Test
  void aBearerTokenIsBrought() throws Exception {
    letIn(has("authorization", "Bearer t0ken"));
    assertThat(sent(new Proof.Bearer("t0ken"))).isEqualTo(200);
    assertThat(sent(new Proof.Bearer("t0kem"))).isEqualTo(401);
  }

  @Test
  void aKeyStandsInTheHeaderThatTheReceiverNames() throws Exception {
    letIn(has("x-shop-key", "k 1"));
    assertThat(sent(new Proof.ApiKey("X-Shop-Key", "k 1"))).isEqualTo(200);
    assertThat(sent(new Proof.ApiKey("X-Shop-Key", "k 2"))).isEqualTo(401);
    assertThat(sent(new Proof.ApiKey("X-Other-Key", "k 1"))).isEqualTo(401);
  }

  /** Neither the URL, nor a header of the endpoint, nor one of the message speaks over it. */
  @Test
  void whatIsSaidForThePurposeGoesFirst() throws Exception {
    letIn(has("authorization", "Bearer right"));
    rig.url(receiver.url().replace("http://", "http://user:pw@"));
    rig.headers(Map.of("authorization", "Bearer of the endpoint"));
    rig.authentication(new Authentication(new Proof.Bearer("right")));
    Message plain = Rig.message("{}");
    Message message =
        new Message(
            plain.id(),
            plain.application(),
            plain.eventType(),
            null,
            List.of(),
            null,
            plain.contentType(),
            plain.retention(),
            plain.payload(),
            Extras.of(List.of(), Map.of("Authorization", "Bearer of the message"), null));
    assertThat(((Answered) rig.send(message).outcome()).status()).isEqualTo(200);
    assertThat(receiver.received().getFirst().headers())
        .filteredOn(header -> header.getKey().equalsIgnoreCase("authorization"))
        .hasSize(1);
  }

  @Test
  void aChangeCountsFromTheNextAttempt() throws Exception {
    letIn(has("authorization", "Bearer new"));
    assertThat(sent(new Proof.Bearer("old"))).isEqualTo(401);
    assertThat(sent(new Proof.Bearer("new"))).isEqualTo(200);
  }

  private void letIn(Predicate<Received> known) {
    receiver.answer(request -> Answer.status(known.test(request) ? 200 : 401));
  }

  private static Predicate<Received> has(String header, String value) {
    return request -> request.header(header).filter(value::equals).isPresent();
  }

  private int sent(Proof proof) throws Exception {
    rig.authentication(new Authentication(proof));
    Outcome outcome = rig.send("{}");
    return ((Answered) outcome).status();
  }
}
