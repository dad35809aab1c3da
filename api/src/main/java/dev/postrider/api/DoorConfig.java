package dev.postrider.api;

import dev.postrider.api.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * Who comes through the API's door, and how.
 *
 * @param tls what the server shows who it is by; null for plain HTTP. Defaults to that
 */
public record DoorConfig(@Nullable TlsFiles tls) {
  public static final DoorConfig DEFAULTS = new DoorConfig(null);
}
