package dev.postrider.api.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a handler says: a status and, unless it is 204, JSON. */
public final class Answer {
  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final byte[] body;
  private final int length;
  private final @Nullable String headerName;
  private final @Nullable String headerValue;

  private Answer(
      int status,
      byte[] body,
      int length,
      @Nullable String headerName,
      @Nullable String headerValue) {
    this.status = status;
    this.body = body;
    this.length = length;
    this.headerName = headerName;
    this.headerValue = headerValue;
  }

  /** Takes what was written; the writer is not used again. */
  public static Answer json(int status, JsonWriter json) {
    return new Answer(status, json.buffer(), json.length(), null, null);
  }

  /** 204, nothing to say. */
  public static Answer noContent() {
    return new Answer(204, NOTHING, 0, null, null);
  }

  /** The last on its connection: where the next request would start is not known. */
  Answer closing() {
    return new Answer(status, body, length, "Connection", "close");
  }

  Answer allowing(String methods) {
    return new Answer(status, body, length, "Allow", methods);
  }

  /** With {@code Retry-After} in whole seconds, at least one. */
  Answer retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new Answer(status, body, length, "Retry-After", Long.toString(seconds));
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  int length() {
    return length;
  }

  @Nullable String headerName() {
    return headerName;
  }

  @Nullable String headerValue() {
    return headerValue;
  }
}
