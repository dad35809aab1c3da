package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies, types, headers, tags and retention, from the request to the receiver and back. */
final class CarriedTest {
  private static TurnedServer server;
  private Shop shop;

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(server);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void bytesArriveAsTheyWereGivenAndSigned() throws Exception {
    String endpoint = shop.webhook("");
    String id = shop.message("\"bodyBase64\":\"/wD+\",\"contentType\":\"image/png\"");
    Received request = shop.received(1).getFirst();
    assertThat(request.body().bytes()).containsExactly(0xff, 0, 0xfe);
    assertThat(request.header("content-type")).hasValue("image/png");
    assertThat(request.header("content-length")).hasValue("3");
    String secret = shop.get("/endpoint/" + endpoint + "/secret").path("key").asString();
    assertThat(request.header("webhook-signature")).hasValue(signature(request, secret));
    assertThat(shop.get("/msg/" + id).path("bodyBase64").asString()).isEqualTo("/wD+");
  }

  /** A body that is no JSON is there for whoever looks, and can be sent again. */
  @Test
  void aRawPayloadThatIsNoJsonIsReadAndResent() throws Exception {
    String endpoint = shop.webhook("");
    String id =
        shop.message(
            "\"payload\":{},\"transformationsParams\":{\"rawPayload\":\"<a>é</a>\",\"headers\":{\"content-type\":\"text/xml\"}}");
    shop.attempts(id, 1);
    var shown = shop.get("/msg/" + id);
    assertThat(shown.path("body").asString()).isEqualTo("<a>é</a>");
    assertThat(shown.path("payload").isEmpty()).isTrue();
    shop.api().post(shop.path("/msg/" + id + "/endpoint/" + endpoint + "/resend"), "").require(202);
    server.turn(Duration.ofSeconds(1));
    for (Received request : shop.received(2)) {
      assertThat(request.body().text()).isEqualTo("<a>é</a>");
      assertThat(request.header("content-type")).hasValue("text/xml");
      assertThat(request.header("webhook-id")).hasValue(id);
    }
  }

  @Test
  void headersOfTheEndpointWinOverThoseOfTheMessage() throws Exception {
    shop.webhook(",\"headers\":{\"X-Shop\":\"endpoint\",\"Authorization\":\"Bearer e\"}");
    String own =
        shop.message(
            "\"payload\":{},\"headers\":{\"x-shop\":\"message\",\"X-Trace\":\"t-1\",\"Authorization\":\"Bearer m\"}");
    String none = shop.message("\"payload\":{}");
    // Two messages without a lane may arrive in either order.
    Received first = request(own);
    assertThat(first.header("X-Shop")).hasValue("endpoint");
    assertThat(first.header("Authorization")).hasValue("Bearer e");
    assertThat(first.headers()).anyMatch(h -> h.getKey().equals("X-Trace"));
    assertThat(first.header("X-Trace")).hasValue("t-1");
    assertThat(request(none).header("X-Trace")).isEmpty();
  }

  @Test
  void tagsChooseEndpointsAndFindMessagesAndAttempts() throws Exception {
    String vip = shop.webhook(",\"tags\":[\"vip\",\"staff\"]");
    assertThat(shop.get("/endpoint/" + vip).path("tags").size()).isEqualTo(2);
    shop.message("\"payload\":{\"n\":1}");
    shop.message("\"payload\":{\"n\":2},\"tags\":[\"guest\"]");
    String tagged = shop.message("\"payload\":{\"n\":3},\"tags\":[\"eu\",\"vip\"]");
    assertThat(shop.received(1).getFirst().header("webhook-id")).hasValue(tagged);
    shop.attempts(tagged, 1);
    assertThat(shop.get("/msg?tag=eu").path("data").size()).isEqualTo(1);
    assertThat(shop.get("/msg?tag=eu").at("/data/0/tags/1").asString()).isEqualTo("vip");
    assertThat(shop.get("/msg").path("data").size()).isEqualTo(3);
    assertThat(shop.get("/attempt/endpoint/" + vip + "?tag=eu").path("data").size()).isEqualTo(1);
    assertThat(shop.get("/attempt/endpoint/" + vip + "?tag=x").path("data").size()).isZero();
    shop.api().patch(shop.path("/endpoint/" + vip), "{\"tags\":null}").require(200);
    shop.message("\"payload\":{}");
    assertThat(shop.received(2)).hasSize(2);
  }

  @Test
  void aPayloadIsKeptForItsHours() throws Exception {
    String id = shop.message("\"payload\":{\"x\":1},\"payloadRetentionHours\":5");
    assertThat(shop.get("/msg/" + id).at("/payload/x").asInt()).isEqualTo(1);
    server.turn(Duration.ofHours(5));
    assertThat(shop.get("/msg/" + id).at("/payload/expired").asBoolean()).isTrue();
  }

  private Received request(String message) throws Exception {
    return shop.received(2).stream()
        .filter(r -> r.messageId().equals(message))
        .findFirst()
        .orElseThrow();
  }

  private static String signature(Received request, String secret) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String head =
        request.messageId() + "." + request.header("webhook-timestamp").orElseThrow() + ".";
    mac.update(head.getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.body().bytes()));
  }
}
