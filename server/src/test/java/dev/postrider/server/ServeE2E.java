package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.sender.SignatureCheck;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program from start to stop and to the next start, on its embedded PostgreSQL. */
final class ServeE2E {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MESSAGE =
      "{\"eventType\":\"chat.started\",\"payload\":{\"n\":  1, \"text\":\"\\u00e9 ü\"}}";

  @TempDir Path data;

  @Test
  void deliversStopsInGoodOrderAndRemembers() throws Exception {
    String message;
    String token;
    try (Receiver receiver = Receiver.start();
        Program program = Program.serve(data)) {
      token = token(data);
      try (var api = new ApiClient(program.url(), token)) {
        api.createApplication("shop");
        api.createEndpoint("shop", "hook", receiver.url());
        message = api.post("/api/v1/app/shop/msg", MESSAGE).require(202).path("id").asString();
        Received received = receiver.awaitCount(1, SOON).getFirst();
        assertThat(received.messageId()).isEqualTo(message);
        assertThat(received.body().text()).isEqualTo("{\"n\":  1, \"text\":\"\\u00e9 ü\"}");
        String secret =
            api.get("/api/v1/app/shop/endpoint/hook/secret").require(200).path("key").asString();
        assertThat(
                SignatureCheck.check(
                    received::header,
                    received.body().bytes(),
                    secret,
                    InstantSource.system().instant()))
            .isEqualTo(new SignatureCheck.Finding.Genuine());
        awaitMetric(program.url(), "postrider_delivered_total 1.0");
      }
      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
      assertThat(program.output()).contains("stopped");
    }
    try (Program again = Program.serve(data);
        var api = new ApiClient(again.url(), token)) {
      JsonNode attempts =
          api.get("/api/v1/app/shop/attempt/msg/" + message).require(200).path("data");
      assertThat(attempts.size()).isEqualTo(1);
      assertThat(attempts.get(0).path("responseStatusCode").asInt()).isEqualTo(204);
      assertThat(attempts.get(0).path("status").asInt()).isZero();
    }
  }

  @Test
  void finishesWhatIsUnderWayBeforeItStops() throws Exception {
    var release = new CountDownLatch(1);
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(_ ->
          wire -> {
            release.await();
            Answer.status(204).write(wire);
          });
      try (Program program = Program.serve(data);
          var api = new ApiClient(program.url(), token(data))) {
        api.createApplication("shop");
        api.createEndpoint("shop", "hook", receiver.url());
        api.post("/api/v1/app/shop/msg", MESSAGE).require(202);
        receiver.awaitCount(1, SOON);
        program.terminate();
        Awaitility.await().atMost(SOON).until(() -> program.output().contains("stopping"));
        release.countDown();
        assertThat(program.exitCode()).as(program.output()).isZero();
      }
      try (Program again = Program.serve(data);
          var api = new ApiClient(again.url(), token(data))) {
        List<JsonNode> attempts = api.all("/api/v1/app/shop/attempt/endpoint/hook");
        assertThat(attempts).hasSize(1);
        assertThat(attempts.getFirst().path("responseStatusCode").asInt()).isEqualTo(204);
      }
      assertThat(receiver.received()).as("nothing is sent twice").hasSize(1);
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    var never = new CountDownLatch(1);
    try (Receiver receiver = Receiver.start()) {
      receiver.answer(_ -> _ -> never.await());
      try (Program program = Program.serve(data);
          var api = new ApiClient(program.url(), token(data))) {
        api.createApplication("shop");
        api.createEndpoint("shop", "hook", receiver.url());
        api.post("/api/v1/app/shop/msg", MESSAGE).require(202);
        receiver.awaitCount(1, SOON);
        program.terminate();
        Awaitility.await().atMost(SOON).until(() -> program.output().contains("stopping"));
        program.terminate();
        assertThat(program.exitCode()).as(program.output()).isEqualTo(130);
      }
      // The next start clears away what was left, its PostgreSQL above all.
      Program.serve(data, "--grace", "1s").close();
    }
  }

  @Test
  void refusesWhoHasNoToken() throws Exception {
    try (Program program = Program.serve(data);
        var stranger = new ApiClient(program.url(), "none")) {
      assertThat(stranger.get("/api/v1/app").status()).isEqualTo(401);
      assertThat(stranger.get("/api/v1/health").status()).isEqualTo(200);
    }
  }

  static String token(Path data) throws Exception {
    try (Program token = Program.run(Map.of(), "token", "--data", data.toString())) {
      assertThat(token.exitCode()).as(token.output()).isZero();
      return token.output();
    }
  }

  private static void awaitMetric(URI base, String line) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(base.resolve("/metrics")).build();
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(http.send(request, BodyHandlers.ofString()).body()).contains(line));
    }
  }
}
