package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Verification;
import dev.postrider.message.EndpointId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a receiver has permitted webhooks is shown, and it can be asked anew. */
final class EndpointVerificationTest {
  private final TestApi api = new TestApi();
  private String endpoints;

  @BeforeEach
  void application() {
    endpoints = "/app/" + api.application() + "/endpoint";
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String create() {
    Reply created = api.post(endpoints, "{\"url\":\"https://example.com/\"}");
    assertThat(created.status()).isEqualTo(201);
    return endpoints + "/" + created.at("/id");
  }

  private void note(String endpoint, Verification outcome) {
    String id = endpoint.substring(endpoint.lastIndexOf('/') + 1);
    Endpoint now = api.directory.endpoint(EndpointId.parse(id).orElseThrow()).orElseThrow();
    assertThat(api.directory.verifyEndpoint(now.id(), now.revision(), outcome)).isTrue();
  }

  private String shown(String endpoint) {
    return api.get(endpoint).json().path("verification").toString();
  }

  @Test
  void whatBecomesOfItIsShown() {
    api.directory.verify();
    String endpoint = create();
    String now = api.now.get().toString();
    String pending = "{\"status\":\"pending\",\"nextAttemptAt\":\"%s\"}".formatted(now);
    assertThat(shown(endpoint)).isEqualTo(pending);
    note(endpoint, new Verification.Pending(1, api.now.get(), "it is away"));
    assertThat(shown(endpoint)).isEqualTo(pending.replace("}", ",\"reason\":\"it is away\"}"));
    note(endpoint, new Verification.Failed(api.now.get(), "no"));
    assertThat(shown(endpoint))
        .isEqualTo("{\"status\":\"failed\",\"since\":\"%s\",\"reason\":\"no\"}".formatted(now));
    Reply asked = api.post(endpoint + "/verify", "");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.json().path("verification").toString()).isEqualTo(pending);
    note(endpoint, new Verification.Verified(api.now.get()));
    String verified = "{\"status\":\"verified\",\"since\":\"%s\"}".formatted(now);
    assertThat(api.post(endpoint + "/verify", "").json().path("verification").toString())
        .isEqualTo(verified);
    api.patch(endpoint, "{\"description\":\"d\"}");
    assertThat(shown(endpoint)).isEqualTo(verified);
    api.patch(endpoint, "{\"url\":\"https://example.com/other\"}");
    assertThat(shown(endpoint)).isEqualTo(pending);
  }

  @Test
  void whereNobodyIsAskedNothingIsSaid() {
    String endpoint = create();
    assertThat(api.get(endpoint).json().has("verification")).isFalse();
    Reply asked = api.post(endpoint + "/verify", "");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.json().has("verification")).isFalse();
    assertThat(api.post(endpoints + "/nobody/verify", "").status()).isEqualTo(404);
  }
}
