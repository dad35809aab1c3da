package dev.postrider.directory;

import dev.postrider.directory.Authentication.Proof;
import java.util.Collection;
import java.util.Map;

/**
 * Weighs what an endpoint brings to be kept, which may be some hundred kilobytes of headers and
 * certificates. So the large ones of an application have a bound together, all of them one in
 * number, and memories of endpoints count bytes.
 */
public final class Bulk {
  /** One with no more bytes than these is not large. */
  public static final int LARGE = 1_024;

  /** All endpoints of an application, in number. */
  public static final int ENDPOINTS = 10_000;

  /** All large ones of an application together. */
  public static final int MOST = 4 << 20;

  /** Says to whoever finds no room what to do. */
  public static final String REFUSED =
      "finds no room: an application may have %,d endpoints, and those with more than %,d bytes of"
              .formatted(ENDPOINTS, LARGE)
          + " URL, headers, secrets, certificates, texts and metadata may have %,d together;"
              .formatted(MOST)
          + " send less, or delete endpoints";

  /** What an ordinary endpoint has, and the bytes beyond that which weigh as much as one. */
  private static final int ORDINARY = 512;

  private static final int UNIT = 64;

  private Bulk() {}

  /** What it weighs in a memory of endpoints, where an ordinary one weighs 1. */
  public static int weight(Endpoint.Settings settings) {
    return 1 + Math.max(0, bytes(settings) - ORDINARY) / UNIT;
  }

  /** All its characters, without signing secrets and filter. */
  public static int bytes(Endpoint.Settings settings) {
    return sealed(settings) + open(settings);
  }

  /** The characters that stand open at rest. */
  public static int open(Endpoint.Settings settings) {
    return ofAll(settings.eventTypes())
        + ofAll(settings.channels())
        + ofAll(settings.tags())
        + ofAll(settings.metadata())
        + settings.description().length();
  }

  /** The characters of what is sent to the receiver, or shown to it, without signing secrets. */
  private static int sealed(Endpoint.Settings settings) {
    Authentication authentication = settings.authentication();
    ClientCertificate certificate = authentication.certificate();
    String trusted = authentication.trusted();
    return settings.url().length()
        + ofAll(settings.headers())
        + (certificate == null ? 0 : certificate.chain().length() + certificate.key().length())
        + (trusted == null ? 0 : trusted.length())
        + of(authentication.proof());
  }

  /** The characters by which an endpoint proves itself. */
  public static int of(Proof proof) {
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
