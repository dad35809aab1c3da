package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sink behind TLS against a client that has nothing to do with it. */
final class TlsSinkTest {

  @ParameterizedTest
  @CsvSource({"KEPT, 1, 0", "NEW, 3, 0", "RESUMED, 3, 2"})
  void connectionsAreKeptOrNewOrResumed(TlsSink.Connections connections, int all, int resumed)
      throws Exception {
    SinkAnswers receiver = new SinkAnswers(new Tally(1, false, 1), new Latency(), 0, 0);
    try (TlsCertificate certificate = TlsCertificate.make();
        TlsSink sink = TlsSink.open(2, receiver, certificate, connections);
        HttpClient client = client(certificate)) {
      for (int number = 0; number < 3; number++) {
        URI hook = URI.create(new Hooks("https", TlsCertificate.HOSTS, 2).url(50, sink.port()));
        HttpRequest request =
            HttpRequest.newBuilder(hook)
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload(number)))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
            .isEqualTo(200);
      }
      assertThat(receiver.tally().received()).isEqualTo(3);
      assertThat(sink.faults()).isZero();
      assertThat(sink.handshakes()).isEqualTo(new TlsSink.Handshakes(all, resumed));
    }
  }

  /** Larger than a first buffer, and than a record of TLS. */
  private static byte[] payload(int number) {
    byte[] payload = new Payloads(new SplittableRandom(1)).next(40_000);
    Stamp.write(ByteBuffer.wrap(payload), Stamp.PREFIX.length(), 0, number, 1);
    return payload;
  }

  private static HttpClient client(TlsCertificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate.pem())) {
      trusted.setCertificateEntry(
          "sink", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    } catch (IOException e) {
      throw new AssertionError("the certificate was not written", e);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }
}
