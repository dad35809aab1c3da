package dev.postrider.server.config;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.0.0.0/8}; an address alone is a range of one. */
public record Cidr(InetAddress network, int bits) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/(\\d{1,3}))?");

  public Cidr {
    if (bits < 0 || bits > network.getAddress().length * 8) {
      throw new IllegalArgumentException();
    }
  }

  static Cidr parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    InetAddress network = InetAddress.ofLiteral(matcher.group(1));
    String bits = matcher.group(2);
    int whole = network.getAddress().length * 8;
    return new Cidr(network, bits == null ? whole : Integer.parseInt(bits));
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
