package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Issuer;
import io.netty.handler.ssl.SslContext;
import io.netty.util.HashedWheelTimer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients are made as they are needed, one for what is the same, and bounded. */
@Timeout(120)
final class OwnClientsTest {
  @TempDir static Path directory;

  private final Set<SslContext> contexts = new HashSet<>();
  private final HashedWheelTimer timer = new HashedWheelTimer();

  @Test
  void thereIsOneForWhatIsTheSameAndNoMoreThanTheBound() throws Exception {
    String pem = Issuer.of(directory, "ours").pem();
    try (DefaultAsyncHttpClient shared = new DefaultAsyncHttpClient();
        ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);
        OwnClients clients =
            new OwnClients(Tls.trusted(null), context -> made(context, shared), later)) {
      OwnTls first = new OwnTls(null, pem);
      assertThat(clients.of(first)).isSameAs(clients.of(new OwnTls(null, pem.strip() + "\n")));
      assertThat(clients.size()).isEqualTo(1);
      for (int i = 0; i <= OwnClients.MOST; i++) {
        clients.of(new OwnTls(null, pem + " ".repeat(i)));
      }
      assertThat(clients.size()).isEqualTo(OwnClients.MOST);
      assertThat(contexts).hasSize(OwnClients.MOST + 1);
      assertThat(later.getQueue()).as("it is closed when nothing can be under way").hasSize(1);
      later.shutdownNow();
      timer.stop();
    }
  }

  private DefaultAsyncHttpClient made(SslContext context, DefaultAsyncHttpClient shared) {
    contexts.add(context);
    return new DefaultAsyncHttpClient(
        new DefaultAsyncHttpClientConfig.Builder()
            .setSslContext(context)
            .setEventLoopGroup(shared.getEventLoopGroup())
            .setNettyTimer(timer)
            .build());
  }
}
