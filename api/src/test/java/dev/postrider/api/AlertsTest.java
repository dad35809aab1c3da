package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told by e-mail, as it is said and shown. */
final class AlertsTest {
  private static final String NOBODY = "{\"email\":[],\"events\":[]}";
  private static final String SOMEBODY =
      "{\"email\":[\"ops@example.com\"],\"events\":[\"endpoint.disabled\"]}";

  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply put(String path, String body) {
    return api.call("PUT", path, body);
  }

  private static String shown(String said) {
    return said.replace("]}", "],\"sends\":true}");
  }

  @Test
  void organisationsAndApplicationsHaveTheirOwn() {
    String app = "/app/" + api.application() + "/alert";
    assertThat(api.get("/alert").text()).isEqualTo(shown(NOBODY));
    assertThat(put("/alert", SOMEBODY).text()).isEqualTo(shown(SOMEBODY));
    assertThat(api.get("/alert").text()).isEqualTo(shown(SOMEBODY));
    assertThat(api.get(app).text()).isEqualTo(shown(NOBODY));
    String two =
        "{\"email\":[\"a@b.cz\",\"x+y@z.example\"],\"events\":[\"endpoint.deleted\",\"message.attempt.exhausted\"]}";
    assertThat(put(app, two).text()).isEqualTo(shown(two));
    assertThat(api.get(app).text()).isEqualTo(shown(two));
    assertThat(put("/alert", NOBODY).status()).isEqualTo(200);
    assertThat(api.get("/alert").text()).isEqualTo(shown(NOBODY));
    assertThat(api.get("/app/nobody/alert").status()).isEqualTo(404);
    assertThat(put("/app/nobody/alert", SOMEBODY).status()).isEqualTo(404);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String email :
        List.of(
            "ops",
            "a@b@c",
            "a b@example.com",
            "Ops <ops@example.com>",
            "a@example.com,b@example.com",
            "a@example.com\\r\\nBcc: b@example.com",
            "a@-example.com",
            "a@" + "x".repeat(253))) {
      Reply refused = put("/alert", SOMEBODY.replace("ops@example.com", email));
      assertThat(refused.status()).as(email).isEqualTo(422);
      assertThat(refused.at("/detail/0/loc/1")).isEqualTo("email");
    }
    assertThat(put("/alert", SOMEBODY.replace("disabled", "missing")).at("/detail/0/loc/1"))
        .isEqualTo("events");
    assertThat(put("/alert", "{}").json().at("/detail").size()).isEqualTo(2);
  }
}
