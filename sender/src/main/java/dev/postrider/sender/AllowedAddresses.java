package dev.postrider.sender;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Ranges of addresses that an operator named: as those of webhooks although the address guard would
 * refuse them, or of proxies that are trusted.
 */
public record AllowedAddresses(List<Cidr> ranges) {

  /** No holes: the default. */
  public static final AllowedAddresses NONE = new AllowedAddresses(List.of());

  public AllowedAddresses {
    ranges = List.copyOf(ranges);
    if (ranges.size() > 1_000) {
      throw new IllegalArgumentException(
          "allowed addresses: at most 1000 ranges, not " + ranges.size());
    }
  }

  /** Reads ranges that are separated by commas; blank text is none. */
  public static AllowedAddresses parse(String text) {
    return new AllowedAddresses(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(range -> !range.isEmpty())
            .map(Cidr::parse)
            .toList());
  }

  /** True when the address is in one of the ranges. */
  public boolean contains(InetAddress address) {
    return contain(address.getAddress());
  }

  boolean contain(byte[] address) {
    for (Cidr range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
