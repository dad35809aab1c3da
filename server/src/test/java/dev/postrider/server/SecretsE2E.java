package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Issuer;
import dev.postrider.testkit.Receiver;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A real server is given secrets of every kind, sends with them, fails with them, is asked wrongly
 * with them, and loses its database. Then everything that it has printed, answered and stored is
 * searched for them: the log at its most talkative, metrics, errors, every column of every table,
 * and every file of the data directory, PostgreSQL's with its write-ahead log among them.
 */
final class SecretsE2E {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Only these files are to hold a secret, and none of those that are sought. */
  private static final Set<String> KEYS =
      Set.of("jwt-secret", "postgresql-password", "master-keys");

  /** Endpoints that prove themselves. */
  private static final int PROOFS = 6;

  @TempDir Path data;
  @TempDir Path issued;

  private final Receiver receiver = Receiver.start();
  private final Map<String, Needle> secrets = new LinkedHashMap<>();
  private final List<String> answers = new ArrayList<>();
  private final String mark = UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void close() {
    receiver.close();
  }

  /** A new secret, which is sought from now on. */
  private String secret(String what) {
    return known(what, what.replace(" ", "") + "-" + mark);
  }

  private String known(String what, String text) {
    secrets.put(what, Needle.of(text));
    return text;
  }

  /** One that is sought already. */
  private String text(String what) {
    return Objects.requireNonNull(secrets.get(what)).text();
  }

  private String signing(String what) {
    byte[] key = new byte[32];
    byte[] text = (what + mark).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(text, 0, key, 0, 32);
    String whole = "whsec_" + Base64.getEncoder().encodeToString(key);
    secrets.put(what, Needle.of(whole).or(Needle.of(key)));
    return whole;
  }

  @Test
  void noneIsFoundInAnythingThatWasPrintedOrStored() throws Exception {
    String printed;
    Map<String, String> environment = Map.of("POSTRIDER_SMTP_PASSWORD", secret("mail password"));
    // It takes another password, and what is refused talks most.
    GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    mail.setUser("postrider", "another");
    mail.start();
    String[] options = {
      "--log-level", "debug",
      "--smtp-host", "127.0.0.1",
      "--smtp-port", Integer.toString(mail.getSmtp().getPort()),
      "--smtp-tls", "none",
      "--smtp-user", "postrider",
      "--smtp-from", "postrider@example.com"
    };
    try (Program program = Program.serve(environment, data, options)) {
      String token = known("token", ServeE2E.token(data));
      try (var api = new ApiClient(program.url(), token)) {
        deliver(api);
        mistake(api, program.url(), token);
        useTheKey(api, program.url());
        String metrics = get(program.url().resolve("/metrics"));
        assertThat(metrics).contains("postrider_delivered_total");
        answers.add(metrics);
        answers.add(get(program.url().resolve("/api/v1/health")));
        assertNothingIn("the tables", tables());
        loseTheDatabase(api);
      }
      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
      printed = program.output();
    } finally {
      mail.stop();
    }
    assertThat(printed).contains("failed: ").contains("the embedded PostgreSQL has died");
    assertNothingIn("what was printed", printed.getBytes(StandardCharsets.UTF_8));
    assertNothingIn(
        "what was answered", String.join("\n", answers).getBytes(StandardCharsets.UTF_8));
    assertNothingInTheFiles();
    assertThatTheSearchFinds();
  }

  private String url(String path) {
    return receiver
        .url("127.0.0.1", path)
        .replace("http://", "http://user:" + text("url password") + "@");
  }

