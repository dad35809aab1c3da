package dev.postrider.server.listen;

/** Shows what came, in its order, each at once. Safe for use by many threads. */
public sealed interface Display permits TextDisplay, JsonDisplay {

  void show(Shown shown);

  /** True when nobody reads any more, because what was written to is closed. */
  boolean closed();
}
