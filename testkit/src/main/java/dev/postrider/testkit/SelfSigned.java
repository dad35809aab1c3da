package dev.postrider.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody trusts unless told to, for a {@link Receiver} of HTTPS.
 *
 * @param tls serves with it
 * @param pem the file to trust
 */
public record SelfSigned(SSLContext tls, Path pem) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /**
   * Makes one for these names, each {@code dns:…} or {@code ip:…}, with the keytool of this JDK.
   */
  public static SelfSigned of(Path directory, String... names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = Files.createTempFile(directory, "server", ".p12");
    Files.delete(store);
    Path log = store.resolveSibling(store.getFileName() + ".log");
    int exit =
        new ProcessBuilder(command(store, names))
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
    return new SelfSigned(tls, pem(store, keys));
  }

  private static Path pem(Path store, KeyStore keys) throws IOException, GeneralSecurityException {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("server").getEncoded());
    return Files.writeString(
        store.resolveSibling(store.getFileName() + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  private static List<String> command(Path store, String... names) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=receiver",
        "-ext",
        "san=" + String.join(",", names),
        "-validity",
        "36500",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        new String(PASSWORD));
  }
}
