package dev.postrider.simulation;

import java.util.function.Supplier;

/** A promise that was not kept. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Broken(String what) {
    super(what);
  }

  /** Throws unless it holds. */
  static void unless(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new Broken(otherwise.get());
    }
  }
}
