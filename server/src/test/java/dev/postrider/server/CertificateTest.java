package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.config.Config;
import dev.postrider.server.config.Sources;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.testkit.SelfSigned;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server starts with the certificate that it is given, or says why it does not. */
final class CertificateTest {
  @TempDir Path directory;

  @Test
  void theApiIsServedOverTls() throws Exception {
    SelfSigned own = SelfSigned.of(directory, "dns:localhost", "ip:127.0.0.1");
    try (TurnedServer server =
            TurnedServer.with(
                Map.of(
                    "http.tlsCertificate", own.pem().toString(),
                    "http.tlsKey", own.key().toString()));
        HttpClient client =
            HttpClient.newBuilder().sslContext(SelfSigned.trusting(List.of(own))).build()) {
      assertThat(server.url()).hasScheme("https");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.url().resolve("/api/v1/app"))
                  .header("Authorization", "Bearer " + server.token())
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  /** No database is needed to hear it, and no data directory is made. */
  @Test
  void wrongFilesAreToldBeforeAnythingIsStarted() throws Exception {
    SelfSigned own = SelfSigned.of(directory, "dns:localhost");
    SelfSigned other = SelfSigned.of(directory, "dns:localhost");
    Path data = directory.resolve("data");
    assertThat(refused(data, own.pem(), other.key()))
        .isEqualTo(
            "http.tlsKey: %s is not the key of the certificate in %s."
                .formatted(other.key(), own.pem()));
    assertThat(refused(data, directory.resolve("none.pem"), own.key()))
        .startsWith("http.tlsCertificate: ")
        .contains("none.pem cannot be read");
    assertThat(data).doesNotExist();
  }

  private static String refused(Path data, Path certificate, Path key) {
    Config config =
        Config.of(
            Sources.read(
                null,
                Map.of(
                    "POSTRIDER_DATA", data.toString(),
                    "POSTRIDER_PORT", "0",
                    "POSTRIDER_HTTP_TLS_CERTIFICATE", certificate.toString(),
                    "POSTRIDER_HTTP_TLS_KEY", key.toString()),
                Map.of()),
            "test");
    return catchThrowableOfType(
            Complaint.class, () -> new Wiring(config, new Stop(() -> {}), Clocks.system()))
        .sentence();
  }

  @Test
  void oneFileAloneIsAMistake() {
    assertThat(
            catchThrowableOfType(
                    Complaint.class,
                    () ->
                        Config.of(
                            Sources.read(
                                null, Map.of("POSTRIDER_HTTP_TLS_KEY", "key.pem"), Map.of()),
                            "test"))
                .sentence())
        .isEqualTo(
            "http.tlsCertificate and http.tlsKey go together; give both of them, or neither.");
  }
}
