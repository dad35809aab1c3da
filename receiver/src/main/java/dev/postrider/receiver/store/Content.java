package dev.postrider.receiver.store;

/**
 * What a webhook holds, in bytes. Neither array is copied, and neither is to be changed: there are
 * as many of these as webhooks, and only the library and its stores have them.
 */
public final class Content {
  private final byte[] headers;
  private final byte[] body;

  /** Of these, which are no longer the caller's. */
  public Content(byte[] headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** Those that are kept, as only the library reads them. */
  public byte[] headers() {
    return headers;
  }

  /** As it came. */
  public byte[] body() {
    return body;
  }

  /** What it takes, in bytes. */
  public int size() {
    return headers.length + body.length;
  }
}
