package dev.postrider.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that nobody trusts unless told to, for a server of HTTPS.
 *
 * @param tls serves with it
 * @param pem the file to trust
 * @param key the file with its private key
 */
public record SelfSigned(SSLContext tls, Path pem, Path key) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes one for these names, each {@code dns:…} or {@code ip:…}. */
  public static SelfSigned of(Path directory, String... names)
      throws IOException, InterruptedException, GeneralSecurityException {
    return of(directory, List.of("-keyalg", "EC", "-groupname", "secp256r1"), names);
  }

  /** The same with a key as these options of keytool, which makes it, say. */
  public static SelfSigned of(Path directory, List<String> key, String... names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = Files.createTempFile(directory, "server", ".p12");
    Files.delete(store);
    Path log = store.resolveSibling(store.getFileName() + ".log");
    int exit =
        new ProcessBuilder(command(store, key, names))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return new SelfSigned(
        tls,
        pem(store, "CERTIFICATE", keys.getCertificate("server").getEncoded()),
        pem(store, "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()));
  }

  /** A client that trusts these and nothing else. */
  public static SSLContext trusting(List<SelfSigned> servers)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (SelfSigned server : servers) {
      try (InputStream in = Files.newInputStream(server.pem)) {
        trusted.setCertificateEntry(
            "server " + trusted.size(),
            CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, managers.getTrustManagers(), null);
    return client;
  }

  private static Path pem(Path store, String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        store.resolveSibling(store.getFileName() + "." + label.charAt(0) + ".pem"),
        "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }

  private static List<String> command(Path store, List<String> key, String... names) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of("-genkeypair", "-alias", "server"));
    words.addAll(key);
    if (!key.contains("-dname")) {
      words.addAll(List.of("-dname", "CN=receiver"));
    }
    words.addAll(List.of("-ext", "san=" + String.join(",", names), "-validity", "36500"));
    words.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    words.addAll(List.of("-storepass", new String(PASSWORD)));
    return words;
  }
}