  private void deliver(ApiClient api) throws Exception {
    api.put("/api/v1/alert", "{\"email\":[\"ops@example.com\"],\"events\":[\"endpoint.created\"]}")
        .require(200);
    secret("url password");
    secret("query key");
    String header = secret("header value");
    String old = signing("old signing secret");
    api.createApplication("shop");
    String good =
        """
        {"uid":"good","url":"%s?key=%s","headers":{"X-Shop":"%s"},"secret":"%s",
         "metadata":{"a":"b"}}
        """
            .formatted(url("/good"), text("query key"), header, old);
    api.post("/api/v1/app/shop/endpoint", good, secret("idempotency key")).require(201);
    api.post("/api/v1/app/shop/endpoint", good.replace("good", "bad"), "other").require(201);
    api.post(
            "/api/v1/app/shop/endpoint",
            good.replace("\"good\"", "\"nobody\"")
                .replaceFirst("127[.]0[.]0[.]1:\\d+", "nobody.invalid"))
        .require(201);
    api.post(
            "/api/v1/app/shop/endpoint/good/secret/rotate",
            "{\"key\":\"%s\"}".formatted(signing("new signing secret")))
        .require(204);
    api.patch(
            "/api/v1/app/shop/endpoint/good/headers",
            "{\"headers\":{\"X-Token\":\"Bearer %s\"}}".formatted(secret("bearer")))
        .require(204);
    receiver.answer(request ->
        request.target().startsWith("/bad")
            ? Answer.status(500)
            : request.target().startsWith("/token")
                ? Answer.status(200, "{\"access_token\":\"%s\"}".formatted(text("access token")))
                : Answer.status(200));
    prove(api);
    String message =
        api.post(
                "/api/v1/app/shop/msg",
                """
                {"eventType":"a","eventId":"e","payload":{},
                 "headers":{"X-Message":"%s"}}
                """
                    .formatted(secret("message header")))
            .require(202)
            .path("id")
            .asString();
    Awaitility.await()
        .atMost(SOON)
        .until(() -> api.all("/api/v1/app/shop/attempt/msg/" + message).size() >= 3 + PROOFS);
    assertThat(receiver.received())
        .anyMatch(r -> r.header("x-token").toString().contains(text("bearer")))
        .as("they were really sent")
        .anyMatch(r -> r.header("x-message").toString().contains(text("message header")))
        .anyMatch(r -> r.header("authorization").toString().contains(text("bearer proof")))
        .anyMatch(r -> r.header("x-api-key").toString().contains(text("api key")))
        .anyMatch(r -> r.header("authorization").toString().contains(text("access token")))
        .anyMatch(r -> r.body().text().contains(text("client secret")))
        .anyMatch(r -> r.header("authorization").equals(Optional.of(basic())))
        .anyMatch(r -> r.header("signature-input").isPresent());
    answers.add(api.get("/api/v1/app/shop/attempt/msg/" + message).require(200).toString());

    api.post("/api/v1/app", "{\"name\":\"m\",\"uid\":\"m\",\"platform\":\"mluvii\"}").require(201);
    JsonNode credential = api.post("/api/v1/app/m/credential", "{}", "third").require(201);
    known("credential", credential.path("secret").asString());
    api.post(
            "/api/v1/app/m/credential",
            "{\"name\":\"own\",\"secret\":\"%s\"}".formatted(secret("own credential")))
        .require(201);
    known(
        "portal token",
        api.post("/api/v1/auth/app-portal-access/shop", "{}", "fourth")
            .require(200)
            .path("token")
            .asString());
    known(
        "key",
        api.post("/api/v1/api-key", "{\"name\":\"n\",\"permissions\":[\"read\"]}", "fifth")
            .require(201)
            .path("key")
            .asString());
  }

