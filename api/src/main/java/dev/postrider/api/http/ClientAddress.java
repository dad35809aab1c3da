package dev.postrider.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/** By which address a client is told from others. */
public enum ClientAddress {
  /** That of the connection, which nobody can forge. */
  PEER,
  /**
   * The last entry of {@code X-Forwarded-For}, which a reverse proxy of one's own wrote; without
   * one, that of the connection. Where no such proxy stands in front, any client can write it.
   */
  FORWARDED;

  private static final HeaderName HEADER = HeaderNames.create("x-forwarded-for");

  /** An IPv6 address with zone, brackets and port has room. */
  private static final int LONGEST = 80;

  String of(ServerRequest request) {
    return switch (this) {
      case PEER -> request.remotePeer().host();
      case FORWARDED -> {
        String forwarded = last(request.headers().values(HEADER));
        yield forwarded.isEmpty() || forwarded.length() > LONGEST
            ? request.remotePeer().host()
            : forwarded;
      }
    };
  }

  private static String last(List<String> entries) {
    return entries.isEmpty()
        ? ""
        : entries.getLast().substring(entries.getLast().lastIndexOf(',') + 1).strip();
  }
}
