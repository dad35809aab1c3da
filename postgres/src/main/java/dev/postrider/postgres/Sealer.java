package dev.postrider.postgres;

import dev.postrider.seal.Place;
import dev.postrider.seal.SealingKey;
import java.util.random.RandomGenerator;

/** Seals with the data key that is the newest. */
record Sealer(SealingKey key, RandomGenerator random) {

  byte[] seal(byte[] plain, Place place) {
    return key.seal(plain, place, random);
  }
}
