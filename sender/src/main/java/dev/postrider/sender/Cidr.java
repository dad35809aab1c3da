package dev.postrider.sender;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses of one family, as {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is
 * a range of one.
 *
 * @param network the first address; its bits beyond the prefix are zero
 */
public record Cidr(InetAddress network, int prefix) {
  public Cidr {
    byte[] bytes = network.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException(
          "prefix of "
              + network.getHostAddress()
              + ": 0 to "
              + bytes.length * 8
              + ", not "
              + prefix);
    }
    if (!Arrays.equals(bytes, masked(bytes, prefix))) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + prefix + " has bits beyond its prefix");
    }
  }

  /** Reads a range; the message of the exception is fit for the person who configured it. */
  public static Cidr parse(String text) {
    String value = text.strip();
    int slash = value.indexOf('/');
    String address = slash < 0 ? value : value.substring(0, slash);
    if (address.indexOf('%') >= 0) {
      throw new IllegalArgumentException("'" + value + "': a range of addresses has no zone");
    }
    try {
      InetAddress network = InetAddress.ofLiteral(address);
      int prefix =
          slash < 0
              ? network.getAddress().length * 8
              : Integer.parseUnsignedInt(value.substring(slash + 1));
      return new Cidr(network, prefix);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("'" + value + "': no prefix length after the slash");
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "'" + value + "' is no range of addresses: " + unreadable.getMessage());
    }
  }

  /** True when the address is of this family and in this range. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] address) {
    byte[] first = network.getAddress();
    if (address.length != first.length) {
      return false;
    }
    int whole = prefix / 8;
    int rest = prefix % 8;
    return Arrays.equals(address, 0, whole, first, 0, whole)
        && (rest == 0 || ((address[whole] ^ first[whole]) & 0xff) >>> (8 - rest) == 0);
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }

  private static byte[] masked(byte[] bytes, int prefix) {
    byte[] masked = Arrays.copyOf(bytes, bytes.length);
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >>> (bit % 8));
    }
    return masked;
  }
}
