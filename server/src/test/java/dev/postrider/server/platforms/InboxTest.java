package dev.postrider.server.platforms;

import dev.postrider.server.ApiClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer of Yespo with the inbox of one contact. */
abstract class InboxTest extends PlatformTest {
  static final String CONTACT = "customer-42";

  InboxClient app;

  InboxTest() {
    super("yespo");
  }

  @BeforeEach
  void app() throws Exception {
    app = InboxClient.of(server, customer, "{}").as(CONTACT);
  }

  @AfterEach
  void close() {
    app.close();
  }

  /** Publishes a message of the contact; its id. */
  final String post(String contact) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    post(contact, id, "T").require(202);
    return id;
  }

  final ApiClient.Answer post(String contact, String id, String title)
      throws IOException, InterruptedException {
    String body =
        JsonMapper.shared()
            .createObjectNode()
            .put("externalCustomerId", contact)
            .put("id", id)
            .put("createdDate", 1_715_000_000_000L)
            .put("title", title)
            .put("content", "C")
            .toString();
    return customer.publish(body.getBytes(StandardCharsets.UTF_8));
  }

  final String inbox(String contact) {
    String segment = URLEncoder.encode(contact, StandardCharsets.UTF_8).replace("+", "%20");
    return customer.path("/inbox/" + segment);
  }

  final JsonNode counts(String contact) throws IOException, InterruptedException {
    return customer.api().get(inbox(contact)).require(200);
  }

  final List<String> nativeList(String query) throws IOException, InterruptedException {
    return customer
        .api()
        .get(inbox(CONTACT) + "/message" + query)
        .require(200)
        .path("data")
        .valueStream()
        .map(m -> m.path("id").asString())
        .toList();
  }
}
