package dev.postrider.api.tls;

import io.helidon.common.tls.Tls;
import java.net.Socket;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS, 1.2 and 1.3. Whoever connects is shown the certificate that was good
 * last; connections that are open keep theirs. Safe for use by many threads.
 */
public final class ServerTls {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final TlsFiles files;
  private final InstantSource clock;
  private volatile Certificate shown;

  /** What was looked at last, good or not, so that it is told once. */
  private Certificate.Texts seen;

  private boolean told;
  private String trouble = "";

  /**
   * Reads the files.
   *
   * @throws UnusableCertificate when they are no certificate with its key
   */
  public ServerTls(TlsFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    this.seen = Certificate.Texts.of(files);
    this.shown = Certificate.of(files, seen);
    tell("in use");
  }

  /**
   * Reads the files again and shows what is in them from now on, when it has changed and is good.
   * Between the writing of one file and of the other they do not go together: then the old ones are
   * shown, and the next look finds the rest.
   */
  public synchronized void look() {
    try {
      Certificate.Texts now = Certificate.Texts.of(files);
      if (now.sameAs(seen)) {
        tellOfEnd();
        return;
      }
      told = false;
      seen = now;
      shown = Certificate.of(files, now);
      trouble = "";
      tell("changed, and in use from now on");
    } catch (UnusableCertificate e) {
      // Failure policy: go on with the old one, which was good.
      String sentence = String.valueOf(e.getMessage());
      if (!sentence.equals(trouble)) {
        LOG.error("the previous certificate stays in use: {}", sentence);
      }
      trouble = sentence;
    }
  }

  /** Once, when nobody has renewed it in time. */
  private void tellOfEnd() {
    if (!told && shown.until().isBefore(clock.instant())) {
      told = true;
      LOG.warn("the certificate in {} expired at {}", files.certificate(), shown.until());
    }
  }

  private void tell(String state) {
    tellOfEnd();
    if (!told) {
      LOG.info(
          "the certificate in {} is {}; it is valid until {}",
          files.certificate(),
          state,
          shown.until());
    }
  }

  /**
   * For the web server.
   *
   * @param handshake is told of each connection before its handshake, by its own thread
   */
  public Tls tls(Consumer<Socket> handshake) {
    return Tls.builder().sslContext(new ChangingContext(() -> shown.context(), handshake)).build();
  }
}
