package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A certificate that this run makes for its receivers, and signs itself: ECDSA on P-256. A real
 * chain has one or two signatures more to check.
 *
 * @param store with the key, PKCS #12
 * @param pem the certificate alone, for those who are to trust it
 */
record TlsCertificate(Path directory, Path store, Path pem) implements AutoCloseable {
  static final String PASSWORD = "guards-nothing";

  /** For so many addresses of this machine, each in the certificate. */
  static final int HOSTS = 50;

  static TlsCertificate make() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("tls");
    TlsCertificate made =
        new TlsCertificate(
            directory, directory.resolve("store.p12"), directory.resolve("cert.pem"));
    // Also when this program is told to stop; what was named last is deleted first.
    for (Path file : List.of(directory, made.log(), made.pem, made.store)) {
      file.toFile().deleteOnExit();
    }
    String names =
        IntStream.range(0, HOSTS)
            .mapToObj(host -> "ip:" + Hooks.host(host))
            .collect(Collectors.joining(","));
    made.keytool(
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=bench",
            "-validity",
            "2",
            "-ext",
            "SAN=" + names));
    made.keytool(List.of("-exportcert", "-rfc", "-file", made.pem.toString()));
    return made;
  }

  private Path log() {
    return directory.resolve("log");
  }

  private void keytool(List<String> what) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(what);
    words.addAll(
        List.of(
            "-alias",
            "sink",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log().toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + Files.readString(log()));
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : List.of(store, pem, log(), directory)) {
      Files.deleteIfExists(file);
    }
  }
}
