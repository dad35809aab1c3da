package dev.postrider.sender;

import java.util.Arrays;
import java.util.List;

/** The ranges that an operator opened although the address guard would refuse them. */
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

  boolean contain(byte[] address) {
    for (Cidr range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
