package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import dev.postrider.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An endpoint's filter, from the API to the receiver. */
final class FiltersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHAT = "{\"at\":\"/data/channel\",\"equals\":\"Chat\"}";

  private static TurnedServer server;

  private final Receiver receiver = Receiver.start();
  private final String app = "/api/v1/app/app-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void application() throws Exception {
    application("standard");
  }

  private void application(String platform) throws Exception {
    server.api().delete(app);
    String uid = app.substring(app.lastIndexOf('/') + 1);
    post("/api/v1/app", "{'name':'%1$s','uid':'%1$s','platform':'%2$s'}".formatted(uid, platform))
        .require(201);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aMessageReachesTheEndpointsWhoseFilterItMatchesAndThoseWithoutOne() throws Exception {
    endpoint("chats", CHAT);
    endpoint("mails", CHAT.replace("Chat", "Email"));
    endpoint("large", "{'at':'/data/amount','atLeast':100}");
    endpoint("others", "{'not':{'at':'/data/channel','in':['Chat','Email']}}");
    endpoint("all", "null");
    publish("{'data':{'channel':'Chat','amount':99.99}}");
    assertThat(targets(2)).containsExactlyInAnyOrder("chats", "all");
    publish("{'data':{'channel':'SMS','amount':1e2}}");
    assertThat(targets(5).subList(2, 5)).containsExactlyInAnyOrder("large", "others", "all");
    publish("{'data':null}");
    assertThat(targets(7).subList(5, 7)).containsExactlyInAnyOrder("others", "all");
  }

  @Test
  void whatMatchesGoesOutByteForByte() throws Exception {
    endpoint("chats", CHAT);
    String payload = "{ \"data\" : {\"channel\":\"\\u0043hat\",\"n\":1.00e0} }";
    publish(payload);
    assertThat(receiver.awaitCount(1, SOON).getFirst().body().text()).isEqualTo(payload);
  }

  @Test
  void aPlatformsEventsAreFilteredAlike() throws Exception {
    application("mluvii");
    endpoint("phones", "{'at':'/data/channel','equals':'Phone'}");
    endpoint("chats", CHAT);
    endpoint("ended", "{'at':'/eventType','equals':'SessionEnded'}");
    server.api().post(app + "/event", Samples.body("mluvii", "SessionStarted")).require(202);
    server.api().post(app + "/event", Samples.body("mluvii", "SessionEnded")).require(202);
    assertThat(targets(3)).containsExactlyInAnyOrder("phones", "phones", "ended");
  }

  /** Nobody can tell a member of it, so only those get it who exclude something. */
  @Test
  void aPayloadThatIsNoJsonHasNoMembers() throws Exception {
    endpoint("chats", CHAT);
    endpoint("others", "{'not':" + CHAT + "}");
    post(
            app + "/msg",
            "{'eventType':'a','payload':{},'transformationsParams':{'rawPayload':'Chat!'}}")
        .require(202);
    publish("{'data':{'channel':'Chat'}}");
    assertThat(receiver.awaitCount(2, SOON).stream().map(r -> r.target() + r.body().text()))
        .containsExactlyInAnyOrder("/othersChat!", "/chats{\"data\":{\"channel\":\"Chat\"}}");
  }

  @Test
  void aMessageThatNobodyWantsIsAcceptedAndGoesNowhere() throws Exception {
    endpoint("chats", CHAT);
    JsonNode message = publish("{'data':{'channel':'Email'}}");
    publish("{'data':{'channel':'Chat'}}");
    assertThat(targets(1)).containsExactly("chats");
    String id = message.path("id").asString();
    assertThat(server.api().get(app + "/msg/" + id).require(200)).isNotEmpty();
    assertThat(server.api().all(app + "/msg/" + id + "/endpoint")).isEmpty();
  }

  @Test
  void aFilterIsShownChangedAndClearedAndAPutWithoutItKeepsIt() throws Exception {
    endpoint("ep", "{'at':'/n','equals':1.0}");
    assertThat(shown("ep")).hasToString("{\"at\":\"/n\",\"equals\":1}");
    String url = "{'url':'%s','uid':'ep'".formatted(receiver.url("127.0.0.1", "/ep"));
    server.api().patch(app + "/endpoint/ep", json("{'description':'d'}")).require(200);
    assertThat(shown("ep")).hasToString("{\"at\":\"/n\",\"equals\":1}");
    put(app + "/endpoint/ep", url + "}").require(200);
    assertThat(shown("ep")).hasToString("{\"at\":\"/n\",\"equals\":1}");
    put(app + "/endpoint/ep", url + ",'filter':" + CHAT + "}").require(200);
    assertThat(shown("ep")).hasToString(CHAT);
    publish("{'n':1}");
    server.api().patch(app + "/endpoint/ep", json("{'filter':null}")).require(200);
    assertThat(shown("ep").isMissingNode()).isTrue();
    publish("{'n':2}");
    assertThat(receiver.awaitCount(1, SOON).getFirst().body().text()).isEqualTo("{\"n\":2}");
  }

  /** What was chosen when it was published holds for its retries and for resends. */
  @Test
  void aFilterThatChangesChangesNothingAboutAMessageThatWasPublished() throws Exception {
    receiver.answer(_ -> dev.postrider.testkit.Answer.status(500));
    endpoint("chats", CHAT);
    endpoint("mails", CHAT.replace("Chat", "Email"));
    String id = publish("{'data':{'channel':'Chat'}}").path("id").asString();
    receiver.awaitCount(1, SOON);
    awaitAttempts("chats", 1);
    String none = json("{'filter':{'at':'','exists':false}}");
    server.api().patch(app + "/endpoint/chats", none).require(200);
    receiver.answer(_ -> dev.postrider.testkit.Answer.status(204));
    server.turn(Duration.ofSeconds(10));
    receiver.awaitCount(2, SOON);
    awaitAttempts("chats", 2);
    post(app + "/msg/" + id + "/endpoint/chats/resend", "{}").require(202);
    post(app + "/msg/" + id + "/endpoint/mails/resend", "{}").require(202);
    server.turn(Duration.ofSeconds(1));
    assertThat(targets(4).subList(2, 4)).containsExactlyInAnyOrder("chats", "mails");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "filter                    | 'Chat'",
        "filter                    | {}",
        "filter                    | {'all':[{'at':'/a','equals':1}],'any':[]}",
        "filter/and                | {'and':[]}",
        "filter/all                | {'all':[]}",
        "filter/all/[1]/any/[0]/at | {'all':[{'at':'/a','equals':1},{'any':[{'equals':1}]}]}",
        "filter/not/at             | {'not':{'at':'a','equals':1}}",
        "filter                    | {'at':'/a'}",
        "filter                    | {'at':'/a','above':1,'below':2}",
        "filter/matches            | {'at':'/a','matches':'.*'}",
        "filter/equals             | {'at':'/a','equals':{}}",
        "filter/equals             | {'at':'/a','equals':1e999999999}",
        "filter/equals             | {'at':'/a','equals':'\\u0000'}",
        "filter/in/[2]             | {'at':'/a','in':[1,null,[]]}",
        "filter/prefix             | {'at':'/a','prefix':''}",
        "filter/exists             | {'at':'/a','exists':1}",
        "filter/atMost             | {'at':'/a','atMost':'9'}",
      })
  void aBadFilterIsRefusedByItsPathAndNothingIsStored(String path, String filter) throws Exception {
    endpoint("ep", CHAT);
    String before = server.api().get(app + "/endpoint").require(200).toString();
    List<String> loc = Stream.concat(Stream.of("body"), Stream.of(path.split("/"))).toList();
    for (Answer answer :
        List.of(
            post(app + "/endpoint", "{'url':'http://127.0.0.1/','filter':" + filter + "}"),
            server.api().patch(app + "/endpoint/ep", json("{'filter':" + filter + "}")),
            test("ep", "{'payload':{},'filter':" + filter + "}"))) {
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
      assertThat(answer.body().at("/detail/0/loc").valueStream().map(JsonNode::asString))
          .as(answer.body().toString())
          .isEqualTo(loc);
    }
    assertThat(server.api().get(app + "/endpoint").require(200)).hasToString(before);
  }

  @Test
  void aTestSaysWhyAndSendsNothing() throws Exception {
    endpoint("ep", "{'all':[" + CHAT + ",{'not':{'at':'/data/amount','above':100}}]}");
    JsonNode answer =
        test("ep", "{'payload':{'data':{'channel':'Email','amount':7.50}}}").require(200);
    assertThat(answer)
        .hasToString(
            json(
                "{'matches':false,'why':["
                    + "{'condition':'/filter/all/0','at':'/data/channel','expected':{'equals':'Chat'},"
                    + "'foundType':'string','found':'Email','result':false},"
                    + "{'condition':'/filter/all/1/not','at':'/data/amount','expected':{'above':100},"
                    + "'foundType':'number','found':7.5,'result':false}]}"));
    assertThat(matches("{'payload':{'data':{'channel':'Chat'}}}")).isTrue();
    assertThat(matches("{'payload':{'data':{'channel':'Chat'}},'filter':null}")).isTrue();
    assertThat(matches("{'payload':{'data':{'channel':'Chat','amount':101}}}")).isFalse();
    assertThat(matches("{'payload':{},'filter':{'at':'/x','exists':false}}")).isTrue();
    assertThat(shown("ep").has("all")).isTrue();
    assertThat(server.api().all(app + "/msg")).isEmpty();
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void aTestTellsMissingFromNullAndEveryTypeFromTheOthers() throws Exception {
    endpoint("ep", "null");
    String payload = "{'a':null,'b':true,'c':[],'d':{},'e':'" + "x".repeat(2_000) + "','f':1e4}";
    List<String> pointers = List.of("/a", "/b", "/c", "/d", "/e", "/f", "/g");
    String conditions =
        String.join(",", pointers.stream().map(at -> "{'at':'" + at + "','exists':true}").toList());
    String body = "{'payload':" + payload + ",'filter':{'any':[" + conditions + "]}}";
    JsonNode why = test("ep", body).require(200).path("why");
    assertThat(why.valueStream().map(entry -> entry.path("foundType").asString()))
        .containsExactly("null", "boolean", "array", "object", "string", "number", "missing");
    assertThat(why.valueStream().map(entry -> entry.has("found")))
        .containsExactly(true, true, false, false, true, true, false);
    assertThat(why.at("/4/found").asString()).hasSize(1_024);
    assertThat(why.at("/5/found")).hasToString("10000");
  }

  @Test
  void aTestLooksAtTypeAndChannelsWhenTheyAreGiven() throws Exception {
    application("mluvii");
    register(
            "{'url':'%s','uid':'ep','eventTypes':['SessionEnded'],'channels':['vip'],'filter':%s}"
                .formatted(receiver.url(), CHAT))
        .require(201);
    String payload = "{'payload':{'data':{'channel':'Chat'}}";
    assertThat(matches(payload + "}")).isTrue();
    assertThat(matches(payload + ",'eventType':'SessionEnded','channels':['vip','x']}")).isTrue();
    assertThat(matches(payload + ",'channels':['x']}")).isFalse();
    assertThat(matches(payload + ",'tags':['x']}")).isTrue();
    server.api().patch(app + "/endpoint/ep", json("{'tags':['t']}")).require(200);
    assertThat(matches(payload + ",'tags':['x','t']}")).isTrue();
    assertThat(matches(payload + ",'tags':['x']}")).isFalse();
    JsonNode why = test("ep", payload + ",'eventType':'SessionStarted'}").require(200);
    assertThat(why.path("matches").asBoolean()).isFalse();
    assertThat(why.at("/why/0"))
        .hasToString(
            json(
                "{'condition':'/eventTypes','expected':['SessionEnded'],"
                    + "'found':'SessionStarted','result':false}"));
    assertThat(why.at("/why/1/result").asBoolean()).isTrue();
  }

  private void endpoint(String uid, String filter) throws Exception {
    String url = receiver.url("127.0.0.1", "/" + uid);
    register("{'url':'%s','uid':'%s','filter':%s}".formatted(url, uid, filter)).require(201);
  }

  private Answer register(String body) throws Exception {
    return post(app + "/endpoint", body);
  }

  private JsonNode publish(String payload) throws Exception {
    return post(app + "/msg", "{'eventType':'a','payload':" + payload + "}").require(202);
  }

  private boolean matches(String body) throws Exception {
    return test("ep", body).require(200).path("matches").asBoolean();
  }

  private Answer test(String endpoint, String body) throws Exception {
    return post(app + "/endpoint/" + endpoint + "/filter/test", body);
  }

  private JsonNode shown(String endpoint) throws Exception {
    return server.api().get(app + "/endpoint/" + endpoint).require(200).path("filter");
  }

  /** Which endpoints got something, when it is so much. */
  private List<String> targets(int count) throws Exception {
    return receiver.awaitCount(count, SOON).stream()
        .map(Received::target)
        .map(target -> target.substring(1))
        .toList();
  }

  private void awaitAttempts(String endpoint, int count) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> server.api().all(app + "/attempt/endpoint/" + endpoint).size() == count);
  }

  private static Answer post(String path, String body) throws Exception {
    return server.api().post(path, json(body));
  }

  private static Answer put(String path, String body) throws Exception {
    return server.api().put(path, json(body));
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }
}
