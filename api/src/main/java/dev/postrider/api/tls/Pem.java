package dev.postrider.api.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys as PEM (RFC 7468). */
final class Pem {
  /** A chain of a dozen large certificates has room. */
  private static final int LONGEST = 256 * 1024;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

  private Pem() {}

  static byte[] bytes(Path file, String what) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new UnusableCertificate(
            "%s: %s has more than %d bytes".formatted(what, file, LONGEST), null);
      }
      return bytes;
    } catch (IOException unreadable) {
      throw new UnusableCertificate(
          "%s: %s cannot be read (%s)".formatted(what, file, unreadable), unreadable);
    }
  }

  static List<X509Certificate> certificates(byte[] pem, String whose) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new UnusableCertificate(
            whose + " has no certificate in it (-----BEGIN CERTIFICATE-----)", null);
      }
      return chain;
    } catch (CertificateException broken) {
      throw new UnusableCertificate(
          whose + " holds what is no certificate in PEM; is it damaged?", broken);
    }
  }

  /** The key of this algorithm, which is that of its certificate. */
  static PrivateKey key(byte[] pem, String algorithm, String whose) {
    Matcher found = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      throw new UnusableCertificate(
          whose + " has no private key in it (-----BEGIN PRIVATE KEY-----)", null);
    }
    switch (found.group(1)) {
      case "PRIVATE KEY" -> {
        // The form that is read below.
      }
      case "ENCRYPTED PRIVATE KEY" ->
          throw new UnusableCertificate(
              whose
                  + " has a key with a password, which nobody could give after a restart; take it"
                  + " off with openssl pkcs8 -in KEY -out NEW",
              null);
      default ->
          throw new UnusableCertificate(
              whose
                  + " has its key in an older form; turn it into PKCS #8 with openssl pkcs8 -topk8"
                  + " -nocrypt -in KEY -out NEW",
              null);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(found.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IllegalArgumentException | GeneralSecurityException broken) {
      throw new UnusableCertificate(
          "%s has no private key of the certificate's kind, which is %s"
              .formatted(whose, algorithm),
          null);
    }
  }
}
