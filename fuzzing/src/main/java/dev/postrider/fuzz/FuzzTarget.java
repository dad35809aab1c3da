package dev.postrider.fuzz;

/** What Jazzer calls, by these names: one harness, which its first argument names. */
public final class FuzzTarget {
  private static Harness harness = _ -> {};

  private FuzzTarget() {}

  public static void fuzzerInitialize(String[] args) {
    harness = Harnesses.named(args[0]);
    // Loading what it uses, instrumented, takes seconds, which are no input's fault.
    harness.tries(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    harness.tries(input);
  }
}
