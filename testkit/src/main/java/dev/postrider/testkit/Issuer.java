package dev.postrider.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own, which nobody trusts unless told to. */
public final class Issuer {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String CA = "ca";
  private static final Date BEGINNING = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
  private static final Date ENDED = Date.from(Instant.parse("2020-01-31T00:00:00Z"));
  private static final Date END = Date.from(Instant.parse("2120-01-01T00:00:00Z"));

  private final Path directory;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private int issued;

  private Issuer(Path directory, KeyPair keys, X509Certificate certificate) {
    this.directory = directory;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A certificate of this authority, with its key. */
  public record Issued(KeyStore keys) {

    /** Both certificates in PEM, its own first. */
    public String chain() throws GeneralSecurityException {
      StringBuilder chain = new StringBuilder();
      for (Certificate certificate : keys.getCertificateChain("own")) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      return chain.toString();
    }

    /** PKCS #8 in PEM. */
    public String key() throws GeneralSecurityException {
      return pem("PRIVATE KEY", keys.getKey("own", PASSWORD).getEncoded());
    }

    /** Serves with it, and trusts whom this authority vouches for. */
    public SSLContext tls(Issuer trusted) throws GeneralSecurityException, IOException {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry(CA, trusted.certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
      return tls;
    }
  }

  /** Makes an authority of this name. */
  public static Issuer of(Path directory, String name)
      throws GeneralSecurityException, IOException {
    KeyPair keys = pair("EC");
    X500Name subject = new X500Name("CN=" + name);
    X509v3CertificateBuilder authority =
        new JcaX509v3CertificateBuilder(
            subject, BigInteger.ONE, BEGINNING, END, subject, keys.getPublic());
    authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return new Issuer(directory, keys, signed(authority, keys));
  }

  /**
   * Issues a certificate.
   *
   * @param kind the algorithm of its key, {@code EC} or {@code RSA}
   * @param subject {@code dns:…} or {@code ip:…}
   */
  public Issued issue(String name, String kind, String subject)
      throws GeneralSecurityException, IOException {
    return issue(name, kind, subject, END);
  }

  /** The same, which ended in January 2020. */
  public Issued issueExpired(String name, String kind, String subject)
      throws GeneralSecurityException, IOException {
    return issue(name, kind, subject, ENDED);
  }

  private Issued issue(String name, String kind, String subject, Date end)
      throws GeneralSecurityException, IOException {
    KeyPair own = pair(kind);
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            certificate,
            BigInteger.valueOf(++issued + 1L),
            BEGINNING,
            end,
            new X500Principal("CN=" + name),
            own.getPublic());
    int tag = subject.startsWith("ip:") ? GeneralName.iPAddress : GeneralName.dNSName;
    String known = subject.substring(subject.indexOf(':') + 1);
    builder.addExtension(
        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(tag, known)));
    Certificate[] chain = {signed(builder, keys), certificate};
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", own.getPrivate(), PASSWORD, chain);
    return new Issued(store);
  }

  private static KeyPair pair(String kind) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(kind.equals("EC") ? 256 : 2_048);
    return generator.generateKeyPair();
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair by)
      throws GeneralSecurityException {
    try {
      ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** The authority's certificate. */
  public String pem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The same in a file. */
  public Path pemFile() throws GeneralSecurityException, IOException {
    return Files.writeString(directory.resolve("ca.pem"), pem());
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }
}
