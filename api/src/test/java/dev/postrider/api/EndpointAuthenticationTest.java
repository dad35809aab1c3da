package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Stored;
import dev.postrider.message.EndpointId;
import dev.postrider.testkit.Issuer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what an endpoint's requests prove themselves is said, shown without secrets, and kept. */
final class EndpointAuthenticationTest {
  @TempDir static Path directory;

  private final TestApi api = new TestApi();
  private String endpoints;
  private String endpoint = "";

  @BeforeEach
  void application() {
    endpoints = "/app/" + api.application() + "/endpoint";
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatIsSecretIsStoredAndNeverShown() {
    create("{\"basic\":{\"username\":\"shop\",\"password\":\"s3cret\"}}");
    assertShown("{\"basic\":{\"username\":\"shop\"}}");
    assertThat(proof()).isEqualTo(new Proof.Basic("shop", "s3cret"));
    change("{\"bearer\":{\"token\":\"s3cret\"}}");
    assertShown("{\"bearer\":{}}");
    assertThat(proof()).isEqualTo(new Proof.Bearer("s3cret"));
    change("{\"apiKey\":{\"header\":\"X-Key\",\"value\":\"s3cret\"}}");
    assertShown("{\"apiKey\":{\"header\":\"X-Key\"}}");
    assertThat(proof()).isEqualTo(new Proof.ApiKey("X-Key", "s3cret"));
    assertThat(proof().toString()).doesNotContain("s3cret");
  }

  @Test
  void aSecretThatIsLeftOutStays() {
    create("{\"basic\":{\"username\":\"shop\",\"password\":\"s3cret\"}}");
    change("{\"basic\":{\"username\":\"other\"}}");
    assertThat(proof()).isEqualTo(new Proof.Basic("other", "s3cret"));
    change("{\"apiKey\":{\"header\":\"X-Key\",\"value\":\"k\"}}");
    change("{\"apiKey\":{\"header\":\"X-Other\"}}");
    assertThat(proof()).isEqualTo(new Proof.ApiKey("X-Other", "k"));
  }

  @Test
  void theSecretOfAClientStaysForItsTokenEndpointAlone() {
    String client = "{\"oauth2\":{\"tokenUrl\":\"https://%s.example/token\",\"clientId\":\"c\"%s}}";
    create(client.formatted("ID", ",\"clientSecret\":\"s3cret\",\"scope\":\"a b\""));
    assertShown(
        "{\"oauth2\":{\"tokenUrl\":\"https://id.example/token\",\"clientId\":\"c\","
            + "\"clientAuthentication\":\"basic\",\"scope\":\"a b\"}}");
    change(client.formatted("id", ",\"clientAuthentication\":\"body\",\"audience\":\"x\""));
    Proof.OAuth2 body = new Proof.OAuth2("https://id.example/token", "c", "s3cret", true, "", "x");
    assertThat(proof()).isEqualTo(body);
    String elsewhere = "{\"authentication\":" + client.formatted("thief", "") + "}";
    assertThat(api.patch(endpoint, elsewhere).status()).isEqualTo(422);
    assertThat(proof()).isEqualTo(body);
  }

  @Test
  void theSecretOfOneKindIsNotThatOfAnother() {
    create("{\"basic\":{\"username\":\"shop\",\"password\":\"s3cret\"}}");
    assertThat(api.patch(endpoint, "{\"authentication\":{\"bearer\":{}}}").status()).isEqualTo(422);
    assertThat(proof()).isEqualTo(new Proof.Basic("shop", "s3cret"));
  }

  @Test
  void putKeepsItUnlessItSaysOtherwiseAndNullClears() {
    create("{\"bearer\":{\"token\":\"t\"}}");
    assertThat(api.put(endpoint, "{\"url\":\"https://example.com/b\"}").status()).isEqualTo(200);
    assertThat(proof()).isEqualTo(new Proof.Bearer("t"));
    api.put(endpoint, "{\"url\":\"https://example.com/b\",\"authentication\":{\"bearer\":{}}}");
    assertThat(proof()).isEqualTo(new Proof.Bearer("t"));
    assertThat(api.patch(endpoint, "{\"description\":\"d\"}").status()).isEqualTo(200);
    assertThat(proof()).isEqualTo(new Proof.Bearer("t"));
    assertThat(api.patch(endpoint, "{\"authentication\":null}").json().has("authentication"))
        .isFalse();
    assertThat(authentication()).isEqualTo(Authentication.NONE);
  }

  @Test
  void certificatesAreShownInBriefAndTheirKeysNever() throws Exception {
    Issuer issuer = Issuer.of(directory, "ours");
    Issuer.Issued client = issuer.issue("client", "EC", "dns:client");
    create(certificates(client.chain(), client.key(), issuer.pem()));
    Reply shown = api.get(endpoint);
    assertThat(shown.at("/authentication/clientCertificate/subject")).isEqualTo("CN=client");
    assertThat(shown.at("/authentication/clientCertificate/fingerprint")).hasSize(64);
    assertThat(shown.at("/authentication/trustedCertificates/certificates/0/subject"))
        .isEqualTo("CN=ours");
    assertThat(shown.text()).doesNotContain("PRIVATE", client.key().substring(30, 60));
    change(shown.json().path("authentication").toString());
    Authentication kept = authentication();
    assertThat(kept.certificate()).isEqualTo(new ClientCertificate(client.chain(), client.key()));
    assertThat(kept.trusted()).isEqualTo(issuer.pem());
    assertThat(kept.toString()).doesNotContain(client.key().substring(30, 60));
    Issuer.Issued other = issuer.issue("other", "RSA", "dns:other");
    assertThat(
            api.patch(
                    endpoint,
                    "{\"authentication\":{\"clientCertificate\":{\"chain\":\"%s\"}}}"
                        .formatted(other.chain().replace("\n", "\\n")))
                .text())
        .as("the key that stays is not that of another certificate")
        .contains("\"clientCertificate\",\"key\"");
    change(certificates(other.chain(), other.key(), issuer.pem()));
    change("{\"bearer\":{\"token\":\"t\"}}");
    assertThat(authentication()).isEqualTo(new Authentication(new Proof.Bearer("t")));
  }

  @Test
  void aCertificateThatHasEndedIsRefusedWhenItIsSaid() throws Exception {
    Issuer issuer = Issuer.of(directory, "strict");
    Issuer.Issued ended = issuer.issueExpired("client", "EC", "dns:client");
    create("{\"bearer\":{\"token\":\"t\"}}");
    Reply refused =
        api.patch(
            endpoint,
            "{\"authentication\":" + certificates(ended.chain(), ended.key(), issuer.pem()) + "}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("\"clientCertificate\",\"chain\"", "one that ended at 2020-01-3");
    assertThat(authentication()).isEqualTo(new Authentication(new Proof.Bearer("t")));
  }

  @Test
  void messageSignaturesAreAskedFor() {
    create("{\"messageSignatures\":true}");
    assertShown("{\"messageSignatures\":true}");
    assertThat(authentication().messageSignatures()).isTrue();
    change("{\"messageSignatures\":false}");
    assertThat(authentication()).isEqualTo(Authentication.NONE);
  }

  private static String certificates(String chain, String key, String trusted) {
    return "{\"clientCertificate\":{\"chain\":\"%s\",\"key\":\"%s\"},\"trustedCertificates\":{\"pem\":\"%s\"}}"
        .formatted(chain, key, trusted)
        .replace("\n", "\\n");
  }

  @Test
  void anEndpointWithoutSaysNothing() {
    Reply created = api.post(endpoints, "{\"url\":\"https://example.com/\"}");
    assertThat(created.json().has("authentication")).isFalse();
    assertThat(
            api.post(endpoints, "{\"url\":\"https://example.com/\",\"authentication\":{}}")
                .json()
                .has("authentication"))
        .isFalse();
  }

  @Test
  void largeEndpointsHaveABoundTogether() {
    create("{\"bearer\":{\"token\":\"t\"}}");
    Endpoint small =
        api.directory
            .endpoint(EndpointId.parse(endpoint.substring(endpoints.length() + 1)).orElseThrow())
            .orElseThrow();
    Authentication large =
        new Authentication(new Proof.None(), null, "x".repeat(Bulk.MOST / 4 - 1_000), false);
    for (int i = 0; i < 4; i++) {
      assertThat(
              api.directory.createEndpoint(
                  small.application(),
                  small.settings().withAuthentication(large),
                  small.secrets().getFirst()))
          .isInstanceOf(Stored.Done.class);
    }
    String value = "v".repeat(4_096);
    String headers = "{\"url\":\"https://example.com/\",\"headers\":{\"X-A\":\"%s\"}}";
    Reply refused = api.post(endpoints, headers.formatted(value));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("delete endpoints").doesNotContain("vvvv");
    assertThat(api.patch(endpoint, headers.formatted(value)).status()).isEqualTo(422);
    assertThat(api.post(endpoints, headers.formatted("short")).status()).isEqualTo(201);
  }

  private void create(String authentication) {
    Reply created =
        api.post(
            endpoints,
            "{\"url\":\"https://example.com/\",\"authentication\":" + authentication + "}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    endpoint = endpoints + "/" + created.at("/id");
  }

  private void change(String authentication) {
    Reply changed = api.patch(endpoint, "{\"authentication\":" + authentication + "}");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.text()).doesNotContain("s3cret");
  }

  private void assertShown(String authentication) {
    Reply shown = api.get(endpoint);
    assertThat(shown.json().path("authentication").toString()).isEqualTo(authentication);
    assertThat(shown.text()).doesNotContain("s3cret");
  }

  private Proof proof() {
    return authentication().proof();
  }

  private Authentication authentication() {
    String id = endpoint.substring(endpoint.lastIndexOf('/') + 1);
    return api.directory
        .endpoint(EndpointId.parse(id).orElseThrow())
        .orElseThrow()
        .settings()
        .authentication();
  }
}
