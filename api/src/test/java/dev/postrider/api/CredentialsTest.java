package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.directory.Credential;
import dev.postrider.directory.SecretHash;
import dev.postrider.platform.Platform;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsTest {
  private final TestApi api = new TestApi();
  private final String path = "/app/" + api.application() + "/credential";

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theSecretIsShownOnceAndKeptAsAHash() {
    Reply made =
        api.post(path, "{\"name\":\"shop@example.com\",\"permissions\":[\"Manage Integration\"]}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("/platform")).isEqualTo(Platform.STANDARD);
    Credential kept = api.directory.credential(Platform.STANDARD, "shop@example.com").orElseThrow();
    assertThat(kept.settings().permissions()).isEqualTo(Set.of("Manage Integration"));
    assertThat(kept.secret().matches(made.at("/secret"))).isTrue();
    assertThat(kept.secret().matches(made.at("/secret") + "x")).isFalse();
    assertThat(kept.toString()).doesNotContain(kept.secret().hex());
    assertThat(api.get(path).text())
        .contains("shop@example.com", "Manage Integration")
        .doesNotContain("secret");
  }

  @Test
  void aKeyThatTheOwnerHasAlreadyGoesOnWorkingAndIsNotShown() {
    String key = "a-key-that-the-platform-made";
    Reply made = api.post(path, "{\"name\":\"old\",\"secret\":\"" + key + "\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text()).doesNotContain(key).doesNotContain("secret");
    assertThat(api.directory.credential(Platform.STANDARD, "old").orElseThrow().secret())
        .isEqualTo(SecretHash.of(key));
    String other = "/app/" + api.application() + "/credential";
    Reply same = api.post(other, "{\"secret\":\"" + key + "\"}");
    assertThat(same.status()).isEqualTo(409);
    assertThat(same.text()).doesNotContain(key);
  }

  @Test
  void aNameIsMadeWhenNoneIsGivenAndPermissionsAreThenNotLimited() {
    Reply made = api.post(path, "{}");
    assertThat(made.at("/name")).matches("client_[0-9a-f]{16}");
    assertThat(made.json().path("permissions").isNull()).isTrue();
    assertThat(api.post(path, "{}").at("/name")).isNotEqualTo(made.at("/name"));
  }

  @Test
  void anotherApplicationsCredentialIsSeenByNothingButItsName() {
    api.post(path, "{\"name\":\"mine\"}");
    String other = "/app/" + api.application() + "/credential";
    assertThat(api.post(other, "{\"name\":\"mine\"}").status()).isEqualTo(409);
    assertThat(api.get(other).json().path("data")).isEmpty();
    assertThat(api.delete(other + "/mine").status()).isEqualTo(404);
    api.token = api.tokens.mint("org_other", Duration.ofDays(1));
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.delete(path + "/mine").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"\"}",
        "{\"name\":\"a b\"}",
        "{\"name\":\"a/b\"}",
        "{\"name\":7}",
        "{\"secret\":\"nineteen characters\"}",
        "{\"secret\":\"twenty characters or \\n\"}",
        "{\"secret\":\" a blank and twenty characters\"}",
        "{\"secret\":7}",
        "{\"permissions\":[]}",
        "{\"permissions\":[\"\"]}",
        "{\"permissions\":[\"a\\n\"]}",
        "{\"permissions\":\"a\"}",
        "[]"
      })
  void badInputIsRefused(String body) {
    assertThat(api.post(path, body).status()).isEqualTo(422);
    assertThat(api.get(path).json().path("data")).isEmpty();
  }

  @Test
  void aNameIsDecodedFromThePath() {
    api.post(path, "{\"name\":\"shop@example.com\"}");
    assertThat(api.delete(path + "/nobody").status()).isEqualTo(404);
    assertThat(api.delete(path + "/%00").status()).isEqualTo(404);
    assertThat(api.delete(path + "/shop%40example.com").status()).isEqualTo(204);
    assertThat(api.delete(path + "/shop@example.com").status()).isEqualTo(404);
    api.post(path, "{\"name\":\"o'neil+shop@example.com\"}");
    assertThat(api.delete(path + "/o'neil%20shop@example.com").status()).isEqualTo(404);
    assertThat(api.delete(path + "/o'neil+shop@example.com").status()).isEqualTo(204);
    api.post(path, "{\"name\":\"o'neil+shop@example.com\"}");
    assertThat(api.delete(path + "/o%27neil%2Bshop%40example.com").status()).isEqualTo(204);
  }
}