  /** Endpoints that prove themselves in every way, good and bad ones. */
  private void prove(ApiClient api) throws Exception {
    Issuer issuer = Issuer.of(issued, "authority");
    Issuer.Issued client = issuer.issue("client", "EC", "dns:client");
    secret("access token");
    List<String> proofs =
        List.of(
            "{\"basic\":{\"username\":\"shop\",\"password\":\"%s\"}}"
                .formatted(secret("basic password")),
            "{\"bearer\":{\"token\":\"%s\"},\"messageSignatures\":true}"
                .formatted(secret("bearer proof")),
            "{\"apiKey\":{\"header\":\"X-Api-Key\",\"value\":\"%s\"}}".formatted(secret("api key")),
            """
            {"oauth2":{"tokenUrl":"%s","clientId":"c","clientSecret":"%s","clientAuthentication":"body"}}
            """
                .formatted(receiver.url("127.0.0.1", "/token"), secret("client secret")),
            """
            {"oauth2":{"tokenUrl":"%s","clientId":"c","clientSecret":"%s"}}
            """
                .formatted(receiver.url("127.0.0.1", "/bad"), text("client secret")),
            """
            {"clientCertificate":{"chain":"%s","key":"%s"},"trustedCertificates":{"pem":"%s"}}
            """
                .formatted(client.chain(), pem(client.key()), issuer.pem())
                .strip()
                .replace("\n", "\\n"));
    for (int i = 0; i < proofs.size(); i++) {
      String url = i == 5 ? receiver.url().replace("http:", "https:") : receiver.url();
      ApiClient.Answer answer =
          api.post(
              "/api/v1/app/shop/endpoint",
              "{\"uid\":\"proof-%d\",\"url\":\"%s\",\"authentication\":%s}"
                  .formatted(i, url, proofs.get(i)));
      answers.add(answer.require(201).toString());
    }
    for (int i = 0; i < proofs.size(); i++) {
      answers.add(api.get("/api/v1/app/shop/endpoint/proof-" + i).require(200).toString());
    }
    assertThat(proofs).hasSize(PROOFS);
    String endpoint = "/api/v1/app/shop/endpoint/proof-0";
    for (String wrong :
        List.of(
            "{\"basic\":{\"username\":\"a:b\",\"password\":\"%s\"}}"
                .formatted(text("basic password")),
            "{\"basic\":{\"username\":\"a\",\"password\":\"%s\\n\"}}"
                .formatted(text("basic password")),
            "{\"bearer\":{\"token\":\"%s\\n\"}}".formatted(text("bearer proof")),
            "{\"apiKey\":{\"header\":\"Host\",\"value\":\"%s\"}}".formatted(text("api key")),
            "{\"oauth2\":{\"tokenUrl\":\"ftp://x/\",\"clientId\":\"c\",\"clientSecret\":\"%s\"}}"
                .formatted(text("client secret")),
            "{\"clientCertificate\":{\"chain\":\"x\",\"key\":\"%s\"}}"
                .formatted(client.key().replace("\n", "\\n")))) {
      ApiClient.Answer answer = api.patch(endpoint, "{\"authentication\":%s}".formatted(wrong));
      assertThat(answer.status()).as(wrong).isEqualTo(422);
      answers.add(answer.body().toString());
    }
  }

  /** A private key, whose bytes are sought, and each line of it. */
  private String pem(String key) {
    String base64 = key.replaceAll("-----[A-Z ]+-----|\\s", "");
    Needle needle = Needle.of(Base64.getDecoder().decode(base64));
    for (String line : key.lines().toList()) {
      needle = line.startsWith("-") || line.length() < 20 ? needle : needle.or(Needle.of(line));
    }
    secrets.put("private key", needle);
    return key;
  }

