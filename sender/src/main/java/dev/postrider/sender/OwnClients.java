package dev.postrider.sender;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Pem;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.TrustManagerFactory;
import org.asynchttpclient.AsyncHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The clients of endpoints that show a certificate or trust others than all do: one for each such
 * {@link OwnTls}, made when it is first needed. Safe for use by many threads.
 *
 * <p>A client has one TLS context and finds its own connections alone, so no connection is ever
 * used for what it was not made for. Threads are those of the client that all others share.
 */
final class OwnClients implements AutoCloseable {
  static final int MOST = 500;
  private static final int SESSIONS = 100;
  private static final Duration UNUSED = Duration.ofMinutes(10);

  /** Longer than any attempt that could still be under way. */
  private static final long LEAVE_MINUTES = 10;

  private final TrustManagerFactory trustOfAll;
  private final Function<SslContext, AsyncHttpClient> maker;
  private final Cache<OwnTls, AsyncHttpClient> clients;

  /**
   * Clients that are yet to be made.
   *
   * @param later closes what is not used any more
   */
  OwnClients(
      TrustManagerFactory trustOfAll,
      Function<SslContext, AsyncHttpClient> maker,
      ScheduledExecutorService later) {
    this.trustOfAll = trustOfAll;
    this.maker = maker;
    this.clients =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run)
            .<OwnTls, AsyncHttpClient>evictionListener((_, client, _) -> {
              if (client != null) {
                var _ = later.schedule(() -> close(client), LEAVE_MINUTES, TimeUnit.MINUTES);
              }
            })
            .build();
  }

  AsyncHttpClient of(OwnTls own) {
    return clients.get(own, made -> maker.apply(context(made)));
  }

  /** How many there are. */
  int size() {
    clients.cleanUp();
    return clients.asMap().size();
  }

  @Override
  public void close() {
    clients.asMap().values().forEach(OwnClients::close);
  }

  private SslContext context(OwnTls own) {
    try {
      String trusted = own.trusted();
      SslContextBuilder builder =
          Tls.builder(trusted == null ? trustOfAll : Tls.only(Pem.certificates(trusted)), SESSIONS);
      @Nullable ClientCertificate shown = own.certificate();
      if (shown != null) {
        builder.keyManager(
            Pem.privateKey(shown.key()).orElseThrow(),
            Pem.certificates(shown.chain()).toArray(new X509Certificate[0]));
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new IllegalStateException("certificates that passed their rules", unreadable);
    }
  }

  private static void close(AsyncHttpClient client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing an HTTP client", e);
    }
  }
}
