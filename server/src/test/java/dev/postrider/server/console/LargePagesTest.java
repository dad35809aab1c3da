package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What pages show of those who have much. */
final class LargePagesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String APP = "/api/v1/app/first";
  private static final Pattern NEXT =
      Pattern.compile("href=\"(/console/[^\"]+\\?iterator=[^\"]+)\">Next page<");

  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_large");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Receiver receiver = Receiver.start();
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    visitor = new Visitor(server.url());
    assertThat(visitor.signIn("/console", token).statusCode()).isEqualTo(303);
    api.post("/api/v1/app", "{\"name\":\"First\",\"uid\":\"first\"}").require(201);
  }

  @AfterEach
  void close() {
    visitor.close();
    api.close();
    server.close();
    receiver.close();
  }

  @Test
  void allEndpointsOfAMessageAreShownPartByPartEachWithItsAttempts() throws Exception {
    for (int i = 0; i < 25; i++) {
      endpoint("hook" + i, "");
    }
    String message = publish("{\"a\":1}");
    awaitAttempts(message, 25);
    String page = visitor.page("/console/app/first/message/" + message);
    assertThat(count(page, "/resend/ep_")).isEqualTo(20);
    assertThat(count(page, "Sent to")).isEqualTo(20);
    Matcher next = NEXT.matcher(page);
    assertThat(next.find()).isTrue();
    String rest = visitor.page(next.group(1));
    assertThat(count(rest, "/resend/ep_")).isEqualTo(5);
    assertThat(count(rest, "Sent to")).isEqualTo(5);
    assertThat(rest).contains("hx-get=\"" + next.group(1) + "\"");
    assertThat(NEXT.matcher(rest).find()).isFalse();
  }

  @Test
  void whoSendsAgainStaysOnHisPartOfTheEndpoints() throws Exception {
    for (int i = 0; i < 21; i++) {
      endpoint("hook" + i, "");
    }
    String message = publish("{\"a\":1}");
    awaitAttempts(message, 21);
    String path = "/console/app/first/message/" + message;
    Matcher next = NEXT.matcher(visitor.page(path));
    assertThat(next.find()).isTrue();
    String iterator = next.group(1).substring(next.group(1).indexOf("iterator="));
    HttpResponse<String> sent = visitor.send(path, path + "/resend/hook0", iterator);
    assertThat(sent.headers().firstValue("Location").orElseThrow()).endsWith("&" + iterator);
  }

  @Test
  void ofManyAttemptsTheNewestAreShownAndThatTheyAre() throws Exception {
    endpoint("hook", "");
    String message = publish("{\"a\":1}");
    awaitAttempts(message, 1);
    String path = "/console/app/first/message/" + message;
    assertThat(visitor.page(path)).doesNotContain("The newest 20 attempts");
    for (int i = 2; i <= 21; i++) {
      api.post(APP + "/msg/" + message + "/endpoint/hook/resend", "").require(202);
      awaitAttempts(message, i);
    }
    String page = visitor.page(path);
    assertThat(page).contains("The newest 20 attempts");
    assertThat(count(page, "Sent to")).isEqualTo(20);
  }

  @Test
  void theCommandSendsWhatTheEndpointGets() throws Exception {
    endpoint("usual", "");
    endpoint("older", ",\"signatureHeaders\":\"svix\"");
    endpoint("bare", ",\"signatureHeaders\":\"none\"");
    String payload = "{\"price\": 1.00,  \"id\": 12345678901234567.890, \"e\": 1e2}";
    String message = publish(payload);
    String path = "/console/app/first/message/" + message;
    String page = visitor.page(path).replace("&#34;", "\"").replace("&#39;", "'");
    assertThat(count(page, "--data-raw '" + payload + "'")).isEqualTo(3);
    assertThat(page).contains("\"price\" : 1.00").contains(": 12345678901234567.890");
    assertThat(count(page, "-H 'webhook-id: " + message)).isEqualTo(1);
    assertThat(count(page, "-H 'svix-id: " + message)).isEqualTo(1);
    assertThat(count(page, "-timestamp: ")).isEqualTo(2);
    awaitAttempts(message, 3);
    assertThat(api.delete(APP + "/msg/" + message + "/content").status()).isEqualTo(204);
    assertThat(visitor.page(path)).contains("expired").doesNotContain("curl -i");
  }

  @Test
  void anOldEndpointStaysChosen() throws Exception {
    String oldest = endpoint("oldest", "").path("id").asString();
    for (int i = 0; i < 99; i++) {
      endpoint("hook" + i, "");
    }
    String asked = "?endpoint=" + oldest;
    assertThat(visitor.page("/console/app/first/message" + asked)).doesNotContain("endpoint-hint");
    endpoint("newest", "");
    String option = "<option value=\"" + oldest + "\" selected>";
    for (String page : new String[] {"message", "live"}) {
      String path = "/console/app/first/" + page;
      assertThat(visitor.page(path)).doesNotContain(oldest).contains("id=\"endpoint-hint\"");
      assertThat(visitor.page(path + asked)).contains(option);
      assertThat(visitor.page(path + "?endpoint=oldest")).contains(option);
    }
    api.post("/api/v1/event-type", example()).require(201);
    String types = "/console/app/first/event-type";
    assertThat(visitor.page(types)).doesNotContain(oldest).contains("newest 100 endpoints");
    assertThat(visitor.page(types + asked)).contains("<option value=\"" + oldest + "\"");
  }

  private static String example() {
    String schema = "{\"type\":\"object\",\"examples\":[{\"a\":1}]}";
    return "{\"name\":\"own.type\",\"description\":\"\",\"schemas\":{\"1\":%s}}".formatted(schema);
  }

  @Test
  void anEndpointIsFoundByItsOwnId() throws Exception {
    endpoint("my hook", "");
    HttpResponse<String> found = visitor.get("/console/app/first/endpoint?id=+my.hook+");
    assertThat(found.headers().firstValue("Location"))
        .hasValue("/console/app/first/endpoint/my.hook");
  }

  @Test
  void allEventTypesCanBePicked() throws Exception {
    endpoint("hook", "");
    for (int i = 0; i < 1_000; i++) {
      String type = "{\"name\":\"t.%03d\",\"description\":\"\"}".formatted(i);
      api.post("/api/v1/event-type", type).require(201);
    }
    String path = "/console/app/first/endpoint/hook/edit";
    assertThat(visitor.page(path)).contains("value=\"t.000\"", "value=\"t.999\"");
    String types =
        IntStream.range(0, 1_000).mapToObj("&type=t.%03d"::formatted).collect(Collectors.joining());
    String form = "uid=hook&url=" + receiver.url() + types;
    HttpResponse<String> taken = visitor.send(path, path, form);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
    assertThat(types()).hasSize(1_000);
    HttpResponse<String> refused = visitor.send(path, path, form + "&x".repeat(1_500));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("2500 fields at most");
    assertThat(types()).hasSize(1_000);
  }

  private JsonNode types() throws Exception {
    return api.get(APP + "/endpoint/hook").require(200).path("eventTypes");
  }

  @Test
  void allCredentialsAreShownPartByPart() throws Exception {
    for (int i = 0; i < 51; i++) {
      String name = "{\"name\":\"c%02d\"}".formatted(i);
      api.post(APP + "/credential", name).require(201);
    }
    String path = "/console/app/first/settings";
    String page = visitor.page(path);
    assertThat(page).contains("confirm-c49").doesNotContain("confirm-c50");
    Matcher next = NEXT.matcher(page);
    assertThat(next.find()).isTrue();
    assertThat(visitor.page(next.group(1))).contains("confirm-c50").doesNotContain("confirm-c49");
    assertThat(visitor.page(path + "?iterator=%0a"))
        .contains("class=\"problems\"", "iterator")
        .doesNotContain("confirm-c00");
  }

  @Test
  void aWebhookThatIsDisabledIsShownSo() throws Exception {
    String hook = "{\"url\":\"%s\",\"disabled\":true}".formatted(receiver.url());
    api.post("/api/v1/operational-webhook/endpoint", hook).require(201);
    assertThat(visitor.page("/console/settings")).contains("<span class=\"tag bad\">Disabled<");
  }

  private JsonNode endpoint(String uid, String more) throws IOException, InterruptedException {
    String body =
        "{\"url\":\"%s\",\"uid\":\"%s\"%s}".formatted(receiver.url(), uid.replace(' ', '.'), more);
    return api.post(APP + "/endpoint", body).require(201);
  }

  private String publish(String payload) throws IOException, InterruptedException {
    String body = "{\"eventType\":\"a.b\",\"payload\":%s}".formatted(payload);
    return api.post(APP + "/msg", body).require(202).path("id").asString();
  }

  private void awaitAttempts(String message, int count) {
    String path = APP + "/msg/" + message + "/attempt?limit=250";
    Awaitility.await()
        .atMost(SOON)
        .until(() -> api.get(path).require(200).path("data").size() == count);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
