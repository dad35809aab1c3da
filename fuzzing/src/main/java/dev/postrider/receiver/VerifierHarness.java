package dev.postrider.receiver;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Input;
import dev.postrider.fuzz.Property;
import dev.postrider.receiver.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nothing is accepted that was not signed as it is, and nothing that was is refused because of what
 * stands beside its signature. An input is id, time, signatures and body, a line each.
 */
public final class VerifierHarness implements Harness {
  private static final long NOW = 1_700_000_000L;
  private static final byte[] KEY =
      "a secret that only tests know...".getBytes(StandardCharsets.US_ASCII);
  private static final WebhookVerifier VERIFIER =
      WebhookVerifier.signed(
          List.of(
              "whsec_" + Base64.getEncoder().encodeToString(KEY),
              "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
          Duration.ofMinutes(5),
          InstantSource.fixed(Instant.ofEpochSecond(NOW)));

  /**
   * What is sent and what it is sent with.
   *
   * @param body a character for each byte
   */
  private record Sent(String id, String time, String signatures, String body) {
    private Verification verified() {
      Map<String, List<String>> headers =
          Map.of(
              "Webhook-Id", List.of(id),
              "Webhook-Timestamp", List.of(time),
              "Webhook-Signature", List.of(signatures));
      return VERIFIER.verify(RequestHeaders.of(headers), bytes(body));
    }

    private boolean accepted() {
      return verified() instanceof Verified;
    }

    private String right() {
      return "v1," + Base64.getEncoder().encodeToString(mac(id + "." + time + ".", body));
    }

    private Sent with(String others) {
      return new Sent(id, time, others, body);
    }
  }

  @Override
  public void tries(byte[] input) {
    Input in = new Input(input);
    String id = in.line();
    String time = in.line();
    Sent sent = new Sent(id, time, in.line(), new String(in.rest(), StandardCharsets.ISO_8859_1));
    Property.holds(
        !sent.accepted() || List.of(sent.signatures.strip().split(" +")).contains(sent.right()),
        "what is accepted was signed");
    Sent signed = sent.with(sent.right());
    Property.holds(!plain(id, time) || signed.accepted(), "what was signed is accepted");
    if (signed.accepted()) {
      Property.same(signed.verified(), new Verified(sent.id), "the id is the one signed");
      besideOthers(sent, signed);
      changed(signed.id, signed.time, signed.signatures, signed.body);
      cutElsewhere(signed.id, signed.time, signed.signatures, signed.body);
    }
  }

  private static boolean plain(String id, String time) {
    return id.matches("[!-~&&[^.]]{1,256}")
        && time.matches("[0-9]{1,12}")
        && Math.abs(Long.parseLong(time) - NOW) <= 300;
  }

  private static void besideOthers(Sent sent, Sent signed) {
    String both = sent.signatures + " " + signed.signatures;
    Property.holds(
        both.length() > 4_096 || sent.with(both).accepted(), "others' signatures hide none");
  }

  private static void changed(String id, String time, String mac, String body) {
    refused(new Sent(id + "x", time, mac, body), "another id");
    refused(new Sent(id, Long.toString(Long.parseLong(time) + 1), mac, body), "another time");
    refused(new Sent(id, time, mac, body + '\0'), "a longer body");
    if (!body.isEmpty()) {
      char[] other = body.toCharArray();
      other[other.length / 2] = (char) (other[other.length / 2] ^ 1);
      refused(new Sent(id, time, mac, new String(other)), "another body");
    }
  }

  /** The same bytes are signed, and mean something else. */
  private static void cutElsewhere(String id, String time, String mac, String body) {
    int dot = body.indexOf('.');
    if (dot > 0) {
      refused(
          new Sent(id + "." + time, body.substring(0, dot), mac, body.substring(dot + 1)),
          "a time that was a part of the body");
    }
    int last = id.lastIndexOf('.');
    if (last > 0) {
      refused(
          new Sent(id.substring(0, last), id.substring(last + 1), mac, time + "." + body),
          "a time that was a part of the id");
    }
  }

  private static void refused(Sent sent, String words) {
    Property.holds(!sent.accepted(), words + " is refused");
  }

  private static byte[] mac(String head, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(bytes(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }
}
