package dev.postrider.fuzz;

/**
 * Reads an input as its part of the product does, and checks what must hold of the reading. Safe
 * for use by many threads.
 */
@FunctionalInterface
public interface Harness {

  /**
   * Tries one input. A refusal in the product's own words is right; whatever is thrown is a fault.
   *
   * @throws AssertionError when what must hold does not
   */
  void tries(byte[] input);
}
