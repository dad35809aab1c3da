package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Payload;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Issuer;
import dev.postrider.testkit.Receiver;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.asynchttpclient.AsyncHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients are made as they are needed, one for what is the same, and have so much room and no more.
 */
@Timeout(120)
final class OwnClientsTest {
  private static final ApplicationId ONE = new ApplicationId(1L << 40);
  private static final ApplicationId OTHER = new ApplicationId(2L << 40);
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @TempDir static Path directory;
  private static Issuer ours;
  private static ClientCertificate shown;

  private final AtomicLong nanos = new AtomicLong();
  private final OwnClients clients = new OwnClients(OwnClientsTest::unneeded, nanos::get);

  @BeforeAll
  static void issue() throws Exception {
    ours = Issuer.of(directory, "ours");
    Issuer.Issued client = ours.issue("client", "EC", "dns:client");
    shown = new ClientCertificate(client.chain(), client.key());
  }

  @Test
  void itIsOneForWhatIsTheSameHoweverItsPemIsWritten() throws Exception {
    OwnTls first = own(ONE, shown, ours.pem());
    OwnTls again = own(OTHER, shown, ours.pem().strip().replace("\n", "\r\n") + "\n\n");
    assertThat(taken(first)).isSameAs(taken(again));
    assertThat(clients.living()).isEqualTo(1);
    assertThat(own(ONE, shown, null).key()).isNotEqualTo(first.key());
    assertThat(own(ONE, null, ours.pem()).key()).isNotEqualTo(first.key());
    assertThat(own(ONE, null, shown.chain()).key())
        .as("to show it and to trust it are two things")
        .isNotEqualTo(own(ONE, new ClientCertificate(shown.chain(), shown.key()), null).key());
  }

  /** Each weighs a megabyte, so that few fill the room. */
  @Test
  void oneApplicationHasHalfAndWhatIsUsedStays() throws Exception {
    int most = (int) (OwnClients.ROOM >> 20);
    List<OwnClient> used = new ArrayList<>();
    for (int i = 0; i < most / 2; i++) {
      used.add(taken(heavy(ONE, i)));
    }
    assertThat(clients.take(heavy(ONE, most), soon())).as("it has its half").isNull();
    assertThat(clients.take(heavy(ONE, 0), soon())).as("what it uses").isSameAs(used.getFirst());
    clients.release(used.getFirst());
    OwnClient others = taken(heavy(OTHER, 0));
    assertThat(others).as("the same for both").isSameAs(used.getFirst());
    clients.release(others);
    for (int i = 0; i < most / 4; i++) {
      used.add(taken(heavy(OTHER, 100 + i)));
    }
    assertThat(clients.take(heavy(OTHER, most), soon())).as("half of what is left").isNull();
    assertThat(clients.living()).isEqualTo(used.size()).isLessThan(most);
    used.forEach(clients::release);
    for (int i = 0; i < 3 * most; i++) {
      clients.release(taken(heavy(ONE, 1_000 + i)));
      assertThat(clients.living()).isLessThanOrEqualTo(most);
    }
    assertThat(taken(heavy(OTHER, 0))).as("the one idle for longest is gone").isNotIn(used);
  }

