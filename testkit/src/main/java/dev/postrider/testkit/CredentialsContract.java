package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Page;
import dev.postrider.directory.SecretHash;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import dev.postrider.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every directory promises of credentials. */
public abstract class CredentialsContract extends DirectoryFixture {
  private static final SecretHash HASH = SecretHash.of("a secret");

  @Test
  void keepsACredentialWhoseNameIsUniqueOnItsPlatform() {
    Application application = application(null);
    var settings = new Credential.Settings("shop@example.com", Set.of("Manage Integration"));
    Credential stored = Edges.done(directory.createCredential(application.id(), settings, HASH));
    assertThat(stored)
        .isEqualTo(
            new Credential(application.id(), Platform.STANDARD, settings, HASH, clock.instant()));
    reopen();
    assertThat(directory.credential(Platform.STANDARD, "shop@example.com")).contains(stored);
    assertThat(directory.credential(Platform.STANDARD, "Shop@example.com")).isEmpty();
    assertThat(directory.credential(Contracts.OTHER, "shop@example.com")).isEmpty();
    assertThat(directory.createCredential(application(null).id(), settings, HASH))
        .isEqualTo(new Stored.Taken<>(stored));
    Application elsewhere =
        Edges.done(
            directory.createApplication(
                ORG,
                Contracts.OTHER,
                new Application.Settings("Acme", null, null, Map.of(), Map.of())));
    assertThat(directory.createCredential(elsewhere.id(), settings, HASH))
        .isInstanceOf(Stored.Done.class);
    assertThat(directory.createCredential(new ApplicationId(4711), settings, HASH))
        .isEqualTo(new Stored.Missing<>());
  }

  @Test
  void listsAndDeletesTheCredentialsOfAnApplication() {
    Application application = application(null);
    Application other = application(null);
    Credential b = credential(application, "b");
    Credential a = credential(application, "a");
    Credential kept = credential(other, "kept");
    Page.Request<String> all = new Page.Request<>(null, 10, true, false);
    assertThat(directory.credentials(application.id(), all))
        .isEqualTo(new Page<>(List.of(a, b), true));
    assertThat(directory.credentials(application.id(), new Page.Request<>("a", 1, true, false)))
        .isEqualTo(new Page<>(List.of(b), true));
    assertThat(directory.deleteCredential(application.id(), "kept")).isFalse();
    assertThat(directory.deleteCredential(application.id(), "b")).isTrue();
    assertThat(directory.deleteCredential(application.id(), "b")).isFalse();
    assertThat(directory.credentials(application.id(), all).entries()).containsExactly(a);
    directory.deleteApplication(application.id());
    assertThat(directory.credential(Platform.STANDARD, "a")).isEmpty();
    assertThat(directory.credential(Platform.STANDARD, "kept")).contains(kept);
  }

  @Test
  void findsACredentialByItsSecretWhichIsUniqueOnItsPlatform() {
    Application application = application(null);
    Credential a = credential(application, "a");
    Credential b = credential(application, "b");
    reopen();
    assertThat(directory.credentialBySecret(Platform.STANDARD, SecretHash.of("a"))).contains(a);
    assertThat(directory.credentialBySecret(Platform.STANDARD, SecretHash.of("b"))).contains(b);
    assertThat(directory.credentialBySecret(Platform.STANDARD, SecretHash.of("c"))).isEmpty();
    assertThat(directory.credentialBySecret(Contracts.OTHER, SecretHash.of("a"))).isEmpty();
    var other = new Credential.Settings("c", Set.of());
    assertThat(directory.createCredential(application.id(), other, SecretHash.of("b")))
        .isEqualTo(new Stored.Taken<>(b));
    var both = new Credential.Settings("a", Set.of());
    assertThat(directory.createCredential(application.id(), both, SecretHash.of("b")))
        .isEqualTo(new Stored.Taken<>(a));
    assertThat(directory.deleteCredential(application.id(), "a")).isTrue();
    assertThat(directory.credentialBySecret(Platform.STANDARD, SecretHash.of("a"))).isEmpty();
    directory.deleteApplication(application.id());
    assertThat(directory.credentialBySecret(Platform.STANDARD, SecretHash.of("b"))).isEmpty();
  }

  /** Its secret is its name. */
  private Credential credential(Application application, String name) {
    return Edges.done(
        directory.createCredential(
            application.id(), new Credential.Settings(name, Set.of()), SecretHash.of(name)));
  }
}
