package dev.postrider.server.operations;

import java.util.List;
import java.util.random.RandomGenerator;

/** Values that nobody should send, as pieces of JSON and as text. */
final class Junk {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          ".",
          "..",
          "%00",
          "a/b",
          "a b",
          "null",
          "true",
          "-1",
          "NaN",
          "1e400",
          "app_",
          "msg_2srOrx2ZWZBpBUvZwXKQmoEYga2",
          "ep_zzzzzzzzzzzzzzzzzzzzzzzzzzz",
          "atmpt_zzzzzzzzzzzzzzzzzzzzzzzzzzz",
          "msg_000000000000000000000000000",
          "2026-02-30T25:61:00Z",
          "1969-12-31T23:59:59Z",
          "9999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59.999999999+18:00",
          "'; DROP TABLE message; --",
          "<script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1/a}",
          "../../../../etc/passwd",
          "http://[::1",
          "http://user:pass@127.0.0.1:99999/",
          "whsec_AAAA",
          "whsk_AAAA",
          "\u0001\u001f\u007f\u0085",
          "a\r\nX-Injected: 1",
          "\u202e\u200b\ufeff",
          "\ud83d\ude00 e\u0301 \u00e9 \uffff",
          "İıſß\u0130");

  /** What a JSON text can say in escapes alone, or not at all. */
  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1.5",
          "65536",
          "2147483648",
          "-9223372036854775809",
          "1e309",
          "1e-400",
          "1E9999999999",
          "-1e99999999999999999999",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\":null}",
          "{\"a\":1,\"a\":2}",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"a\\ud800\\ud800\"",
          "\"\\u001f\\u007f\\u2028\"",
          "{\"\\ud800\":\"x\"}",
          "{\"\\u0000\":{}}",
          "[\"a\",\"a\"]",
          "01",
          "+1",
          ".5",
          "NaN",
          "'a'",
          "undefined",
          "\"\t\"",
          "\"\\x\"",
          "tru",
          "[1,]",
          "{,}",
          "/**/1");

  private final RandomGenerator random;

  Junk(RandomGenerator random) {
    this.random = random;
  }

  String text() {
    return switch (random.nextInt(8)) {
      case 0 -> "x".repeat(pick(List.of(127, 128, 129, 255, 256, 257, 512, 513, 2_048, 4_097)));
      case 1 -> characters(1 + random.nextInt(40));
      case 2 -> Long.toString(random.nextLong());
      default -> pick(TEXTS);
    };
  }

  /** Any characters, of which none is half of a pair. */
  private String characters(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int code = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
      text.appendCodePoint(code >= 0xd800 && code < 0xe000 ? 'x' : code);
    }
    return text.toString();
  }

  String json() {
    return switch (random.nextInt(12)) {
      case 0 -> quoted(text());
      case 1 -> nested(pick(List.of(2, 9, 60, 100, 126, 127, 128, 129, 200, 5_000)));
      case 2 -> "9".repeat(pick(List.of(10, 20, 400, 999, 1_000, 1_001, 5_000)));
      case 3 -> many(pick(List.of(6, 11, 51, 101, 129, 1_001, 10_001)));
      case 4 -> quoted("x".repeat(pick(List.of(1_025, 4_097, 16_385, 70_000))));
      default -> pick(JSON);
    };
  }

  private String nested(int depth) {
    return random.nextBoolean()
        ? "[".repeat(depth) + "]".repeat(depth)
        : "{\"not\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  private String many(int count) {
    StringBuilder all = new StringBuilder();
    boolean list = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      all.append(i == 0 ? "" : ",").append(list ? "" : "\"k" + i + "\":").append("\"v").append(i);
      all.append('"');
    }
    return list ? "[" + all + "]" : "{" + all + "}";
  }

  /** The text as JSON has it, with every escape that it needs. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < 0x20) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
