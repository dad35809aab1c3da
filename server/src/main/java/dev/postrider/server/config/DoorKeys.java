package dev.postrider.server.config;

import dev.postrider.api.DoorConfig;
import dev.postrider.api.tls.TlsFiles;
import dev.postrider.server.terminal.Complaint;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of who comes through the API's door, and how. */
final class DoorKeys {
  static final Key<Path> TLS_CERTIFICATE =
      Key.absent(
          "http.tlsCertificate",
          Kinds.file(),
          "A PEM file with the server's certificate and those of its issuers; then the API speaks"
              + " HTTPS, and nothing else. Read again every 10 s.");

  static final Key<Path> TLS_KEY =
      Key.absent(
          "http.tlsKey",
          Kinds.file(),
          "A PEM file with its private key, PKCS #8 without a password. Read again every 10 s.");

  static final List<Key<?>> KEYS = List.of(TLS_CERTIFICATE, TLS_KEY);

  private DoorKeys() {}

  static DoorConfig config(Settings s) {
    return new DoorConfig(tls(s));
  }

  private static @Nullable TlsFiles tls(Settings s) {
    Path certificate = s.find(TLS_CERTIFICATE).orElse(null);
    Path key = s.find(TLS_KEY).orElse(null);
    if (certificate != null && key != null) {
      return new TlsFiles(certificate, key);
    }
    if (certificate != null || key != null) {
      throw Complaint.usage(
          "http.tlsCertificate and http.tlsKey go together; give both of them, or neither.");
    }
    return null;
  }
}
