package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that lets in by tokens, and a token endpoint that gives them, fails, and worse. */
@Timeout(60)
final class AccessTokensTest {
  private final Receiver receiver = Receiver.start();
  private final Receiver issuer = Receiver.start();
  private final Rig rig = new Rig(receiver.url());

  /** The token that is let in; the issuer gives it. */
  private volatile String good = "t1";

  @BeforeEach
  void start() {
    rig.authentication(client(false));
    receiver.answer(request ->
        Answer.status(
            request.header("authorization").equals(Optional.of("Bearer " + good)) ? 200 : 401));
    issue(3_600);
  }

  @AfterEach
  void close() {
    rig.close();
    issuer.close();
    receiver.close();
  }

  @Test
  void aTokenIsFetchedOnceAndKept() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(status()).isEqualTo(200);
    }
    Received asked = issuer.received().getFirst();
    assertThat(issuer.received()).hasSize(1);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.header("content-type")).contains("application/x-www-form-urlencoded");
    assertThat(asked.body().text())
        .isEqualTo("grant_type=client_credentials&scope=a+b&audience=x%26y");
    assertThat(asked.header("authorization")).contains(basic("client%3A1:s%2B%C3%BC"));
  }

  @Test
  void theClientMayBeNamedInTheBody() throws Exception {
    rig.authentication(client(true));
    assertThat(status()).isEqualTo(200);
    Received asked = issuer.received().getFirst();
    assertThat(asked.header("authorization")).isEmpty();
    assertThat(asked.body().text())
        .startsWith("grant_type=client_credentials&client_id=client%3A1&client_secret=s%2B%C3%BC&");
  }

  /** Of ten seconds the last is not used. */
  @Test
  void shortlyBeforeItEndsThereIsAnother() throws Exception {
    issue(10);
    assertThat(status()).isEqualTo(200);
    rig.turn(Duration.ofMillis(8_999));
    assertThat(status()).isEqualTo(200);
    assertThat(issuer.received()).hasSize(1);
    rig.turn(Duration.ofMillis(2));
    assertThat(status()).isEqualTo(200);
    assertThat(issuer.received()).hasSize(2);
  }

  @Test
  void aKeptTokenThatIsRefusedIsFetchedAgainOnce() throws Exception {
    assertThat(status()).isEqualTo(200);
    good = "t2";
    assertThat(status()).isEqualTo(200);
    assertThat(issuer.received()).hasSize(2);
    assertThat(receiver.received()).hasSize(3);
  }

  @Test
  void whoIsRefusedWithANewTokenIsRefused() throws Exception {
    assertThat(status()).isEqualTo(200);
    receiver.answer(_ -> Answer.status(401));
    assertThat(status()).isEqualTo(401);
    assertThat(issuer.received()).hasSize(2);
    assertThat(receiver.received()).hasSize(3);
    assertThat(status()).as("a token that is new is not fetched again").isEqualTo(401);
    assertThat(issuer.received()).hasSize(3);
    assertThat(receiver.received()).hasSize(4);
  }

  @Test
  void manyAttemptsWaitForOneFetch() throws Exception {
    CountDownLatch allAsk = new CountDownLatch(1);
    issuer.answer(_ ->
        wire -> {
          allAsk.await();
          token(3_600).write(wire);
        });
    List<Outcome> outcomes = together(20, allAsk);
    assertThat(outcomes).allMatch(outcome -> ((Answered) outcome).status() == 200);
    assertThat(issuer.received()).hasSize(1);
  }

  @Test
  void theyShareItsFailureToo() throws Exception {
    CountDownLatch allAsk = new CountDownLatch(1);
    issuer.answer(_ ->
        wire -> {
          allAsk.await();
          Answer.status(503).write(wire);
        });
    List<Outcome> outcomes = together(20, allAsk);
    assertThat(outcomes).containsOnly(failure("no access token: the token endpoint answered 503"));
    assertThat(issuer.received()).hasSize(1);
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void anotherClientGetsATokenOfItsOwn() throws Exception {
    assertThat(status()).isEqualTo(200);
    rig.authentication(client(true));
    assertThat(status()).isEqualTo(200);
    assertThat(issuer.received()).hasSize(2);
  }

  @Test
  void aRefusalIsToldByItsCodeAndNothingElse() throws Exception {
    issuer.answer(_ ->
        Answer.status(
            401, "{\"error\":\"invalid_client\",\"error_description\":\"s+ü is wrong\"}"));
    assertThat(rig.send("{}"))
        .isEqualTo(failure("no access token: the token endpoint answered 401 (invalid_client)"));
    assertThat(receiver.received()).isEmpty();
  }

  /** At these seconds, each attempt told by what the last request came to. */
  @Test
  void aTokenEndpointThatFailsIsAskedNowAndThen() throws Exception {
    issuer.answer(_ -> Answer.status(503));
    List<Integer> asked = new ArrayList<>();
    for (int second = 0; second < 250; second++) {
      int before = issuer.received().size();
      for (int attempt = 0; attempt < 3; attempt++) {
        rig.another();
        assertThat(rig.send("{}"))
            .isEqualTo(failure("no access token: the token endpoint answered 503"));
      }
      assertThat(issuer.received().size()).isBetween(before, before + 1);
      if (issuer.received().size() > before) {
        asked.add(second);
      }
      rig.turn(Duration.ofSeconds(1));
    }
    assertThat(asked).containsExactly(0, 2, 6, 14, 30, 62, 122, 182, 242);
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void whatSucceedsEndsItAndTheNextFailureIsAFirst() throws Exception {
    issuer.answer(_ -> Answer.close());
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    rig.turn(Duration.ofSeconds(2));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    issue(1);
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    rig.turn(Duration.ofSeconds(4));
    assertThat(status()).isEqualTo(200);
    issuer.answer(_ -> Answer.status(500));
    rig.turn(Duration.ofSeconds(1));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    issue(3_600);
    rig.turn(Duration.ofMillis(1_999));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    rig.turn(Duration.ofMillis(1));
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void whoeverCorrectsTheClientNeedNotWait() throws Exception {
    issuer.answer(
        request -> request.body().text().contains("client_id") ? token(3_600) : Answer.status(401));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    rig.authentication(client(true));
    assertThat(status()).as("another client is not kept from its tokens").isEqualTo(200);
    rig.authentication(client(false));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    assertThat(issuer.received()).hasSize(2);
  }

  @Test
  void aClockThatIsPutBackKeepsNobodyWaiting() throws Exception {
    issuer.answer(_ -> Answer.status(503));
    assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    issue(3_600);
    rig.turn(Duration.ofHours(-1));
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void endpointsOfOneClientShareItsToken() throws Exception {
    assertThat(status()).isEqualTo(200);
    rig.another();
    assertThat(status()).isEqualTo(200);
    assertThat(issuer.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{\"access_token\":\"t1\"",
        "{}",
        "{\"access_token\":7.5e1000}",
        "{\"access_token\":\"a\\r\\nX: y\"}",
        "{\"access_token\":\"ü\"}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":{}}",
        "{\"access_token\":\"t1\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"t1\",\"x\":\"ENDLESS\"}"
      })
  void whatIsNoTokenIsAFailureInWords(String answer) throws Exception {
    issuer.answer(_ -> Answer.status(200, answer.replace("ENDLESS", "x".repeat(10_000_000))));
    Unanswered failed = (Unanswered) rig.send("{}");
    assertThat(failed.failure()).isEqualTo(Failure.AUTHENTICATION);
    assertThat(failed.detail()).startsWith("no access token: ").doesNotContain("t1");
    assertThat(receiver.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"t1\"}",
        "{\"access_token\":\"t1\",\"token_type\":\"bEARER\",\"expires_in\":\"3600\"}",
        "{\"access_token\":\"t1\",\"expires_in\":1e400}",
        "{\"access_token\":\"t1\",\"expires_in\":-7}",
        "{\"access_token\":\"t1\",\"expires_in\":null}"
      })
  void whatCanBeUnderstoodIsTaken(String answer) throws Exception {
    issuer.answer(_ -> Answer.status(200, answer));
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void aTokenEndpointThatHangsIsGivenUpAtTheAttemptsDeadline() throws Exception {
    issuer.answer(_ -> Answer.hang());
    rig.timeout(Duration.ofMillis(300));
    Unanswered failed = (Unanswered) rig.send("{}");
    assertThat(failed.failure()).isEqualTo(Failure.AUTHENTICATION);
    assertThat(failed.detail()).contains("no answer within 300 ms");
  }

  @Test
  void theGuardRulesOnTheTokenEndpointToo() throws Exception {
    rig.authentication(client("http://10.0.0.1/token", false));
    Unanswered failed = (Unanswered) rig.send("{}");
    assertThat(failed.failure()).isEqualTo(Failure.AUTHENTICATION);
    assertThat(failed.detail()).contains("private");
  }

  @Test
  void aRedirectOfTheTokenEndpointIsNotFollowed() throws Exception {
    issuer.answer(_ -> Answer.redirect(307, receiver.url()));
    assertThat(rig.send("{}"))
        .isEqualTo(failure("no access token: the token endpoint answered 307"));
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void nothingThatIsPrintedHasTheSecret() {
    assertThat(client(true).toString()).doesNotContain("s+ü");
    assertThat(rig.endpoint.toString()).doesNotContain("s+ü");
  }

  /** They have all begun when the latch opens; those that have not asked by then ask later. */
  private List<Outcome> together(int many, CountDownLatch allAsk) throws Exception {
    try (ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch begun = new CountDownLatch(many);
      Callable<Outcome> attempt =
          () -> {
            begun.countDown();
            return rig.send("{}");
          };
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        running.add(attempts.submit(attempt));
      }
      begun.await();
      issuer.awaitCount(1, Duration.ofSeconds(20));
      allAsk.countDown();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    }
  }

  private void issue(int seconds) {
    issuer.answer(_ -> token(seconds));
  }

  private Answer token(int seconds) {
    return Answer.status(
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(good, seconds));
  }

  private Authentication client(boolean inBody) {
    return client(issuer.url(), inBody);
  }

  private static Authentication client(String url, boolean inBody) {
    return new Authentication(new Proof.OAuth2(url, "client:1", "s+ü", inBody, "a b", "x&y"));
  }

  private static Unanswered failure(String detail) {
    return new Unanswered(Failure.AUTHENTICATION, detail);
  }

  private int status() throws Exception {
    return ((Answered) rig.send("{}")).status();
  }

  private static String basic(String pair) {
    return "Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
  }
}
