package dev.postrider.directory;

/**
 * What an endpoint's requests show to a receiver that demands a certificate (mutual TLS). Its
 * {@code toString} shows nothing.
 *
 * @param chain certificates in PEM, its own first
 * @param key its private key in PEM, PKCS #8
 */
public record ClientCertificate(String chain, String key) {
  @Override
  public String toString() {
    return "ClientCertificate[***]";
  }
}
