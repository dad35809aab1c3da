package dev.postrider.sender;

import java.util.Arrays;
import java.util.List;

/** Ranges of addresses that an operator opened to webhooks, or closed to them. */
public record AddressRanges(List<Cidr> ranges) {
  public static final AddressRanges NONE = new AddressRanges(List.of());

  private static final int MOST = 1_000;

  public AddressRanges {
    ranges = List.copyOf(ranges);
    if (ranges.size() > MOST) {
      throw new IllegalArgumentException(
          "addresses: at most " + MOST + " ranges, not " + ranges.size());
    }
  }

  /** Reads ranges that are separated by commas; blank text is none. */
  public static AddressRanges parse(String text) {
    return new AddressRanges(
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
