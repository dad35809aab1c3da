package dev.postrider.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One webhook, as its handler gets it. Does not change. */
public final class Webhook {
  private final String id;
  private final RequestHeaders headers;
  private final byte[] body;
  private final Instant received;
  private final int attempt;

  Webhook(String id, RequestHeaders headers, byte[] body, Instant received, int attempt) {
    this.id = id;
    this.headers = headers;
    this.body = body;
    this.received = received;
    this.attempt = attempt;
  }

  /** What names it, the same in all attempts of the sender's and of the handler's. */
  public String id() {
    return id;
  }

  /**
   * Those of the request's headers that are kept ({@link InboxBuilder#keepHeaders}); unless one
   * asks for them, no signature and no password is among them.
   */
  public RequestHeaders headers() {
    return headers;
  }

  /** A copy of the bytes that were verified. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** When it was stored, by the clock of whoever took it. */
  public Instant received() {
    return received;
  }

  /** Which attempt at handling it this is, from 1; one that the process died in counts. */
  public int attempt() {
    return attempt;
  }

  /** Without the body, which may be anybody's secret. */
  @Override
  public String toString() {
    return "webhook " + id + ", " + body.length + " bytes, attempt " + attempt;
  }
}
