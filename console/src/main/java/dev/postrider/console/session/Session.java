package dev.postrider.console.session;

import java.time.Instant;

/**
 * Somebody who has signed in, until it ends.
 *
 * @param token what he showed: a key or token of the API, by which his pages ask it
 * @param home the path of his first page
 * @param csrf what his forms have to bring, so that no other site can send them
 */
public record Session(Face face, String token, String home, Instant ends, String csrf) {
  /** Without the token, which opens the API. */
  @Override
  public String toString() {
    return "Session[" + face + ", until " + ends + "]";
  }
}
