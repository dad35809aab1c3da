package dev.postrider.api.tls;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every ten seconds whether the certificate has changed, on a thread of its own, until it is
 * closed. It reads the files, because what tells of changes in a folder does not tell of those
 * behind links, by which certificates are often renewed.
 */
public final class CertificateWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final long EVERY = 10;

  private final ServerTls tls;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificate").factory());

  private CertificateWatch(ServerTls tls) {
    this.tls = tls;
  }

  public static CertificateWatch start(ServerTls tls) {
    CertificateWatch watch = new CertificateWatch(tls);
    ScheduledFuture<?> _ = watch.thread.scheduleWithFixedDelay(watch::look, EVERY, EVERY, SECONDS);
    return watch;
  }

  private void look() {
    try {
      tls.look();
    } catch (RuntimeException e) {
      // Failure policy: go on with the certificate of before, because the next look may find it.
      LOG.error("the certificate could not be looked at", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
