package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.api.tls.TlsFiles;
import dev.postrider.testkit.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over TLS: by real clients, and byte by byte. */
final class HttpsTest {
  private static final String PING = "GET /api/v1/health/ping HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** Connections of one address. */
  private static final int MOST = 8;

  @TempDir Path directory;
  private SelfSigned first;
  private SelfSigned second;
  private Path certificate;
  private Path key;
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    first = SelfSigned.of(directory, "dns:localhost", "ip:127.0.0.1");
    second = SelfSigned.of(directory, "dns:localhost", "ip:127.0.0.1");
    certificate = Files.copy(first.pem(), directory.resolve("fullchain.pem"));
    key = Files.copy(first.key(), directory.resolve("privkey.pem"));
    api = new TestApi(TestApi.with(door(new TlsFiles(certificate, key))));
  }

  private static DoorConfig door(TlsFiles files) {
    DoorConfig d = TestApi.DOOR;
    return new DoorConfig(
        files,
        false,
        MOST,
        d.origins(),
        d.caller(),
        d.organisation(),
        d.clients(),
        d.failedSignIns());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private SSLSocket connect(SSLContext client) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private int port() {
    return api.api.port();
  }

  private static String ping(Socket socket) throws IOException {
    socket.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
    return OverRawSockets.readUntil(socket, "\r\n\r\n");
  }

  private Certificate shown() throws Exception {
    try (SSLSocket socket = connect(SelfSigned.trusting(List.of(first, second)))) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void theLinkToThePortalLeadsToHttps() throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(SelfSigned.trusting(List.of(first))).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "https://localhost:" + port() + "/api/v1/auth/app-portal-access/mine"))
                  .header("Authorization", "Bearer " + api.token)
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"application\":{\"name\":\"shop\",\"uid\":\"mine\"}}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"url\":\"https://localhost:" + port() + "/portal#key=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsAreSpoken(String version) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {version});
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(SelfSigned.trusting(List.of(first)))
            .sslParameters(parameters)
            .build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port() + "/api/v1/app"))
                  .header("Authorization", "Bearer " + api.token)
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"})
  void ciphersWithoutAuthenticationAreRefused(String cipher) throws Exception {
    try (SSLSocket socket = connect(SelfSigned.trusting(List.of(first)))) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipher});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  /** A hello of TLS 1.1, which the client of this JDK would not send. */
  @Test
  void olderVersionsAreRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
      hello[0] = 22;
      hello[1] = 3;
      hello[2] = 1;
      hello[4] = (byte) (hello.length - 5);
      hello[5] = 1;
      hello[8] = (byte) (hello.length - 9);
      hello[9] = 3;
      hello[10] = 2;
      int suites = 9 + 2 + 32 + 1;
      hello[suites + 1] = 2;
      hello[suites + 2] = (byte) 0xc0;
      hello[suites + 3] = 0x09;
      hello[suites + 4] = 1;
      socket.getOutputStream().write(hello);
      byte[] answer = socket.getInputStream().readAllBytes();
      // An alert, fatal, protocol_version.
      assertThat(answer).hasSize(7).startsWith(21).endsWith(2, 70);
    }
  }

  @Test
  void aNewPairIsShownAndOpenConnectionsGoOn() throws Exception {
    try (SSLSocket open = connect(SelfSigned.trusting(List.of(first)))) {
      assertThat(ping(open)).startsWith("HTTP/1.1 204");
      Certificate before = shown();
      Files.copy(second.pem(), certificate, StandardCopyOption.REPLACE_EXISTING);
      api.api.lookAtCertificate();
      assertThat(shown()).as("half a pair is none").isEqualTo(before);
      Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
      api.api.lookAtCertificate();
      assertThat(shown()).isNotEqualTo(before);
      assertThat(ping(open)).startsWith("HTTP/1.1 204");
      try (SSLSocket anew = connect(SelfSigned.trusting(List.of(second)))) {
        assertThat(ping(anew)).startsWith("HTTP/1.1 204");
      }
    }
  }

  @Test
  void whateverBecomesOfTheFilesTheOldPairStays() throws Exception {
    Certificate before = shown();
    Files.writeString(certificate, "no certificate");
    api.api.lookAtCertificate();
    assertThat(shown()).isEqualTo(before);
    Files.delete(key);
    api.api.lookAtCertificate();
    assertThat(shown()).isEqualTo(before);
  }

  @Test
  void aHandshakeHasADeadline() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port());
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), port())) {
      slow.getOutputStream().write(new byte[] {22, 3, 1, 0});
      for (Socket socket : new Socket[] {silent, slow}) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> {
              api.now.updateAndGet(t -> t.plusSeconds(1));
              return OverRawSockets.closed(socket);
            });
      }
    }
    assertThat(shown()).isNotNull();
  }

  /** A handshake that never comes counts, one that failed does so no more. */
  @Test
  void soManyConnectionsOfOneAddressAreTaken() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), port()));
      }
      Awaitility.await()
          .until(() -> {
            try (Socket more = new Socket(InetAddress.getLoopbackAddress(), port())) {
              more.setSoTimeout(2_000);
              return more.getInputStream().read() < 0;
            }
          });
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    Awaitility.await().ignoreExceptions().until(() -> shown() != null);
    assertThat(api.api.refusedConnections()).isPositive();
  }

  @Test
  void browsersAreToldToComeOverTlsAlone() throws Exception {
    try (SSLSocket socket = connect(SelfSigned.trusting(List.of(first)))) {
      assertThat(ping(socket)).contains("\r\nStrict-Transport-Security: max-age=31536000\r\n");
    }
  }

  @Test
  void whoeverSpeaksNoTlsIsLetGo() throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port())) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write(PING.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void theEndOfAConnectionIsToldAndTheConnectionClosed() throws Exception {
    try (SSLSocket socket = connect(SelfSigned.trusting(List.of(first)))) {
      socket
          .getOutputStream()
          .write(
              PING.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      // Without the TLS's own end, this would be an exception.
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 204");
    }
  }

  @Test
  void aStrangerIsNotBelieved() throws Exception {
    try (SSLSocket socket = connect(SelfSigned.trusting(List.of(second)))) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
    assertThat(shown()).isNotNull();
  }
}
