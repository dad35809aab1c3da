package dev.postrider.bench;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Makes JSON documents of an exact size that look like the events of a chat platform. */
final class Payloads {
  static final int SMALLEST = 120;

  /** Below this there is no room for all members. */
  private static final int WHOLE = 400;

  private static final String[] WORDS = {
    "order",
    "delivery",
    "please",
    "the",
    "invoice",
    "a",
    "problem",
    "with",
    "my",
    "account",
    "since",
    "yesterday",
    "thanks",
    "for",
    "your",
    "help",
    "number",
    "address",
    "changed",
    "when",
    "will",
    "it",
    "arrive",
    "hello",
    "we",
    "would",
    "like",
    "to",
    "know",
    "about",
    "price",
    "and",
    "refund",
    "café"
  };
  private static final String[] CHANNELS = {"web", "whatsapp", "messenger", "email", "viber"};

  private final RandomGenerator random;

  Payloads(RandomGenerator random) {
    this.random = random;
  }

  /** A document of {@code size} bytes, stamp included. */
  byte[] next(int size) {
    if (size < SMALLEST) {
      throw new IllegalArgumentException("size: at least " + SMALLEST + " bytes, not " + size);
    }
    StringBuilder json = new StringBuilder(size);
    json.append(Stamp.PREFIX).append("0".repeat(Stamp.LENGTH));
    json.append("\",\"event\":\"message.created\"");
    if (size >= WHOLE) {
      members(json);
    }
    json.append(",\"message\":{\"text\":\"");
    String tail = "\"}}";
    int room = size - json.length() - tail.length();
    while (room > 0) {
      String word = WORDS[random.nextInt(WORDS.length)] + " ";
      int bytes = word.getBytes(StandardCharsets.UTF_8).length;
      json.append(bytes <= room ? word : ".".repeat(room));
      room -= Math.min(bytes, room);
    }
    return json.append(tail).toString().getBytes(StandardCharsets.UTF_8);
  }

  private void members(StringBuilder json) {
    json.append(",\"id\":\"").append(hex()).append(hex());
    json.append("\",\"session\":{\"id\":").append(random.nextInt(1_000_000));
    json.append(",\"channel\":\"").append(CHANNELS[random.nextInt(CHANNELS.length)]);
    json.append("\",\"started\":\"2026-03-0")
        .append(1 + random.nextInt(9))
        .append("T12:00:00.000Z\"}");
    json.append(",\"contact\":{\"id\":\"").append(hex());
    json.append("\",\"email\":\"").append(hex()).append("@example.com\"");
    json.append(",\"vip\":").append(random.nextBoolean()).append("}");
  }

  private String hex() {
    return String.format("%016x", random.nextLong());
  }
}
