package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class Utf8Test {

  /** The decoder of the JDK is the judge; zero bytes are ours. */
  @Test
  void agreesWithTheDecoder() {
    long seed = 42;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] alphabet = {
      'a',
      'z',
      0x7f,
      (byte) 0x80,
      (byte) 0x9f,
      (byte) 0xa0,
      (byte) 0xbf,
      (byte) 0xc1,
      (byte) 0xc2,
      (byte) 0xdf,
      (byte) 0xe0,
      (byte) 0xed,
      (byte) 0xef,
      (byte) 0xf0,
      (byte) 0xf4,
      (byte) 0xf5,
      (byte) 0xff,
      (byte) 0x8f,
      (byte) 0x90
    };
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = new byte[random.nextInt(20)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(3) > 0 ? (byte) 'x' : alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(Utf8.valid(bytes)).as("seed %s: %s", seed, bytes).isEqualTo(decodes(bytes));
    }
  }

  @Test
  void refusesZeroAndTheByteOrderMark() {
    assertThat(Utf8.valid(new byte[9])).isFalse();
    for (int at = 0; at < 20; at++) {
      byte[] bytes = "xxxxxxxxxxxxxxxxxxxx".getBytes(StandardCharsets.US_ASCII);
      bytes[at] = 0;
      assertThat(Utf8.valid(bytes)).isFalse();
    }
    assertThat(Utf8.valid("\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(Utf8.valid("{\"\uFEFF\"}".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(Utf8.valid("é€😀 and more than eight".getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
