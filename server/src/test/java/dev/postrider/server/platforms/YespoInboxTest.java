package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.InboxClient.MOBILE;
import static dev.postrider.server.platforms.InboxClient.WEB;
import static dev.postrider.server.platforms.InboxClient.json;
import static dev.postrider.server.platforms.SingleWebhookClient.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.testkit.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Yespo's inboxes, by the numbers of their requirements. */
final class YespoInboxTest extends InboxTest {
  private static final String ID = "6f1c2b1e-8f0a-4c39-9f39-3f0f8f2a5d11";

  private ApiClient.Answer settings(String json) throws IOException, InterruptedException {
    return customer.api().patch(customer.path(""), "{\"platformSettings\":" + json + "}");
  }

  private List<String> listed(String query) throws IOException, InterruptedException {
    return app.get(WEB + query)
        .path("list")
        .valueStream()
        .map(m -> m.path("id").asString())
        .toList();
  }

  @Test
  void Y_3_theNewestStayTheOldestFallOutAndAllAreSent() throws Exception {
    customer.webhook();
    settings("{\"inboxMaximum\":3}").require(200);
    List<String> ids =
        List.of(post(CONTACT), post(CONTACT), post(CONTACT), post(CONTACT), post(CONTACT));
    customer.received(5);
    assertThat(listed("")).isEqualTo(ids.subList(2, 5).reversed());
    assertThat(app.unread()).isEqualTo(3);
    assertThat(counts(CONTACT).toString())
        .isEqualTo(
            "{\"contact\":\"customer-42\",\"kept\":3,\"unopened\":3,\"fellOut\":2,\"maximum\":3}");
    assertThat(nativeList("")).isEqualTo(ids.subList(2, 5).reversed());
    assertThat(nativeList("?fallenOut=true")).isEqualTo(ids.subList(0, 2).reversed());
    app.mark("{\"status\":\"OPENED\",\"ids\":[\"" + ids.getFirst() + "\"]}");
    assertThat(app.unread()).isEqualTo(3);
  }

