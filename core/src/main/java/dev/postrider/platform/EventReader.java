package dev.postrider.platform;

/** Recognises a platform's events by their bodies. Safe for use by many threads. */
@FunctionalInterface
public interface EventReader {

  /** Says which event the bytes are, or what is wrong with them; never throws for a bad body. */
  Reading read(byte[] body);
}
