package dev.postrider.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook, signed anew whenever it is sent (Standard Webhooks 1.0, {@code v1}). Its id is {@code
 * msg_} and the number. For the generator's thread.
 */
final class SignedRequest implements Request {
  private static final String ID = "msg_";
  private static final int NUMBER = 9;
  private static final int TIME = 10;
  private static final int SIGNATURE = 44;

  private final InstantSource clock;
  private final byte[] bytes;
  private final byte[] signed;
  private final int idAt;
  private final int timeAt;
  private final int signatureAt;
  private final int bodyAt;
  private final Mac mac;

  /**
   * @param secret as it stands after {@code whsec_}, decoded
   * @param payload begins with a stamp
   */
  SignedRequest(String authority, byte[] secret, byte[] payload, InstantSource clock) {
    this.clock = clock;
    String head =
        "POST / HTTP/1.1\r\nHost: "
            + authority
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + payload.length
            + "\r\nwebhook-id: ";
    String id = ID + "0".repeat(NUMBER);
    String beforeTime = "\r\nwebhook-timestamp: ";
    String beforeSignature = "\r\nwebhook-signature: v1,";
    this.idAt = head.length();
    this.timeAt = idAt + id.length() + beforeTime.length();
    this.signatureAt = timeAt + TIME + beforeSignature.length();
    byte[] all =
        (head
                + id
                + beforeTime
                + "0".repeat(TIME)
                + beforeSignature
                + "0".repeat(SIGNATURE)
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    this.bodyAt = all.length;
    this.bytes = Arrays.copyOf(all, all.length + payload.length);
    System.arraycopy(payload, 0, bytes, bodyAt, payload.length);
    this.signed = (id + "." + "0".repeat(TIME) + ".").getBytes(StandardCharsets.US_ASCII);
    this.mac = mac(secret);
  }

  @Override
  public int messages() {
    return 1;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public void fill(ByteBuffer out, int track, int number, long nanos) {
    digits(idAt + ID.length(), NUMBER, number);
    digits(timeAt, TIME, clock.instant().getEpochSecond());
    Stamp.write(ByteBuffer.wrap(bytes), bodyAt + Stamp.PREFIX.length(), track, number, nanos);
    System.arraycopy(bytes, idAt, signed, 0, ID.length() + NUMBER);
    System.arraycopy(bytes, timeAt, signed, ID.length() + NUMBER + 1, TIME);
    mac.update(signed);
    mac.update(bytes, bodyAt, bytes.length - bodyAt);
    byte[] signature = Base64.getEncoder().encode(mac.doFinal());
    System.arraycopy(signature, 0, bytes, signatureAt, SIGNATURE);
    out.clear().put(bytes).flip();
  }

  /** The number in an id. */
  static int number(String id) {
    return Integer.parseInt(id, ID.length(), id.length(), 10);
  }

  private void digits(int at, int width, long value) {
    long rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static Mac mac(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }
}
