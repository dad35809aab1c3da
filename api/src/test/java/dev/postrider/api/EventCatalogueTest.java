package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The events of an application's platform, as the API shows them. */
final class EventCatalogueTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private String application(String platform) {
    String body = "{\"name\":\"shop\",\"platform\":\"%s\"}".formatted(platform);
    return api.post("/app", body).at("/id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mluvii", "comm100", "qikchat", "yespo"})
  void aPlatformsEventsHaveSchemaAndExample(String platform) {
    Reply reply = api.get("/app/" + application(platform) + "/event-catalogue");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("/platform")).isEqualTo(platform);
    assertThat(reply.at("/title")).isNotEmpty();
    assertThat(reply.json().path("data")).isNotEmpty();
    for (JsonNode event : reply.json().path("data")) {
      assertThat(event.path("name").asString()).isNotEmpty();
      assertThat(event.path("description").asString()).isNotEmpty();
      assertThat(event.path("schema").isObject()).isTrue();
      assertThat(event.path("example").isMissingNode()).isFalse();
    }
  }

  @Test
  void whoeverHasNoPlatformHasNone() {
    Reply reply = api.get("/app/" + api.application() + "/event-catalogue");
    assertThat(reply.at("/platform")).isEqualTo("standard");
    assertThat(reply.json().path("data").isEmpty()).isTrue();
    assertThat(api.get("/app/nobody/event-catalogue").status()).isEqualTo(404);
  }
}
