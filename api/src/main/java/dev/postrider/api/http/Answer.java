package dev.postrider.api.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a handler says: a status, JSON or nothing, and at most one header of its own. */
public final class Answer {
  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final byte[] body;
  private final int length;
  private final @Nullable String headerName;
  private final @Nullable String headerValue;
  private final boolean complete;

  private Answer(
      int status,
      byte[] body,
      int length,
      @Nullable String headerName,
      @Nullable String headerValue,
      boolean complete) {
    this.status = status;
    this.body = body;
    this.length = length;
    this.headerName = headerName;
    this.headerValue = headerValue;
    this.complete = complete;
  }

  /** Takes what was written; the writer is not used again. */
  public static Answer json(int status, JsonWriter json) {
    return new Answer(status, json.buffer(), json.length(), null, null, true);
  }

  /** 204, nothing to say. */
  public static Answer noContent() {
    return empty(204);
  }

  /** A status that says it all. */
  public static Answer empty(int status) {
    return of(status, NOTHING);
  }

  /** These bytes, which are JSON or none. */
  static Answer of(int status, byte[] body) {
    return new Answer(status, body, body.length, null, null, true);
  }

  /** The same with this header, in place of any other. */
  public Answer with(String name, String value) {
    return new Answer(status, body, length, name, value, complete);
  }

  /** The same status and header in other words; the writer is not used again. */
  public Answer saying(JsonWriter json) {
    return new Answer(status, json.buffer(), json.length(), headerName, headerValue, complete);
  }

  /** The same, of which a part was not done: the request is worth another try with its key. */
  public Answer incomplete() {
    return new Answer(status, body, length, headerName, headerValue, false);
  }

  /** True when the request is done, and saying it again is to change nothing. */
  boolean isFinal() {
    return complete && status >= 200 && status < 300;
  }

  /** The last on its connection: where the next request would start is not known. */
  Answer closing() {
    return with("Connection", "close");
  }

  Answer allowing(String methods) {
    return with("Allow", methods);
  }

  /** With {@code Retry-After} in whole seconds, at least one. */
  Answer retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return with("Retry-After", Long.toString(seconds));
  }

  public int status() {
    return status;
  }

  /** Its bytes, as many as its length says; not to be written to. */
  public byte[] body() {
    return body;
  }

  public int length() {
    return length;
  }

  @Nullable String headerName() {
    return headerName;
  }

  @Nullable String headerValue() {
    return headerValue;
  }
}
