package dev.postrider.api.tls;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Files are refused in a sentence that holds none of a key, or are a certificate and its key. An
 * input is the file of the certificate and, from the first line that says so, that of the key.
 */
public final class PemHarness implements Harness {
  private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");
  private static final Pattern OF_KEY = Pattern.compile("[A-Za-z0-9+/=]{16,}");
  private static final byte[] TEXT = {3, 2, 1, 0};

  private final Path certificate = empty();
  private final Path key = empty();

  @Override
  public synchronized void tries(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int begin = KEY.matcher(text).results().map(MatchResult::start).findFirst().orElse(0);
    String own = text.substring(begin);
    write(certificate, text.substring(0, begin));
    write(key, own);
    try {
      new TlsFiles(certificate, key).require();
    } catch (UnusableCertificate refused) {
      String sentence = String.valueOf(refused.getMessage());
      Property.holds(sentence.startsWith("http.tls"), "says which file");
      OF_KEY
          .matcher(own)
          .results()
          .forEach(part -> Property.holds(!sentence.contains(part.group()), "tells none of it"));
      return;
    }
    pair(
        Pem.certificates(Pem.bytes(certificate, ""), "").getFirst().getPublicKey(),
        Pem.bytes(key, ""));
  }

  private static void pair(PublicKey shown, byte[] pem) {
    PrivateKey held = Pem.key(pem, shown.getAlgorithm(), "");
    String algorithm =
        switch (shown.getAlgorithm()) {
          case "EC" -> "SHA512withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "SHA224withRSA";
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(held);
      signature.update(TEXT);
      byte[] signed = signature.sign();
      signature.initVerify(shown);
      signature.update(TEXT);
      Property.holds(signature.verify(signed), "is a certificate and its key");
    } catch (GeneralSecurityException unusable) {
      throw new AssertionError("can be used", unusable);
    }
  }

  private static Path empty() {
    try {
      Path file = Files.createTempFile("fuzz", ".pem");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
