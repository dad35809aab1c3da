package dev.postrider.postgres;

import dev.postrider.seal.Place;
import dev.postrider.seal.SealingKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Seals with the data key that is the newest. */
record Sealer(SealingKey key, RandomGenerator random) {

  byte[] seal(byte[] plain, Place place) {
    return key.seal(plain, place, random);
  }

  /** As base64, for a column of texts. */
  String sealText(String plain, Place place) {
    return Base64.getEncoder().encodeToString(seal(plain.getBytes(StandardCharsets.UTF_8), place));
  }
}
