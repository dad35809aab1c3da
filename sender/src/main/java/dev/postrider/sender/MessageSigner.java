package dev.postrider.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postrider.directory.Secrets;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests as HTTP Message Signatures say (RFC 9421), the body by its digest (RFC 9530), with
 * every live secret of one endpoint. Safe for use by many threads.
 */
final class MessageSigner {

  /**
   * {@code id} says which secret it is: the start of the SHA-256 of what the receiver has of it.
   */
  private record Named(Signer.Key key, String id) {}

  private static final AsciiString DIGEST = AsciiString.cached("Content-Digest");
  private static final AsciiString INPUT = AsciiString.cached("Signature-Input");
  private static final AsciiString SIGNATURE = AsciiString.cached("Signature");
  private static final int ID_DIGITS = 16;
  private static final byte[] NOTHING = {};

  private final List<Named> keys;
  private final String target;
  private final List<String> headers;
  private final String covered;

  private MessageSigner(List<Named> keys, String target, List<String> headers) {
    this.keys = keys;
    this.target = target;
    this.headers = headers;
    this.covered = "(\"@method\" \"@target-uri\" \"" + String.join("\" \"", headers) + "\")";
  }

  static MessageSigner of(Signer signer, Target target, Prepared.@Nullable Names names) {
    List<String> headers = new ArrayList<>(List.of("content-digest", "content-type"));
    if (names != null) {
      headers.add(names.id().toString());
      headers.add(names.timestamp().toString());
    }
    return new MessageSigner(
        signer.keys().stream()
            .map(key -> new Named(key, hash(Secrets.publicForm(key.secret()))))
            .toList(),
        target.uri(),
        List.copyOf(headers));
  }

  /** Adds its headers to a head that is otherwise complete; false when no secret is live. */
  boolean sign(HttpHeaders head, byte[] body, Instant now) {
    head.set(DIGEST, "sha-256=:" + base64(sha256(body)) + ":");
    String fields = fields(head);
    StringBuilder inputs = new StringBuilder(256);
    StringBuilder signatures = new StringBuilder(128);
    int number = 0;
    for (Named named : keys) {
      if (named.key.secret().live(now)) {
        String label = (number == 0 ? "sig" : ", sig") + ++number;
        String parameters =
            "%s;created=%d;keyid=\"%s\";alg=\"%s\""
                .formatted(covered, now.getEpochSecond(), named.id, named.key.algorithm());
        byte[] base = (fields + "\"@signature-params\": " + parameters).getBytes(ISO_8859_1);
        inputs.append(label).append('=').append(parameters);
        signatures.append(label).append("=:");
        signatures.append(base64(named.key.sign(base, NOTHING))).append(':');
      }
    }
    head.set(INPUT, inputs.toString());
    head.set(SIGNATURE, signatures.toString());
    return number > 0;
  }

  /** The lines of the signature base that do not differ between keys. */
  private String fields(HttpHeaders head) {
    StringBuilder fields = new StringBuilder(512);
    fields.append("\"@method\": POST\n\"@target-uri\": ").append(target).append('\n');
    for (String name : headers) {
      fields.append('"').append(name).append("\": ").append(head.get(name).strip()).append('\n');
    }
    return fields.toString();
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(US_ASCII))).substring(0, ID_DIGITS);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
