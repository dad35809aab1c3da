package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The events of an application's platform, as the API shows them to it. */
final class EventCatalogueTest {
  private static RunningServer server;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    server = new RunningServer();
    api = new ApiClient(server.url(), server.token("org_catalogue"));
  }

  @AfterAll
  static void stop() {
    api.close();
    server.close();
  }

  private static JsonNode catalogue(String platform) throws Exception {
    String body = "{\"name\":\"%1$s\",\"uid\":\"%1$s\",\"platform\":\"%1$s\"}".formatted(platform);
    api.post("/api/v1/app", body).require(201);
    return api.get("/api/v1/app/" + platform + "/event-catalogue").require(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mluvii", "comm100", "qikchat", "yespo"})
  void aPlatformsEventsHaveSchemaAndExample(String platform) throws Exception {
    JsonNode catalogue = catalogue(platform);
    assertThat(catalogue.path("platform").asString()).isEqualTo(platform);
    assertThat(catalogue.path("title").asString()).isNotEmpty();
    assertThat(catalogue.path("data")).isNotEmpty();
    for (JsonNode event : catalogue.path("data")) {
      assertThat(event.path("name").asString()).isNotEmpty();
      assertThat(event.path("description").asString()).isNotEmpty();
      assertThat(event.path("schema").isObject()).isTrue();
      assertThat(event.path("example").isMissingNode()).isFalse();
    }
  }

  @Test
  void whoeverHasNoPlatformHasNoEventsOfOne() throws Exception {
    assertThat(catalogue("standard").path("data").isEmpty()).isTrue();
    assertThat(api.get("/api/v1/app/nobody/event-catalogue").status()).isEqualTo(404);
  }
}
