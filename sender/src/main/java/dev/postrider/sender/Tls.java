package dev.postrider.sender;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the TLS side of all connections: BoringSSL where it loads, that of the JDK otherwise. */
final class Tls {
  private static final int SESSIONS = 20_000;
  private static final long SESSION_SECONDS = 3_600;

  private Tls() {}

  static SslContext context(TrustManagerFactory trusted) {
    try {
      return builder(trusted, SESSIONS).build();
    } catch (SSLException e) {
      throw new IllegalStateException("a TLS context of certificates that were read", e);
    }
  }

  /** Those of the JDK, and those in this file. */
  static TrustManagerFactory trusted(@Nullable Path trustedCertificates) {
    try {
      return trust(trustedCertificates);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "sender.trustedCertificates must be a PEM file that can be read, not %s (%s)"
              .formatted(trustedCertificates, e),
          e);
    }
  }

  static SslContextBuilder builder(TrustManagerFactory trust, int sessions) {
    return SslContextBuilder.forClient()
        .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
        .trustManager(trust)
        .protocols("TLSv1.3", "TLSv1.2")
        .endpointIdentificationAlgorithm("HTTPS")
        .sessionCacheSize(sessions)
        .sessionTimeout(SESSION_SECONDS);
  }

  private static TrustManagerFactory trust(@Nullable Path extra)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory ofTheJdk = factory(null);
    if (extra == null) {
      return ofTheJdk;
    }
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    for (TrustManager manager : ofTheJdk.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate certificate : x509.getAcceptedIssuers()) {
          all.setCertificateEntry("jdk-" + all.size(), certificate);
        }
      }
    }
    try (InputStream pem = Files.newInputStream(extra)) {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        all.setCertificateEntry("extra-" + all.size(), certificate);
      }
    }
    return factory(all);
  }

  /** Trusts these and nobody else. */
  static TrustManagerFactory only(List<X509Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (X509Certificate certificate : certificates) {
      trusted.setCertificateEntry("only-" + trusted.size(), certificate);
    }
    return factory(trusted);
  }

  private static TrustManagerFactory factory(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }
}
