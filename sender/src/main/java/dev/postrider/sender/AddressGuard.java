package dev.postrider.sender;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Says of every address whether a request may go there: only what is globally reachable, and what
 * the operator opened. Safe for use by many threads.
 *
 * <p>Failure policy: fail closed. An IPv6 address outside the space that has been handed out so far
 * is refused, because what is not known to be public may be ours. Ranges: IANA's special-purpose
 * address registries (RFC 6890 and later).
 */
public final class AddressGuard {

  /** What the guard says of an address. */
  public sealed interface Ruling {

    record Allowed() implements Ruling {}

    /** {@code reason} names the kind of address, not the address: customers read it. */
    record Refused(String reason) implements Ruling {}
  }

  private record Range(Cidr cidr, String kind) {}

  private static final Ruling ALLOWED = new Ruling.Allowed();

  private static final List<Range> REFUSED =
      List.of(
          range("0.0.0.0/8", "this network"),
          range("10.0.0.0/8", "private"),
          range("100.64.0.0/10", "shared by a carrier's customers"),
          range("127.0.0.0/8", "loopback"),
          range("168.63.129.16/32", "of a cloud's own services"),
          range("169.254.0.0/16", "link-local"),
          range("172.16.0.0/12", "private"),
          range("192.0.0.0/24", "reserved for protocols"),
          range("192.0.2.0/24", "for documentation"),
          range("192.88.99.0/24", "6to4 relay"),
          range("192.168.0.0/16", "private"),
          range("198.18.0.0/15", "for benchmarks"),
          range("198.51.100.0/24", "for documentation"),
          range("203.0.113.0/24", "for documentation"),
          range("224.0.0.0/4", "multicast"),
          range("255.255.255.255/32", "broadcast"),
          range("240.0.0.0/4", "reserved"),
          range("::/128", "unspecified"),
          range("::1/128", "loopback"),
          range("64:ff9b:1::/48", "local translation"),
          range("100::/64", "discard"),
          range("2001::/32", "Teredo"),
          range("2001::/23", "reserved for protocols"),
          range("2001:db8::/32", "for documentation"),
          range("2002::/16", "6to4"),
          range("3fff::/20", "for documentation"),
          range("5f00::/16", "segment routing"),
          range("fc00::/7", "private"),
          range("fe80::/10", "link-local"),
          range("fec0::/10", "site-local"),
          range("ff00::/8", "multicast"));

  private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");
  private static final int MAPPED_ZEROS = 10;

  private final AllowedAddresses holes;

  public AddressGuard(AllowedAddresses holes) {
    this.holes = holes;
  }

  /**
   * Rules on one address. An IPv4 address inside an IPv6 one is ruled on too: both must be allowed.
   */
  public Ruling rule(InetAddress address) {
    if (address instanceof Inet6Address six && six.getScopeId() != 0) {
      return new Ruling.Refused("the address has a zone");
    }
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? ruleOnFour(bytes) : ruleOnSix(bytes);
  }

  private Ruling ruleOnFour(byte[] bytes) {
    return holes.contain(bytes) ? ALLOWED : refusedRange(bytes);
  }

  private Ruling ruleOnSix(byte[] bytes) {
    if (mapped(bytes)) {
      return ruleOnFour(Arrays.copyOfRange(bytes, 12, 16));
    }
    Ruling outer = holes.contain(bytes) ? ALLOWED : refusedRange(bytes);
    return switch (outer) {
      case Ruling.Refused refused -> refused;
      case Ruling.Allowed _ when TEREDO.contains(bytes) ->
          both(Arrays.copyOfRange(bytes, 4, 8), inverted(bytes));
      case Ruling.Allowed _ when NAT64.contains(bytes) ->
          ruleOnFour(Arrays.copyOfRange(bytes, 12, 16));
      case Ruling.Allowed _ when SIX_TO_FOUR.contains(bytes) ->
          ruleOnFour(Arrays.copyOfRange(bytes, 2, 6));
      case Ruling.Allowed _ when isatap(bytes) -> ruleOnFour(Arrays.copyOfRange(bytes, 12, 16));
      case Ruling.Allowed allowed -> allowed;
    };
  }

  private Ruling both(byte[] one, byte[] other) {
    return ruleOnFour(one) instanceof Ruling.Refused refused ? refused : ruleOnFour(other);
  }

  private static Ruling refusedRange(byte[] bytes) {
    for (Range range : REFUSED) {
      if (range.cidr.contains(bytes)) {
        return new Ruling.Refused("the address is " + range.kind);
      }
    }
    return bytes.length == 4 || GLOBAL_UNICAST.contains(bytes) || NAT64.contains(bytes)
        ? ALLOWED
        : new Ruling.Refused("the address is not globally reachable");
  }

  /** IPv4 in IPv6 clothing: {@code ::ffff:a.b.c.d}. */
  private static boolean mapped(byte[] bytes) {
    for (int i = 0; i < MAPPED_ZEROS; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == -1 && bytes[11] == -1;
  }

  /** An interface identifier that tunnels to the IPv4 address in its last four bytes (RFC 5214). */
  private static boolean isatap(byte[] bytes) {
    return (bytes[8] & 0xfc) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  /** Teredo hides its client's address by inverting it. */
  private static byte[] inverted(byte[] bytes) {
    byte[] client = Arrays.copyOfRange(bytes, 12, 16);
    for (int i = 0; i < client.length; i++) {
      client[i] = (byte) ~client[i];
    }
    return client;
  }

  private static Range range(String cidr, String kind) {
    return new Range(Cidr.parse(cidr), kind);
  }
}
