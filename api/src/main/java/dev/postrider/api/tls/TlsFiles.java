package dev.postrider.api.tls;

import java.nio.file.Path;

/**
 * The PEM files that the server shows who it is by.
 *
 * @param certificate its certificate, then those that lead to the root
 * @param key the private key of the first of them
 */
public record TlsFiles(Path certificate, Path key) {

  /**
   * Returns when a server can be seen by them.
   *
   * @throws UnusableCertificate that says why not
   */
  public void require() {
    Certificate.of(this, Certificate.Texts.of(this));
  }
}
