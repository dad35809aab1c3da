package dev.postrider.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postrider.testkit.Received;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * A receiver's side of HTTP Message Signatures, written from RFC 9421, section 3.2, and knowing
 * nothing of how we sign.
 *
 * @param origin scheme and authority, as the receiver knows itself
 */
record MessageVerifier(String origin) {
  private static final Pattern INPUT =
      Pattern.compile(
          "([a-z][a-z0-9_.*-]*)=\\(([^)]*)\\)((?:;[a-z]+=(?:\"[^\"]*\"|[0-9]+))*)(?:, |$)");
  private static final Pattern SIGNATURE =
      Pattern.compile("([a-z][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):(?:, |$)");
  private static final Pattern PARAMETER = Pattern.compile(";([a-z]+)=(?:\"([^\"]*)\"|([0-9]+))");

  /** What one signature covers, and by which parameters. */
  record Input(List<String> covered, String parameters, Map<String, String> named) {}

  /** What the request says of its signatures, by label. */
  static Map<String, Input> inputs(Received request) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(request.header("signature-input").orElseThrow());
    while (input.find()) {
      Map<String, String> named = new LinkedHashMap<>();
      Matcher parameter = PARAMETER.matcher(input.group(3));
      while (parameter.find()) {
        named.put(
            parameter.group(1),
            parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
      }
      List<String> covered =
          Arrays.stream(input.group(2).split(" ")).map(c -> c.replace("\"", "")).toList();
      inputs.put(
          input.group(1), new Input(covered, "(" + input.group(2) + ")" + input.group(3), named));
    }
    return inputs;
  }

  /** What it says of the one with this label. */
  static Input input(Received request, String label) {
    return Objects.requireNonNull(inputs(request).get(label));
  }

  /** True when the signature with this label was made with this key over this request. */
  boolean verify(Received request, String label, Key key) throws GeneralSecurityException {
    Input input = input(request, label);
    Matcher signature = SIGNATURE.matcher(request.header("signature").orElseThrow());
    while (signature.find()) {
      if (signature.group(1).equals(label)) {
        byte[] given = Base64.getDecoder().decode(signature.group(2));
        return genuine(base(request, input).getBytes(ISO_8859_1), given, key);
      }
    }
    return false;
  }

  /** True when the body has the digest that the request says (RFC 9530). */
  static boolean digestHolds(Received request) throws GeneralSecurityException {
    String digest = request.header("content-digest").orElseThrow();
    String algorithm = digest.startsWith("sha-512=:") ? "SHA-512" : "SHA-256";
    byte[] said =
        Base64.getDecoder().decode(digest.substring("sha-512=:".length(), digest.length() - 1));
    return MessageDigest.isEqual(
        said, MessageDigest.getInstance(algorithm).digest(request.body().bytes()));
  }

  /** Section 2.5. */
  private String base(Received request, Input input) {
    StringBuilder base = new StringBuilder();
    for (String component : input.covered) {
      base.append('"').append(component).append("\": ");
      base.append(value(request, component)).append('\n');
    }
    return base.append("\"@signature-params\": ").append(input.parameters).toString();
  }

  private String value(Received request, String component) {
    return switch (component) {
      case "@method" -> request.method();
      case "@target-uri" -> origin + request.target();
      case "@authority" -> URI.create(origin).getAuthority();
      case "@path" -> URI.create(origin + request.target()).getRawPath();
      default -> request.header(component).orElseThrow().strip();
    };
  }

  private static boolean genuine(byte[] base, byte[] given, Key key)
      throws GeneralSecurityException {
    if (key instanceof PublicKey half) {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(half);
      ed25519.update(base);
      return ed25519.verify(given);
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    return MessageDigest.isEqual(mac.doFinal(base), given);
  }
}
