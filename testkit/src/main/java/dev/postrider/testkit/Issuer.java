package dev.postrider.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of a test's own, which nobody trusts unless told to. */
public final class Issuer {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String CA = "ca";

  private final Path directory;
  private final Path store;
  private int issued;

  private Issuer(Path directory, Path store) {
    this.directory = directory;
    this.store = store;
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
      authorities.setCertificateEntry(CA, trusted.certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
      return tls;
    }
  }

  /** Makes an authority of this name. */
  public static Issuer of(Path directory, String name) throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    keytool(
        store,
        "-genkeypair",
        "-alias",
        CA,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "bc:c",
        "-validity",
        "36500");
    return new Issuer(directory, store);
  }

  /**
   * Issues a certificate.
   *
   * @param kind the algorithm of its key, {@code EC} or {@code RSA}
   * @param subject {@code dns:…} or {@code ip:…}
   */
  public Issued issue(String name, String kind, String subject)
      throws IOException, InterruptedException, GeneralSecurityException {
    return issue(name, kind, subject, List.of("-validity", "36500"));
  }

  /** The same, which ended in January 2020. */
  public Issued issueExpired(String name, String kind, String subject)
      throws IOException, InterruptedException, GeneralSecurityException {
    return issue(
        name, kind, subject, List.of("-startdate", "2020/01/01 00:00:00", "-validity", "30"));
  }

  private Issued issue(String name, String kind, String subject, List<String> validity)
      throws IOException, InterruptedException, GeneralSecurityException {
    String stem = store.getFileName() + "-" + ++issued;
    Path own = directory.resolve(stem + ".p12");
    Path request = directory.resolve(stem + ".csr");
    Path answer = directory.resolve(stem + ".pem");
    keytool(
        own,
        "-genkeypair",
        "-alias",
        "own",
        "-keyalg",
        kind,
        "-dname",
        "CN=" + name,
        "-validity",
        "36500");
    keytool(own, "-certreq", "-alias", "own", "-file", request.toString());
    List<String> signing =
        new ArrayList<>(List.of("-gencert", "-alias", CA, "-rfc", "-ext", "san=" + subject));
    signing.addAll(List.of("-infile", request.toString(), "-outfile", answer.toString()));
    signing.addAll(validity);
    keytool(store, signing.toArray(String[]::new));
    Path authority = pemFile();
    keytool(own, "-importcert", "-noprompt", "-alias", CA, "-file", authority.toString());
    keytool(own, "-importcert", "-noprompt", "-alias", "own", "-file", answer.toString());
    return new Issued(keys(own));
  }

  /** The authority's certificate. */
  public String pem() throws GeneralSecurityException, IOException {
    return pem("CERTIFICATE", certificate().getEncoded());
  }

  /** The same in a file. */
  public Path pemFile() throws GeneralSecurityException, IOException {
    return Files.writeString(store.resolveSibling(store.getFileName() + ".ca.pem"), pem());
  }

  private Certificate certificate() throws GeneralSecurityException, IOException {
    return keys(store).getCertificate(CA);
  }

  private static KeyStore keys(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static void keytool(Path store, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    Path log = store.resolveSibling(store.getFileName() + ".log");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }
}