  private String basic() {
    String pair = "shop:" + text("basic password");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Each of these is refused, and the refusal repeats nothing. */
  private void mistake(ApiClient api, URI server, String token) throws Exception {
    String endpoints = "/api/v1/app/shop/endpoint";
    String password = text("url password");
    for (String body :
        List.of(
            "{\"url\":\"http://user:%s@[bad/\"}".formatted(password),
            "{\"url\":\"ftp://user:%s@example.com/\"}".formatted(password),
            "{\"url\":\"http://a b:%s@example.com/\"}".formatted(password),
            "{\"url\":\"http://example.com/\",\"secret\":\"%s\"}"
                .formatted(secret("no signing secret")),
            "{\"url\":\"http://example.com/\",\"headers\":{\"X\":\"%s\\n\"}}"
                .formatted(text("header value")),
            "{\"url\":\"http://example.com/\",\"headers\":{\"Host\":\"%s\"}}"
                .formatted(text("header value")),
            "{\"url\":\"http://user:%s@example.com/\",\"uid\":\"good\"}".formatted(password),
            "{\"url\":\"http://user:%s@example.com/".formatted(password))) {
      ApiClient.Answer answer = api.post(endpoints, body);
      assertThat(answer.status()).as(body).isBetween(400, 499);
      answers.add(answer.body().toString());
    }
    answers.add(
        api.post(
                endpoints + "/good/secret/rotate",
                "{\"key\":\"whsec_%s\"}".formatted(text("no signing secret")))
            .body()
            .toString());
    answers.add(
        api.post(
                "/api/v1/app/shop/msg",
                "{\"eventType\":\"a\",\"payload\":{},\"headers\":{\"X\":\"%s\\u0000\"}}"
                    .formatted(text("message header")))
            .body()
            .toString());
    answers.add(get(server.resolve("/api/v1/app?limit=x&token=" + text("query key"))));
    answers.add(login(server, text("own credential") + "x"));
    try (var wrong = new ApiClient(server, token + "x")) {
      ApiClient.Answer answer = wrong.get("/api/v1/app");
      assertThat(answer.status()).isEqualTo(401);
      answers.add(answer.body().toString());
    }
  }

  /** Works with it, and shows what is like it. */
  private void useTheKey(ApiClient api, URI server) throws Exception {
    String key = text("key");
    try (var service = new ApiClient(server, key);
        var wrong = new ApiClient(server, key + "x")) {
      answers.add(service.get("/api/v1/app").require(200).toString());
      ApiClient.Answer forbidden = service.post("/api/v1/app", "{\"name\":\"n\"}");
      assertThat(forbidden.status()).isEqualTo(403);
      answers.add(forbidden.body().toString());
      ApiClient.Answer refused = wrong.get("/api/v1/app");
      assertThat(refused.status()).isEqualTo(401);
      answers.add(refused.body().toString());
    }
    answers.add(api.get("/api/v1/api-key").require(200).toString());
    String log = api.all("/api/v1/audit-log").toString();
    assertThat(log).contains("api-key", "credential", "secret/rotate", "X-Token");
    answers.add(log);
  }

  private static String login(URI server, String secret) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String form =
          "response_type=token&grant_type=client_credentials&client_id=own&client_secret=" + secret;
      return http.send(
              HttpRequest.newBuilder(server.resolve("/login/connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private static String get(URI url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
    }
  }

  /** While its rows are written and read, and again as soon as there is one. */
  private void loseTheDatabase(ApiClient api) throws Exception {
    Path pid = data.resolve("postgresql/cluster/postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(pid).getFirst().strip());
    ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
    String another =
        "{\"uid\":\"lost\",\"url\":\"http://user:%s@127.0.0.1/\"}".formatted(text("url password"));
    for (int i = 0; i < 20; i++) {
      ApiClient.Answer answer = api.post("/api/v1/app/shop/endpoint", another);
      if (answer.status() >= 400) {
        answers.add(answer.body().toString());
      }
      answers.add(
          api.post("/api/v1/app/shop/msg", "{\"eventType\":\"a\",\"payload\":{}}")
              .body()
              .toString());
    }
    assertThat(answers).anyMatch(answer -> answer.contains("unavailable"));
    Awaitility.await()
        .atMost(SOON)
        .until(() ->
            api.post("/api/v1/app/shop/msg", "{\"eventType\":\"a\",\"payload\":{}}").status()
                == 202);
  }

  /** Every row of every table, as text. */
  private byte[] tables() throws Exception {
    return new EmbeddedTables(data).dump().getBytes(StandardCharsets.UTF_8);
  }

  private void assertNothingIn(String where, byte[] bytes) {
    assertThat(bytes).as(where).isNotEmpty();
    String haystack = Needle.haystack(bytes);
    secrets.forEach(
        (what, needle) -> assertThat(needle.in(haystack)).as("%s in %s", what, where).isEmpty());
  }

  private void assertNothingInTheFiles() throws Exception {
    List<Path> files;
    try (var all = Files.walk(data)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(f -> !KEYS.contains(f.getFileName().toString()))
              .toList();
    }
    assertThat(files).anyMatch(file -> file.toString().contains("pg_wal"));
    for (Path file : files) {
      String content = Needle.haystack(Files.readAllBytes(file));
      secrets.forEach(
          (what, needle) -> assertThat(needle.in(content)).as("%s in %s", what, file).isEmpty());
    }
  }

  /** Otherwise nothing was shown. */
  private void assertThatTheSearchFinds() {
    secrets.forEach((what, needle) -> {
      String inside = "x" + needle.text() + "y";
      byte[] bytes = inside.getBytes(StandardCharsets.UTF_8);
      for (String form :
          List.of(
              inside,
              Base64.getEncoder().encodeToString(bytes),
              Base64.getUrlEncoder().encodeToString(bytes),
              HexFormat.of().formatHex(bytes),
              URLEncoder.encode(inside, StandardCharsets.UTF_8))) {
        assertThat(needle.in(form)).as(what).isNotEmpty();
      }
    });
  }
}
