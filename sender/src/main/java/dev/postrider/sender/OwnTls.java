package dev.postrider.sender;

import dev.postrider.directory.Authentication;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.directory.Pem;
import dev.postrider.message.ApplicationId;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is an endpoint's own in TLS: whom it trusts, what it shows. Connections are shared among
 * those whose is the same.
 *
 * @param key the same for what is the same, however its PEM is written
 * @param bytes what certificates and key have in DER
 * @param application whose endpoint it is
 * @param trusted null for those that are trusted for all
 */
record OwnTls(
    String key,
    int bytes,
    ApplicationId application,
    @Nullable ClientCertificate certificate,
    @Nullable String trusted) {
  private static final int SESSIONS = 10;

  /** Null when there is nothing of its own. */
  static @Nullable OwnTls of(ApplicationId application, Authentication authentication) {
    @Nullable ClientCertificate certificate = authentication.certificate();
    @Nullable String trusted = authentication.trusted();
    if (certificate == null && trusted == null) {
      return null;
    }
    try {
      List<byte[]> all = new ArrayList<>();
      if (certificate != null) {
        all.add(key(certificate).getEncoded());
        addEncoded(all, certificate.chain());
      }
      // Between what is shown and what is trusted.
      all.add(new byte[0]);
      if (trusted != null) {
        addEncoded(all, trusted);
      }
      return new OwnTls(
          digest(all),
          all.stream().mapToInt(der -> der.length).sum(),
          application,
          certificate,
          trusted);
    } catch (GeneralSecurityException unreadable) {
      throw new IllegalStateException("certificates that passed their rules", unreadable);
    }
  }

  /** A TLS context of it, which trusts {@code ofAll} where it trusts nobody of its own. */
  SslContext context(TrustManagerFactory ofAll) {
    try {
      SslContextBuilder builder =
          Tls.builder(trusted == null ? ofAll : Tls.only(Pem.certificates(trusted)), SESSIONS);
      if (certificate != null) {
        builder.keyManager(
            key(certificate),
            Pem.certificates(certificate.chain()).toArray(new X509Certificate[0]));
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new IllegalStateException("certificates that passed their rules", unreadable);
    }
  }

  private static PrivateKey key(ClientCertificate certificate) {
    return Pem.privateKey(certificate.key()).orElseThrow();
  }

  private static void addEncoded(List<byte[]> all, String pem) throws GeneralSecurityException {
    for (X509Certificate certificate : Pem.certificates(pem)) {
      all.add(certificate.getEncoded());
    }
  }

  private static String digest(List<byte[]> all) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] der : all) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(der.length).array());
      digest.update(der);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public String toString() {
    return "OwnTls[***]";
  }
}