  @Test
  void Y_3_aMessageFallsOutThoughItsWebhookWaits() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(503));
    settings("{\"inboxMaximum\":1}").require(200);
    post(CONTACT);
    customer.attempts(webhook, 1);
    post(CONTACT);
    customer.attempts(webhook, 2);
    customer.receiver.answer(_ -> Answer.status(200));
    server.turn(java.time.Duration.ofMinutes(1));
    assertThat(customer.attempts(webhook, 4)).hasSize(4);
    assertThat(counts(CONTACT).path("fellOut").asInt()).isEqualTo(1);
  }

  @Test
  void Y_3_theMaximumIsAThousandUntilTheCustomerSaysOtherwise() throws Exception {
    assertThat(counts(CONTACT).path("maximum").asInt()).isEqualTo(1_000);
    assertThat(settings("{\"inboxMaximum\":1}").require(200).path("platformSettings").toString())
        .isEqualTo("{\"customData\":true,\"inboxMaximum\":1}");
    settings("{\"inboxMaximum\":100000}").require(200);
    settings("{\"customData\":false}").require(200);
    assertThat(
            customer.api().get(customer.path("")).require(200).path("platformSettings").toString())
        .isEqualTo("{\"customData\":false,\"inboxMaximum\":100000}");
    settings("{\"inboxMaximum\":null}").require(200);
    assertThat(counts(CONTACT).path("maximum").asInt()).isEqualTo(1_000);
    customer.api().patch(customer.path(""), "{\"name\":\"Other\"}").require(200);
    assertThat(settings("null").require(200).at("/platformSettings/customData").asBoolean())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"inboxMaximum\":0}|inboxMaximum",
        "{\"inboxMaximum\":100001}|inboxMaximum",
        "{\"inboxMaximum\":\"7\"}|inboxMaximum",
        "{\"inboxMaximum\":1.5}|inboxMaximum",
        "{\"inboxMaximum\":true}|inboxMaximum",
        "{\"customData\":\"true\"}|customData",
        "{\"customData\":1}|customData",
        "{\"inboxMaximum\":5,\"other\":1}|other",
        "[]|platformSettings",
        "7|platformSettings"
      })
  void Y_3_Y_7_whatIsNoSettingIsRefusedByPath(String said, String member) throws Exception {
    ApiClient.Answer answer = settings(said);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/detail/0/loc").toString())
        .startsWith("[\"body\",\"platformSettings\"")
        .endsWith("\"" + member + "\"]");
    assertThat(counts(CONTACT).path("maximum").asInt()).isEqualTo(1_000);
  }

  @Test
  void Y_7_customDataIsCutOutOfTheBytesWhereItIsNotWanted() throws Exception {
    customer.webhook();
    settings("{\"customData\":false}").require(200);
    customer.sample("app-inbox-message-with-customData");
    assertThat(customer.received(1).getFirst().body().text())
        .isEqualTo(new String(customer.bytes("app-inbox-message"), StandardCharsets.UTF_8));
    assertThat(app.get(WEB).at("/list/0/customData/custom_key").asString())
        .as("what is not sent is in the inbox")
        .isEqualTo("custom_value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void Y_7_emptyCustomDataIsNotSent(String empty) throws Exception {
    customer.webhook();
    String with =
        new String(customer.bytes("app-inbox-message-with-customData"), StandardCharsets.UTF_8);
    String body = with.replaceFirst("\"customData\": .*", "\"customData\": " + empty);
    customer.publish(body.getBytes(StandardCharsets.UTF_8)).require(202);
    assertThat(customer.received(1).getFirst().body().text())
        .isEqualTo(new String(customer.bytes("app-inbox-message"), StandardCharsets.UTF_8));
  }

  @Test
  void Y_13_theIdOfADeliveredMessageSetsItsStatus() throws Exception {
    customer.webhook();
    customer.sample("app-inbox-message");
    String received = customer.received(1).getFirst().body().text();
    String id = JsonMapper.shared().readTree(received).path("id").asString();
    assertThat(id).isEqualTo(ID);
    app.mark("{\"status\":\"OPENED\",\"ids\":[\"" + id + "\"]}");
    assertThat(app.unread()).isZero();
    String message = inbox(CONTACT) + "/message/" + id;
    JsonNode set = customer.api().patch(message, "{\"status\":\"UNOPENED\"}").require(200);
    assertThat(set.path("status").asString()).isEqualTo("UNOPENED");
    assertThat(set.path("payload").toString())
        .isEqualTo(JsonMapper.shared().readTree(received).toString());
    assertThat(app.unread()).isEqualTo(1);
    JsonNode stored = customer.api().get(customer.path("/msg/" + id)).require(200);
    assertThat(stored.path("id")).isEqualTo(set.path("messageId"));
  }

  @Test
  void Y_13_whatIsPublishedAgainIsThereOnceAndAnotherOfItsIdIsRefused() throws Exception {
    customer.webhook();
    JsonNode first = customer.publish(customer.bytes("app-inbox-message")).require(202);
    assertThat(customer.publish(customer.bytes("app-inbox-message")).require(202)).isEqualTo(first);
    ApiClient.Answer other = post(CONTACT, ID, "Another");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body().path("detail").asString()).contains(first.path("id").asString());
    assertThat(post("somebody-else", ID, "T").status()).isEqualTo(409);
    assertThat(counts(CONTACT).path("kept").asInt()).isEqualTo(1);
    String last = post(CONTACT);
    customer.received(2);
    assertThat(customer.api().all(customer.path("/msg"))).hasSize(2);
    assertThat(listed("")).containsExactly(last, ID);
  }

  @Test
  void Y_16_theUnreadAreCounted() throws Exception {
    for (int i = 0; i < 3; i++) {
      post(CONTACT);
    }
    assertThat(app.get(WEB + "/count").toString())
        .isEqualTo(compact(sample("yespo/api-messages-count-200-response")));
    assertThat(app.get(MOBILE + "/count").toString())
        .isEqualTo(compact(sample("yespo/api-messages-count-200-response-mobile")));
  }

  @Test
  void Y_17_Y_19_pagesAreCountedAndListed() throws Exception {
    List<String> ids = new java.util.ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.addFirst(post(CONTACT));
    }
    app.mark("{\"status\":\"OPENED\",\"ids\":[\"%s\",\"%s\"]}".formatted(ids.get(1), ids.get(4)));
    assertThat(app.get(WEB + "/pages?pageSize=3").toString()).isEqualTo("{\"totalPages\":3}");
    assertThat(app.get(WEB + "/pages").toString()).isEqualTo("{\"totalPages\":1}");
    assertThat(app.get(WEB + "/pages?pageSize=3&status=OPENED").toString())
        .isEqualTo("{\"totalPages\":1}");
    assertThat(app.get(WEB + "?pageSize=3").path("totalPages").asInt()).isEqualTo(3);
    assertThat(listed("?page=1&pageSize=3")).isEqualTo(ids.subList(0, 3));
    assertThat(listed("?page=3&pageSize=3")).isEqualTo(ids.subList(6, 7));
    assertThat(listed("?page=4&pageSize=3")).isEmpty();
    assertThat(listed("?status=OPENED")).containsExactly(ids.get(1), ids.get(4));
    assertThat(listed("?status=UNOPENED&page=2&pageSize=4")).containsExactly(ids.get(6));
    JsonNode mobile = app.get(MOBILE + "?page=2&pageSize=3&status=UNOPENED");
    assertThat(mobile.path("totalPages").asInt()).isEqualTo(2);
    assertThat(mobile.at("/list/0/id").asString()).isEqualTo(ids.get(5));
  }

  @Test
  void Y_19_aMessageIsListedAsTheSampleHasIt() throws Exception {
    customer.sample("app-inbox-message-with-customData");
    String expected = compact(sample("yespo/api-messages-list-200-response-mobile"));
    assertThat(app.get(MOBILE).toString()).isEqualTo(expected);
    assertThat(app.get(WEB).toString()).isEqualTo(expected);
    app.mark(sample("yespo/api-messages-status-request"));
    assertThat(app.get(WEB).at("/list/0").toString())
        .contains("\"newMessage\":false", "\"status\":\"OPENED\"");
  }

  @Test
  void Y_19_whatAMessageLacksIsNull() throws Exception {
    post(CONTACT);
    JsonNode message = app.get(WEB).at("/list/0");
    assertThat(message.propertyNames())
        .containsExactly(
            "id",
            "createDate",
            "title",
            "content",
            "image",
            "link",
            "newMessage",
            "category",
            "status",
            "customData");
    for (String absent : List.of("image", "link", "category", "customData")) {
      assertThat(message.path(absent).isNull()).as(absent).isTrue();
    }
  }

  @Test
  void Y_18_theStatusIsSetForSomeOrAll() throws Exception {
    for (String path : List.of(WEB, MOBILE)) {
      customer.anew("app-inbox-message");
      String second = post(CONTACT);
      app.mark("{\"status\":\"UNOPENED\"}");
      int all = app.unread();
      String body = sample("yespo/api-messages-status-request").replace(ID, second);
      assertThat(json(200, app.call("POST", path + "/status", body)).toString()).isEqualTo("{}");
      assertThat(app.unread()).isEqualTo(all - 1);
      json(200, app.call("POST", path + "/status", body));
      assertThat(app.unread()).isEqualTo(all - 1);
      json(
          200, app.call("POST", path + "/status", sample("yespo/api-messages-status-all-request")));
      assertThat(app.unread()).isZero();
      json(200, app.call("POST", path + "/status", "{\"status\":\"UNOPENED\",\"ids\":null}"));
      assertThat(app.unread()).isEqualTo(all);
    }
  }

  @Test
  void Y_18_idsThatAreNotInTheInboxChangeNothing() throws Exception {
    String mine = post(CONTACT);
    String others = post("somebody-else");
    app.mark(
        "{\"status\":\"OPENED\",\"ids\":[\"%s\",\"%s\",\"%s\",\"%s\"]}"
            .formatted(others, mine, "nothing", mine));
    assertThat(app.unread()).isZero();
    assertThat(counts("somebody-else").path("unopened").asInt()).isEqualTo(1);
  }

  @Test
  void Y_18_theLimitOfIdsIsAThousand() throws Exception {
    String ids =
        "["
            + String.join(",", IntStream.range(0, 1_001).mapToObj(i -> "\"" + i + "\"").toList())
            + "]";
    assertThat(app.call("POST", WEB + "/status", "{\"status\":\"OPENED\",\"ids\":" + ids + "}"))
        .satisfies(answer -> refused(400, answer, "ids"));
    app.mark("{\"status\":\"OPENED\",\"ids\":" + ids.replace(",\"1000\"", "") + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/status||JSON object",
        "POST|/status|{|JSON",
        "POST|/status|[]|object",
        "POST|/status|{}|status",
        "POST|/status|{\"status\":null}|status",
        "POST|/status|{\"status\":\"opened\"}|OPENED or UNOPENED",
        "POST|/status|{\"status\":\"DELIVERED\"}|OPENED or UNOPENED",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":[]}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":\"x\"}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":{}}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":[7]}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":[\"\"]}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":[\"a\\u0000\"]}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"ids\":[null]}|ids",
        "POST|/status|{\"status\":\"OPENED\",\"status\":\"OPENED\"}|JSON",
        "GET|?page=0||page",
        "GET|?page=-1||page",
        "GET|?page=100001||page",
        "GET|?page=x||page",
        "GET|?page=99999999999||page",
        "GET|?pageSize=0||pageSize",
        "GET|?pageSize=101||pageSize",
        "GET|?status=READ||status",
        "GET|/pages?pageSize=0||pageSize"
      })
  void Y_15_Y_17_Y_18_whatIsWrongIsSaidAndTheNextTokenComesWithIt(
      String method, String path, String body, String says) throws Exception {
    post(CONTACT);
    String used = app.token;
    refused(
        400, app.call(method, WEB + path, body == null && method.equals("POST") ? "" : body), says);
    assertThat(app.token).isNotEqualTo(used);
    assertThat(app.unread()).isEqualTo(1);
  }

  /** Where the next request would begin is not known. */
  @Test
  void Y_15_aBodyThatCannotBeReadEndsTheConnectionAndNotTheToken() throws Exception {
    String head =
        "POST %s/status HTTP/1.1\r\nHost: x\r\nES-TOKEN: %s\r\n".formatted(WEB, app.token);
    assertThat(whole(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("Connection: close");
    assertThat(whole(head + "Content-Length: 99999999\r\n\r\n{}"))
        .startsWith("HTTP/1.1 413")
        .contains("Connection: close");
    assertThat(app.unread()).isZero();
  }

  /** All that is answered to somebody who says nothing more. */
  private static String whole(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      socket.setSoTimeout((int) Customer.SOON.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void errorsOfTheWholePathAreSentences() throws Exception {
    refused(404, app.call("GET", WEB + "/elsewhere", null), "path");
    refused(405, app.call("DELETE", WEB, null), "GET");
    refused(404, app.call("GET", MOBILE + "/pages", null), "path");
    refused(405, app.call("GET", InboxClient.LOGIN, null), "POST");
    assertThat(app.unread()).isZero();
  }

  @Test
  void applicationsSeeTheirOwnInboxesAlone() throws Exception {
    String mine = post(CONTACT);
    try (Customer other = new Customer(server, "yespo");
        InboxClient theirs = InboxClient.of(server, other, "{}").as(CONTACT)) {
      assertThat(theirs.unread()).isZero();
      theirs.mark("{\"status\":\"OPENED\",\"ids\":[\"" + mine + "\"]}");
      theirs.mark("{\"status\":\"OPENED\"}");
      assertThat(app.unread()).isEqualTo(1);
      other.publish(customer.bytes("app-inbox-message")).require(202);
      assertThat(theirs.unread()).isEqualTo(1);
    }
    try (Customer plain = new Customer(server, "qikchat")) {
      ApiClient.Answer none = plain.api().get(plain.path("/inbox/" + CONTACT));
      assertThat(none.status()).isEqualTo(404);
      assertThat(none.body().path("detail").asString()).contains("qikchat keeps no inboxes");
    }
    assertThat(counts("nobody").path("kept").asInt()).isZero();
    customer.api().delete(customer.path("")).require(204);
    assertThat(customer.api().get(inbox(CONTACT)).status()).isEqualTo(404);
    refused(401, app.call("GET", WEB, null), "ES-TOKEN");
  }

  private static String compact(String json) {
    return JsonMapper.shared().readTree(json).toString();
  }

  /** An error is one sentence. */
  private static void refused(int status, HttpResponse<String> answer, String says) {
    JsonNode body = json(status, answer);
    assertThat(body.propertyNames()).containsExactly("message");
    assertThat(body.path("message").asString()).contains(says);
  }
}
