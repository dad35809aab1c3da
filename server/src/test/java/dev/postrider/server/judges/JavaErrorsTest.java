package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Refusals, as the official Java SDK tells them. */
final class JavaErrorsTest extends JavaJudge {

  @Test
  void a401() {
    Svix stranger = client("not.a.token");
    assertThat(body(401, () -> stranger.getApplication().list()).path("code").asString())
        .isEqualTo("authentication_failed");
  }

  @Test
  void a404() {
    assertThat(body(404, () -> svix.getEndpoint().get(app, "none")).path("code").asString())
        .isEqualTo("not_found");
    assertThat(body(404, () -> svix.getMessage().get(app, "none")).path("code").asString())
        .isEqualTo("not_found");
  }

  @Test
  void a404OfWhatIsNotServed() {
    assertThat(body(404, () -> svix.getStreaming().getStream().list()).path("code").asString())
        .isEqualTo("not_found");
  }

  @Test
  void a409() throws Exception {
    ApplicationIn same = new ApplicationIn().name("Shop").uid(app);
    assertThat(body(409, () -> svix.getApplication().create(same)).path("code").asString())
        .isEqualTo("conflict");
    MessageIn message = new MessageIn().eventType("a.b").eventId("e-1").payload("{}");
    svix.getMessage().create(app, message);
    assertThat(body(409, () -> svix.getMessage().create(app, message)).path("code").asString())
        .isEqualTo("conflict");
  }

  @Test
  void a413() throws Exception {
    MessageIn large = new MessageIn().eventType("a.b").payload("\"" + "x".repeat(3 << 20) + "\"");
    assertThat(body(413, () -> svix.getMessage().create(app, large)).path("code").asString())
        .isEqualTo("payload_too_large");
    assertThat(svix.getMessage().list(app).getData()).isEmpty();
  }

  @Test
  void a422SaysWhere() {
    assertThat(place(() -> svix.getApplication().create(new ApplicationIn().name(""))))
        .isEqualTo("[\"body\",\"name\"]");
    EndpointIn endpoint = new EndpointIn().url(HOOK).filterTypes(Set.of(fresh("none")));
    assertThat(place(() -> svix.getEndpoint().create(app, endpoint)))
        .isEqualTo("[\"body\",\"filterTypes\"]");
  }

  private static String place(ThrowingCallable call) {
    return body(422, call).path("detail").path(0).path("loc").toString();
  }

  private static JsonNode body(int status, ThrowingCallable call) {
    ApiException refusal = refused(call);
    assertThat(refusal.getCode()).as(refusal.getResponseBody()).isEqualTo(status);
    return JsonMapper.shared().readTree(refusal.getResponseBody());
  }
}
