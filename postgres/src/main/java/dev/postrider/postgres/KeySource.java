package dev.postrider.postgres;

import dev.postrider.seal.MasterKeys;
import java.util.random.RandomGenerator;

/**
 * What the secrets in a database are sealed with.
 *
 * @param masters where the keys are that are not in the database
 * @param random unpredictable: keys and nonces are made of it
 */
public record KeySource(MasterKeys masters, RandomGenerator random) {}
