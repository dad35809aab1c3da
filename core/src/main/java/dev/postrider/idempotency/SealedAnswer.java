package dev.postrider.idempotency;

/** An answer that nobody can read who has not made the request himself. */
public final class SealedAnswer {
  private final byte[] bytes;

  private SealedAnswer(byte[] bytes) {
    this.bytes = bytes;
  }

  public static SealedAnswer of(byte[] bytes) {
    return new SealedAnswer(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
