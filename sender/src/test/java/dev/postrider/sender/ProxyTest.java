package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.testkit.Receiver;
import dev.postrider.testkit.SelfSigned;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests by way of a proxy on this machine, which connects whatever it is asked for to a receiver
 * on this machine. The guard has its defaults, so only public addresses can be asked for.
 */
@Timeout(60)
final class ProxyTest {
  private static final Unanswered NO_WAY =
      new Unanswered(Failure.CONNECTION, "no connection through the proxy of this service");

  /** DNS's answers know the name that was asked for, as those of the system do. */
  private static final Map<String, List<InetAddress>> DNS =
      Map.of(
          "hooks.example.com", List.of(named("hooks.example.com", 93, 184, 215, 14)),
          "six.example.com", List.of(InetAddress.ofLiteral("2600::1")),
          "two.example.com",
              List.of(
                  named("two.example.com", 93, 184, 215, 14),
                  named("two.example.com", 93, 184, 215, 15)),
          "inside.example.com", List.of(named("inside.example.com", 10, 0, 0, 1)),
          "proxy.internal", List.of(named("proxy.internal", 127, 0, 0, 1)));

  private final Receiver receiver = Receiver.start();
  private RecordingProxy proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = RecordingProxy.to(receiver.port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    receiver.close();
  }

  @ParameterizedTest
  @EnumSource
  void isAskedForTheCheckedAddressAndNoName(Proxy.Kind kind) throws Exception {
    try (Rig rig = rig("http://hooks.example.com:8080/x", kind)) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
    assertThat(proxy.asked()).containsExactly("93.184.215.14:8080");
    assertThat(receiver.connections()).as("kept").isEqualTo(1);
    assertThat(receiver.received().getFirst().target()).isEqualTo("/x");
    assertThat(receiver.received().getFirst().header("host")).contains("hooks.example.com:8080");
  }

  @ParameterizedTest
  @EnumSource
  void isAskedForAnAddressOfIpv6(Proxy.Kind kind) throws Exception {
    try (Rig rig = rig("http://six.example.com/", kind)) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      rig.url("http://[2600::2]:8080/");
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
    assertThat(proxy.asked().stream().map(place -> place.replace(":0:0:0:0:0:0:", "::")))
        .containsExactly("[2600::1]:80", "[2600::2]:8080");
  }

