package dev.postrider.platform;

import java.util.Map;

/** Recognises a platform's events by their bodies. Safe for use by many threads. */
@FunctionalInterface
public interface EventReader {

  /**
   * Says which event the bytes are, or what is wrong with them; never throws for a bad body.
   *
   * @param settings what the application says of the platform's {@linkplain Setting settings}
   */
  Reading read(byte[] body, Map<String, String> settings);
}
