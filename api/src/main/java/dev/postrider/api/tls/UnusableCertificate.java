package dev.postrider.api.tls;

import org.jspecify.annotations.Nullable;

/** Says in one sentence why files are no certificate with its key; never holds any of the key. */
public final class UnusableCertificate extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableCertificate(String sentence, @Nullable Exception cause) {
    super(sentence, cause);
  }
}
