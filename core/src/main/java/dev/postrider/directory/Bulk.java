package dev.postrider.directory;

import dev.postrider.directory.Authentication.Proof;
import java.util.Collection;
import java.util.Map;

/**
 * Weighs what an endpoint brings to be kept. There may be any number of endpoints, and one may have
 * some hundred kilobytes of headers and certificates; so the large ones of an application have a
 * bound together, and memories of endpoints count bytes.
 */
public final class Bulk {
  /** One with no more bytes than these is not large. */
  public static final int LARGE = 4_096;

  /** All large ones of an application together. */
  public static final int MOST = 4 << 20;

  /** Says to whoever finds no room what to do. */
  public static final String REFUSED =
      "is too large: URLs, headers, secrets and certificates of the endpoints of this application that"
          + " have more than 4,096 bytes of them may have 4,194,304 together; send fewer headers or"
          + " certificates, or delete large endpoints";

  /** What an ordinary endpoint has, and the bytes beyond that which weigh as much as one. */
  private static final int ORDINARY = 512;

  private static final int UNIT = 64;

  private Bulk() {}

  /** What it weighs in a memory of endpoints, where an ordinary one weighs 1. */
  public static int weight(Endpoint.Settings settings) {
    int bytes =
        sealed(settings)
            + ofAll(settings.eventTypes())
            + ofAll(settings.channels())
            + ofAll(settings.tags())
            + ofAll(settings.metadata())
            + settings.description().length();
    return 1 + Math.max(0, bytes - ORDINARY) / UNIT;
  }

  /** The characters of what is sent to the receiver, or shown to it, without signing secrets. */
  public static int sealed(Endpoint.Settings settings) {
    Authentication authentication = settings.authentication();
    ClientCertificate certificate = authentication.certificate();
    String trusted = authentication.trusted();
    return settings.url().length()
        + ofAll(settings.headers())
        + (certificate == null ? 0 : certificate.chain().length() + certificate.key().length())
        + (trusted == null ? 0 : trusted.length())
        + of(authentication.proof());
  }

  private static int of(Proof proof) {
    return switch (proof) {
      case Proof.None() -> 0;
      case Proof.Basic(String username, String password) -> username.length() + password.length();
      case Proof.Bearer(String token) -> token.length();
      case Proof.ApiKey(String header, String value) -> header.length() + value.length();
      case Proof.OAuth2(String url, String id, String secret, _, String scope, String audience) ->
          url.length()
              + id.length()
              + secret.length()
              + scope.length()
              + (audience == null ? 0 : audience.length());
    };
  }

  private static int ofAll(Map<String, String> texts) {
    return ofAll(texts.keySet()) + ofAll(texts.values());
  }

  private static int ofAll(Collection<String> texts) {
    return texts.stream().mapToInt(String::length).sum();
  }
}