  @ParameterizedTest
  @EnumSource
  void tlsIsThatOfTheHost(Proxy.Kind kind, @TempDir Path directory) throws Exception {
    SelfSigned certificate = SelfSigned.of(directory, "dns:hooks.example.com");
    try (Receiver secure = Receiver.start(certificate.tls());
        RecordingProxy way = RecordingProxy.to(secure.port());
        Rig rig =
            new Rig(
                "https://hooks.example.com/",
                config(kind, way, "").withTrustedCertificates(certificate.pem()),
                ProxyTest::lookUp)) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      assertThat(secure.received().getFirst().header("host")).contains("hooks.example.com");
      rig.url("https://two.example.com/");
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.TLS);
      assertThat(way.asked()).containsExactly("93.184.215.14:443", "93.184.215.14:443");
      assertThat(secure.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotAskedForWhatTheGuardRefuses(Proxy.Kind kind) throws Exception {
    try (Rig rig = rig("http://inside.example.com/", kind)) {
      for (String url :
          List.of(
              "http://inside.example.com/",
              "http://10.0.0.1/",
              "http://[::1]/",
              "http://metadata.google.internal/",
              "http://hooks.example.com:25/")) {
        rig.url(url);
        assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.REFUSED);
      }
    }
    assertThat(proxy.connections()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void knowsUsByUserAndPasswordWhichGoNoFurther(Proxy.Kind kind) throws Exception {
    proxy.login("us@er:p:a ss");
    try (Rig rig = rig("http://hooks.example.com/", kind, "us%40er:p%3Aa%20ss@")) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
    assertThat(
            receiver.received().getFirst().headers().toString().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("proxy");
    try (Rig rig = rig("http://hooks.example.com/", kind, "somebody:secret@")) {
      assertThat(rig.send("{}")).isEqualTo(NO_WAY);
    }
    try (Rig rig = rig("http://hooks.example.com/", kind)) {
      assertThat(rig.send("{}")).isEqualTo(NO_WAY);
    }
    assertThat(receiver.received()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void theNextAddressIsTriedWhenItReachesOneNot(Proxy.Kind kind) throws Exception {
    proxy.answer(place -> place.startsWith("93.184.215.14:") ? "502 Not there" : "200 OK");
    try (Rig rig = rig("http://two.example.com/", kind)) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
    assertThat(proxy.asked()).containsExactly("93.184.215.14:80", "93.184.215.15:80");
  }

  @ParameterizedTest
  @EnumSource
  void whatItRefusesIsToldWithoutAnAddress(Proxy.Kind kind) throws Exception {
    proxy.answer(_ -> "403 Forbidden");
    try (Rig rig = rig("http://hooks.example.com/", kind)) {
      assertThat(rig.send("{}")).isEqualTo(NO_WAY);
    }
    assertThat(receiver.connections()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatIsNotThereIsToldWithoutAnAddress(Proxy.Kind kind) throws Exception {
    proxy.close();
    try (Rig rig = rig("http://hooks.example.com/", kind)) {
      assertThat(rig.send("{}")).isEqualTo(NO_WAY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatSaysNothingIsGivenUp(Proxy.Kind kind) throws Exception {
    proxy.silent();
    try (Rig rig = rig("http://hooks.example.com/", kind)) {
      rig.timeout(Duration.ofMillis(300));
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 301 Go\r\nLocation: http://[::1]/\r\n\r\n",
        "\5\1",
        ""
      })
  void oneThatIsNoProxyIsToldWithoutItsBytes(String bytes) throws Exception {
    try (ServerSocket strange = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual()
          .start(() -> {
            try (var socket = strange.accept()) {
              socket.getInputStream().read();
              socket
                  .getOutputStream()
                  .write(bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            } catch (java.io.IOException _) {
              // The sender has gone.
            }
          });
      Proxy wrong = Proxy.parse("http://127.0.0.1:" + strange.getLocalPort());
      try (Rig rig =
          new Rig(
              "http://hooks.example.com/",
              SenderConfig.standard("test").withProxy(wrong),
              ProxyTest::lookUp)) {
        assertThat(rig.send("{}")).isEqualTo(NO_WAY);
      }
    }
  }

  @Test
  void itsOwnAddressIsTheOperatorsChoice() throws Exception {
    Proxy named = Proxy.parse("http://proxy.internal:" + proxy.port());
    SenderConfig config = SenderConfig.standard("test").withProxy(named);
    try (Rig rig = new Rig("http://hooks.example.com/", config, ProxyTest::lookUp)) {
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
    Proxy unknown = Proxy.parse("socks5://nowhere.internal:" + proxy.port());
    try (Rig rig =
        new Rig("http://hooks.example.com/", config.withProxy(unknown), ProxyTest::lookUp)) {
      assertThat(rig.send("{}")).isEqualTo(NO_WAY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy:3128",
        "https://proxy:3128",
        "socks4://proxy:1080",
        "http://proxy",
        "http://proxy:0",
        "http://proxy:65536",
        "http://:3128",
        "http://user@proxy:3128",
        "http://user:@proxy:3128",
        "http://:secret@proxy:3128",
        "http://us%0der:secret@proxy:3128",
        "http://user:secr%C3%A9t@proxy:3128",
        "http://proxy:3128/path",
        "http://proxy:3128?x",
        "http://proxy:3128#x",
        "http://pro xy:3128"
      })
  void whatIsNoProxyIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> Proxy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void isShownWithoutItsSecrets() {
    assertThat(Proxy.parse("HTTP://user:secret@Proxy:3128/")).hasToString("http://***@proxy:3128");
    assertThat(Proxy.parse("socks5://[::1]:1080")).hasToString("socks5://[0:0:0:0:0:0:0:1]:1080");
    SenderConfig config =
        SenderConfig.standard("test").withProxy(Proxy.parse("http://user:secret@proxy:3128"));
    assertThat(config.toString()).doesNotContain("user").doesNotContain("secret");
  }

  private Rig rig(String url, Proxy.Kind kind) {
    return rig(url, kind, "");
  }

  private Rig rig(String url, Proxy.Kind kind, String login) {
    return new Rig(url, config(kind, proxy, login), ProxyTest::lookUp);
  }

  private static SenderConfig config(Proxy.Kind kind, RecordingProxy proxy, String login) {
    String scheme = kind.name().toLowerCase(java.util.Locale.ROOT);
    return SenderConfig.standard("test")
        .withProxy(Proxy.parse(scheme + "://" + login + "127.0.0.1:" + proxy.port()));
  }

  private static List<InetAddress> lookUp(String host) throws UnknownHostException {
    List<InetAddress> found = DNS.get(host);
    if (found == null) {
      throw new UnknownHostException(host);
    }
    return found;
  }

  private static InetAddress named(String host, int... four) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) four[i];
    }
    try {
      return InetAddress.getByAddress(host, bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
