package dev.postrider.api.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate with the key that belongs to it; its {@code toString} shows nothing of the key. */
final class Certificate {
  private static final char[] IN_MEMORY = "in memory".toCharArray();

  /** What both files hold, unread. */
  static final class Texts {
    private final byte[] chain;
    private final byte[] key;

    private Texts(byte[] chain, byte[] key) {
      this.chain = chain;
      this.key = key;
    }

    static Texts of(TlsFiles files) {
      return new Texts(
          Pem.bytes(files.certificate(), "http.tlsCertificate"),
          Pem.bytes(files.key(), "http.tlsKey"));
    }

    boolean sameAs(Texts other) {
      return Arrays.equals(chain, other.chain) && Arrays.equals(key, other.key);
    }

    @Override
    public String toString() {
      return "Texts[***]";
    }
  }

  private final SSLContext context;
  private final Instant until;

  private Certificate(SSLContext context, Instant until) {
    this.context = context;
    this.until = until;
  }

  /** What was in the files. */
  static Certificate of(TlsFiles files, Texts texts) {
    List<X509Certificate> chain =
        Pem.certificates(texts.chain, "http.tlsCertificate: " + files.certificate());
    X509Certificate first = chain.getFirst();
    PrivateKey key =
        Pem.key(texts.key, first.getPublicKey().getAlgorithm(), "http.tlsKey: " + files.key());
    requireChain(files, chain);
    try {
      requirePair(files, first.getPublicKey(), key);
      return new Certificate(context(chain, key), first.getNotAfter().toInstant());
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableCertificate(
          "http.tlsCertificate: %s cannot be used with its key (%s)"
              .formatted(files.certificate(), e.getMessage()),
          e);
    }
  }

  /** Clients refuse a chain that does not lead up, and say no more than that. */
  private static void requireChain(TlsFiles files, List<X509Certificate> chain) {
    for (int i = 1; i < chain.size(); i++) {
      X509Certificate below = chain.get(i - 1);
      if (!below.getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
        throw new UnusableCertificate(
            ("http.tlsCertificate: in %s certificate %d is not that of the issuer of certificate"
                    + " %d; the server's own stands first, then its issuer's, and so on")
                .formatted(files.certificate(), i + 1, i),
            null);
      }
    }
  }

  private static void requirePair(TlsFiles files, PublicKey shown, PrivateKey held)
      throws GeneralSecurityException {
    String algorithm =
        switch (shown.getAlgorithm()) {
          case "RSA", "RSASSA-PSS" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          case String other ->
              throw new UnusableCertificate(
                  "http.tlsCertificate: %s has a key of the kind %s; RSA, EC and Ed25519 are known"
                      .formatted(files.certificate(), other),
                  null);
        };
    byte[] text = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(held);
    signer.update(text);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(shown);
    verifier.update(text);
    if (!verifier.verify(signature)) {
      throw new UnusableCertificate(
          "http.tlsKey: %s is not the key of the certificate in %s"
              .formatted(files.key(), files.certificate()),
          null);
    }
  }

  private static SSLContext context(List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, IN_MEMORY);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  SSLContext context() {
    return context;
  }

  /** From when on nobody believes it any more. */
  Instant until() {
    return until;
  }
}
