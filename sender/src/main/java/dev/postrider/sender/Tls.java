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
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the TLS side of all connections: BoringSSL where it loads, that of the JDK otherwise. */
final class Tls {
  private static final int SESSIONS = 20_000;
  private static final long SESSION_SECONDS = 3_600;

  private Tls() {}

  static SslContext context(@Nullable Path trustedCertificates) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
          .trustManager(trust(trustedCertificates))
          .protocols("TLSv1.3", "TLSv1.2")
          .endpointIdentificationAlgorithm("HTTPS")
          .sessionCacheSize(SESSIONS)
          .sessionTimeout(SESSION_SECONDS)
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "sender.trustedCertificates must be a PEM file that can be read, not %s (%s)"
              .formatted(trustedCertificates, e),
          e);
    }
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

  private static TrustManagerFactory factory(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }
}
