package dev.postrider.server.platforms;

import java.util.stream.Stream;

/** Bodies that no API of a single webhook may take, and a word that the answer must have. */
final class BadTargets {
  private BadTargets() {}

  record Bad(String says, String body) {
    @Override
    public String toString() {
      return says + ": " + body.substring(0, Math.min(body.length(), 80));
    }
  }

  static Stream<Bad> all() {
    return Stream.concat(bodies(), urls());
  }

  private static Stream<Bad> bodies() {
    return Stream.of(
        new Bad("body", ""),
        new Bad("body", "{"),
        new Bad("body", "[]"),
        new Bad("body", "null"),
        new Bad("body", "7"),
        new Bad("body", "url=https://example.com"),
        new Bad("body", "{\"url\":\"https://example.com/\"} {}"),
        new Bad("body", "{\"url\":\"https://example.com/\",\"url\":\"https://example.org/\"}"),
        new Bad("body", "{\"url\":" + "[".repeat(500) + "]".repeat(500) + "}"),
        new Bad("url is required", "{}"));
  }

  private static Stream<Bad> urls() {
    return Stream.of(
            "null",
            "7",
            "{}",
            "[\"https://example.com/\"]",
            "\"\"",
            "\"/hook\"",
            "\"example.com/hook\"",
            "\"https://\"",
            "\"https:///hook\"",
            "\"https://user:password@/hook\"",
            "\"https://user%0d%0a:password@example.com/\"",
            "\"ftp://example.com/\"",
            "\"file:///etc/passwd\"",
            "\"javascript:alert(1)\"",
            "\"https://example.com/a\\r\\nX: y\"",
            "\"https://example.com/\\u0000\"",
            "\"https://example.com/\\u007f\"",
            "\"https://example.com/\\ud800\"",
            "\"https://example.com/a b\"",
            "\"https://example.com/#fragment\"",
            "\"https://example.com:99999/\"",
            "\"https://[::1/\"",
            "\"https://127.0.0.999/\"",
            "\"https://example.com/" + "x".repeat(2_048) + "\"")
        .map(url -> new Bad("url ", "{\"url\":" + url + "}"));
  }
}
