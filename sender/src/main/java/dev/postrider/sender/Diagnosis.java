package dev.postrider.sender;

import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line why no answer came. Texts of exceptions are passed on where they speak of
 * connections and certificates only, since others may quote what was sent.
 */
final class Diagnosis {
  private static final int LONGEST = 300;
  private static final int DEEPEST = 10;

  private Diagnosis() {}

  static Unanswered of(Throwable failure) {
    if (find(ProxyConnectException.class, failure) != null) {
      return new Unanswered(Failure.CONNECTION, "no connection through the proxy of this service");
    }
    SSLException tls = find(SSLException.class, failure);
    CertificateException certificate = find(CertificateException.class, failure);
    if (certificate != null) {
      return new Unanswered(Failure.TLS, line("certificate: ", certificate.getMessage()));
    }
    if (tls != null) {
      return new Unanswered(Failure.TLS, line("", told(tls)));
    }
    if (find(TooLongHttpHeaderException.class, failure) != null
        || find(TooLongHttpLineException.class, failure) != null) {
      return new Unanswered(Failure.PROTOCOL, "the head of the answer is too long");
    }
    if (find(ConnectTimeoutException.class, failure) != null) {
      return new Unanswered(Failure.CONNECTION, "no connection in time");
    }
    IOException broken = innermost(failure);
    return broken == null
        ? new Unanswered(Failure.PROTOCOL, "what came back is not HTTP")
        : new Unanswered(Failure.CONNECTION, line("", broken.getMessage()));
  }

  /** Netty's text of what is no TLS goes on with the peer's bytes in hexadecimal. */
  private static @Nullable String told(SSLException tls) {
    return tls instanceof NotSslRecordException ? "not an SSL/TLS record" : tls.getMessage();
  }

  private static <T extends Throwable> @Nullable T find(
      Class<T> kind, @Nullable Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      if (kind.isInstance(at)) {
        return kind.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }

  /** What the client puts around a failure to connect names the address, which DNS has told. */
  private static @Nullable IOException innermost(Throwable failure) {
    IOException found = find(IOException.class, failure);
    IOException inner = found == null ? null : find(IOException.class, found.getCause());
    for (int depth = 0; inner != null && depth < DEEPEST; depth++) {
      found = inner;
      inner = find(IOException.class, found.getCause());
    }
    return found;
  }

  private static String line(String kind, @Nullable String message) {
    String text = message == null ? "the connection broke" : message;
    String line = (kind + text).replaceAll("\\p{Cntrl}+", " ").strip();
    return line.substring(0, Math.min(line.length(), LONGEST));
  }

  /** The deadline came first. */
  static Unanswered tooLate(Deadline deadline, String missing) {
    return new Unanswered(Failure.TIMEOUT, missing + " within " + deadline.millis() + " ms");
  }
}
