package dev.postrider.server.config;

import dev.postrider.server.observe.ObserveConfig;
import dev.postrider.server.terminal.Complaint;
import java.util.List;

/** The settings of who watches the server. */
final class ObserveKeys {
  static final Key<Integer> PORT =
      Key.absent(
          "observe.port",
          Kinds.number(0, 65_535),
          "A port of their own for /metrics and /health; then /metrics is gone from that of the"
              + " API. 0 takes a free one.");

  static final Key<String> HOST =
      Key.of(
          "observe.host",
          Kinds.text(1, 253),
          "127.0.0.1",
          "The address to listen on at observe.port. It speaks plain HTTP and asks nobody who he"
              + " is.");

  static final List<Key<?>> KEYS = List.of(PORT, HOST);

  private ObserveKeys() {}

  static ObserveConfig config(Settings s) {
    Integer port = s.find(PORT).orElse(null);
    if (port != null && port != 0 && port.equals(s.get(Catalogue.PORT))) {
      throw Complaint.usage(
          "observe.port must be another than port, which is %d (%s), not the same (%s)."
              .formatted(port, s.origin(Catalogue.PORT), s.origin(PORT)));
    }
    return new ObserveConfig(s.get(HOST), port);
  }
}
