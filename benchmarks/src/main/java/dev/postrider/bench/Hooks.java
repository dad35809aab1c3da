package dev.postrider.bench;

/**
 * Where endpoints are, all of them on this machine.
 *
 * @param scheme {@code http} or {@code https}
 * @param hosts so many addresses are used in turn
 * @param ports so many ports of each, from the sink's on
 */
record Hooks(String scheme, int hosts, int ports) {
  /** Addresses whose second byte is not 0 are used only where there are so many. */
  static final int MOST_HOSTS = 1_000_000;

  private static final int LAST = 250;

  /** Every endpoint has a host of its own, as customers do. */
  static final Hooks OWN_HOSTS = new Hooks("http", MOST_HOSTS, 1);

  /** The URL of an endpoint. */
  String url(int number, int port) {
    int place = number / hosts % ports;
    return "%s://%s:%d/hooks/%d".formatted(scheme, host(number % hosts), port + place, number);
  }

  /** An address of this machine. */
  static String host(int number) {
    return "127.%d.%d.%d".formatted(number / LAST / LAST, number / LAST % LAST, 1 + number % LAST);
  }
}
