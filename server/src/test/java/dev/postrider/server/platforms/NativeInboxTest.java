package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.InboxClient.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Inboxes by the paths of our own API, beside those of Yespo. */
final class NativeInboxTest extends InboxTest {
  @Test
  void nativelyAContactMayBeCalledAnything() throws Exception {
    for (String contact :
        List.of("a/b", "50 % + ü?#&=;", "..", "🐎", "{contact}", "A".repeat(256))) {
      String id = post(contact);
      assertThat(counts(contact).path("contact").asString()).isEqualTo(contact);
      assertThat(counts(contact).path("unopened").asInt()).isEqualTo(1);
      String message = inbox(contact) + "/message/" + id;
      customer.api().put(message, "{\"status\":\"OPENED\"}").require(200);
      assertThat(counts(contact).path("unopened").asInt()).isZero();
      assertThat(app.as(contact).get(WEB).at("/list/0/id").asString()).isEqualTo(id);
    }
    assertThat(customer.api().get(inbox("A".repeat(257))).status()).isEqualTo(404);
    assertThat(customer.api().get(inbox("a\nb")).status()).isEqualTo(404);
    assertThat(post("A".repeat(257), UUID.randomUUID().toString(), "T").status()).isEqualTo(422);
  }

  @Test
  void nativelyOneWalksThroughTheList() throws Exception {
    String first = post(CONTACT);
    String second = post(CONTACT);
    String third = post(CONTACT);
    JsonNode page = customer.api().get(inbox(CONTACT) + "/message?limit=2").require(200);
    assertThat(page.path("done").asBoolean()).isFalse();
    String next = "?limit=2&iterator=" + page.path("iterator").asString();
    assertThat(nativeList(next)).containsExactly(first);
    customer
        .api()
        .put(inbox(CONTACT) + "/message/" + second, "{\"status\":\"OPENED\"}")
        .require(200);
    assertThat(nativeList("?status=OPENED")).containsExactly(second);
    assertThat(nativeList("?status=UNOPENED")).containsExactly(third, first);
    assertThat(nativeList("?fallenOut=true")).isEmpty();
    String messages = inbox(CONTACT) + "/message";
    assertThat(customer.api().get(messages + "?status=x").status()).isEqualTo(422);
    assertThat(customer.api().get(messages + "?fallenOut=x").status()).isEqualTo(400);
    assertThat(customer.api().put(messages + "/nothing", "{\"status\":\"OPENED\"}").status())
        .isEqualTo(404);
    assertThat(customer.api().put(messages + "/" + first, "{\"status\":\"x\"}").status())
        .isEqualTo(422);
    assertThat(customer.api().put(messages + "/" + first, "{}").status()).isEqualTo(422);
  }

  @Test
  void whatIsExpungedIsGoneFromTheInboxToo() throws Exception {
    String id = post(CONTACT);
    customer.api().delete(customer.path("/msg/" + id + "/content")).require(204);
    JsonNode message = app.get(WEB).at("/list/0");
    assertThat(message.path("id").asString()).isEqualTo(id);
    assertThat(message.path("title").isNull()).isTrue();
    assertThat(
            customer
                .api()
                .get(inbox(CONTACT) + "/message")
                .require(200)
                .at("/data/0/payload")
                .toString())
        .isEqualTo("{\"expired\":true}");
  }
}