  @Test
  void whatIsUnusedForLongIsClosed() throws Exception {
    OwnClient used = taken(heavy(ONE, 1));
    clients.release(taken(heavy(ONE, 2)));
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(10) - 1);
    clients.closeUnused();
    assertThat(clients.living()).isEqualTo(2);
    nanos.addAndGet(1);
    clients.closeUnused();
    assertThat(clients.living()).isEqualTo(1);
    clients.release(used);
  }

  /** More than fit at once, so that most of them have to make room for the next. */
  @Test
  void everybodyIsDeliveredToWithinTheRoom() throws Exception {
    int most = (int) (OwnClients.ROOM / OwnClients.CLIENT);
    try (Receiver receiver =
            Receiver.startDemanding(ours.issue("receiver", "EC", "ip:127.0.0.1").tls(ours));
        Client client = client();
        ExecutorService threads = Executors.newFixedThreadPool(32)) {
      List<Callable<Boolean>> sends = new ArrayList<>();
      for (int i = 0; i < most + 100; i++) {
        Issuer.Issued own = ours.issue("client " + i, "EC", "dns:client");
        OwnTls tls = own(ONE, new ClientCertificate(own.chain(), own.key()), ours.pem());
        sends.add(() -> {
          while (!(send(client, receiver, tls) instanceof Exchange.End.Answer)) {
            assertThat(client.own.living()).isLessThanOrEqualTo(most);
          }
          return client.own.living() <= most;
        });
      }
      for (Future<Boolean> sent : threads.invokeAll(sends)) {
        assertThat(sent.get()).isTrue();
      }
      assertThat(receiver.received()).hasSize(sends.size());
    }
  }

  /** Receivers that never answer keep their application's half and nothing else. */
  @Test
  void whoFindsNoRoomIsWithheldAndTheOthersNoticeNothing() throws Exception {
    try (Receiver receiver =
            Receiver.start(ours.issue("receiver", "EC", "ip:127.0.0.1").tls(ours));
        Receiver willing = Receiver.start(ours.issue("willing", "EC", "ip:127.0.0.1").tls(ours));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Client client = client()) {
      receiver.answer(_ -> Answer.hang());
      List<Future<Exchange.End>> hanging = new ArrayList<>();
      for (int i = 0; i < OwnClients.ROOM >> 21; i++) {
        OwnTls tls = heavy(ONE, i);
        hanging.add(threads.submit(() -> send(client, receiver, tls)));
      }
      receiver.awaitCount(hanging.size(), Duration.ofSeconds(60));
      assertThat(send(client, receiver, heavy(ONE, 999)))
          .isEqualTo(new Exchange.End.Unsent(new Outcome.Withheld()));
      assertThat(send(client, willing, heavy(OTHER, 999))).isInstanceOf(Exchange.End.Answer.class);
      assertThat(hanging).noneMatch(Future::isDone);
    }
  }

  @Test
  void nothingThatIsPrintedHasASecret() throws Exception {
    try (Rig rig = new Rig("https://127.0.0.1/path?token=in-the-query")) {
      rig.headers(Map.of("X-Key", "in-a-header"));
      rig.authentication(
          new Authentication(new Proof.Bearer("in-a-token"), shown, ours.pem(), false));
      AddressGuard guard = new AddressGuard(GuardRules.allowing(Rig.LOCAL));
      Prepared prepared = Prepared.of(rig.endpoint, guard, new Introduction("test", null));
      Prepared.Place.Web web = (Prepared.Place.Web) prepared.place();
      Client.Call call = Client.Call.post(web, web.headers(), Payload.of("in-the-body"));
      for (Object printed :
          List.of(prepared, web, call, Objects.requireNonNull(web.tls()), kept("in-memory"))) {
        assertThat(String.valueOf(printed))
            .doesNotContain("in-a-", "in-the-", "in-memory", "BEGIN", Rig.SECRET.text());
      }
    }
  }

  private static Object kept(String token) {
    return new AccessTokens.Kept(token, Rig.NOW);
  }

  @Test
  void whatIsNotSentByTlsHasNone() throws Exception {
    try (Rig rig = new Rig("http://127.0.0.1/")) {
      rig.authentication(new Authentication(new Proof.None(), shown, ours.pem(), false));
      AddressGuard guard = new AddressGuard(GuardRules.allowing(Rig.LOCAL));
      Prepared prepared = Prepared.of(rig.endpoint, guard, new Introduction("test", null));
      assertThat(((Prepared.Place.Web) prepared.place()).tls()).isNull();
    }
  }

  /** A connection holds its client's TLS context, so none may outlive its client. */
  @Test
  void theConnectionsOfOneThatIsClosedAreClosedAndForgotten() throws Exception {
    try (Receiver receiver =
            Receiver.start(ours.issue("receiver", "EC", "ip:127.0.0.1").tls(ours));
        Client client = client()) {
      OwnTls tls = own(ONE, shown, ours.pem());
      assertThat(send(client, receiver, tls)).isInstanceOf(Exchange.End.Answer.class);
      assertThat(client.idle.size()).isEqualTo(1);
      client.own.close();
      await().atMost(Duration.ofSeconds(20)).until(() -> client.own.living() == 0);
      assertThat(client.idle.size()).isZero();
    }
  }

  private static AsyncHttpClient unneeded(OwnClient client) {
    throw new AssertionError("nothing is sent by " + client.own.key());
  }

  private static Client client() {
    return new Client(SenderConfig.standard("test").withAllowed(Rig.LOCAL), HostLookup.SYSTEM);
  }

  private static Exchange.End send(Client client, Receiver receiver, OwnTls tls)
      throws InterruptedException {
    Target target = ((Target.Reading.Understood) Target.read(receiver.url())).target();
    HttpHeaders head = new Introduction("test", null).head(target);
    head.set("Content-Length", "2");
    return client.send(
        Client.Call.post(Prepared.Place.Web.of(target, head, tls), head, Payload.of("{}")),
        List.of(HERE),
        Deadline.in(Duration.ofSeconds(30)));
  }

  private OwnClient taken(OwnTls own) throws InterruptedException {
    return Objects.requireNonNull(clients.take(own, soon()));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  /** A megabyte by its weight. */
  private static OwnTls heavy(ApplicationId application, int number) throws Exception {
    return new OwnTls(
        "heavy " + number,
        ((1 << 20) - OwnClients.CLIENT) / OwnClients.BYTE,
        application,
        null,
        ours.pem());
  }

  private static OwnTls own(
      ApplicationId application, @Nullable ClientCertificate certificate, @Nullable String pem) {
    return Objects.requireNonNull(
        OwnTls.of(application, new Authentication(new Proof.None(), certificate, pem, false)));
  }
}
