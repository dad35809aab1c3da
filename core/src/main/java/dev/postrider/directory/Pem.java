package dev.postrider.directory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates and keys that owners of endpoints bring as PEM. */
public final class Pem {
  /** Characters of one text. */
  public static final int LONGEST = 32_768;

  private static final int MOST = 10;
  private static final int SHORTEST_RSA = 2_048;
  private static final int LONGEST_RSA = 8_192;
  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern KEY = block("PRIVATE KEY");

  private Pem() {}

  /** The certificates of a text; empty when it has none, too many, or anything else. */
  public static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher blocks = CERTIFICATE.matcher(pem);
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        byte[] der = decoded(blocks.group(1));
        if (certificates.size() == MOST
            || !(factory.generateCertificate(new ByteArrayInputStream(der))
                instanceof X509Certificate certificate)) {
          return List.of();
        }
        certificates.add(certificate);
      }
      return blocks.reset().replaceAll("").isBlank() ? List.copyOf(certificates) : List.of();
    } catch (GeneralSecurityException | IllegalArgumentException notCertificates) {
      return List.of();
    }
  }

  /** The RSA or EC key of a text; empty when it is none. */
  public static Optional<PrivateKey> privateKey(String pem) {
    Matcher block = KEY.matcher(pem.strip());
    if (!block.matches()) {
      return Optional.empty();
    }
    for (String algorithm : List.of("EC", "RSA")) {
      try {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(block.group(1)));
        return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
      } catch (GeneralSecurityException | IllegalArgumentException notOfThisKind) {
        // Perhaps of the next.
      }
    }
    return Optional.empty();
  }

  /** True when what the key signs is verified by the certificate. */
  public static boolean belong(PrivateKey key, X509Certificate certificate) {
    PublicKey publicHalf = certificate.getPublicKey();
    try {
      Signature signature =
          switch (publicHalf) {
            case RSAKey rsa when fits(rsa) -> Signature.getInstance("SHA256withRSA");
            case ECKey _ -> Signature.getInstance("SHA256withECDSA");
            default -> throw new GeneralSecurityException("neither RSA nor EC");
          };
      byte[] probe = "postrider".getBytes(StandardCharsets.US_ASCII);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicHalf);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException notAPair) {
      return false;
    }
  }

  private static boolean fits(RSAKey key) {
    int bits = key.getModulus().bitLength();
    return bits >= SHORTEST_RSA && bits <= LONGEST_RSA;
  }

  private static byte[] decoded(String base64) {
    return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
  }

  private static Pattern block(String label) {
    return Pattern.compile(
        "-----BEGIN " + label + "-----\\s([A-Za-z0-9+/=\\s]++)-----END " + label + "-----\\s*+");
  }
}
