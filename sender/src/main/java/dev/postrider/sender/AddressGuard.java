package dev.postrider.sender;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Says of every place whether a request may go there: only to what is globally reachable or opened
 * by the operator, and never to what the operator denies. Safe for use by many threads.
 *
 * <p>Failure policy: fail closed. An IPv6 address outside the space that has been handed out so far
 * is refused, because what is not known to be public may be ours. Ranges: IANA's special-purpose
 * address registries (RFC 6890 and later).
 */
public final class AddressGuard {

  /** What the guard says of a place. */
  public sealed interface Ruling {

    record Allowed() implements Ruling {}

    /** {@code reason} tells of the URL and the kind of its address: customers read it. */
    record Refused(String reason) implements Ruling {}
  }

  private record Range(Cidr cidr, String kind) {}

  private static final Ruling ALLOWED = new Ruling.Allowed();
  private static final Ruling DENIED = new Ruling.Refused("the address is not allowed here");
  private static final Ruling DENIED_HOST =
      new Ruling.Refused("the host of the URL is not allowed here");

  /** Names by which clouds offer a machine's own secrets to it. */
  private static final HostPatterns METADATA =
      HostPatterns.parse(
          "metadata,metadata.google.internal,metadata.goog,metadata.azure.internal,"
              + "metadata.tencentyun.com,instance-data,instance-data.ec2.internal");

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
  private static final Cidr LOCAL_NAT64 = Cidr.parse("64:ff9b:1::/48");
  private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");
  private static final Cidr COMPATIBLE = Cidr.parse("::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");
  private static final int MAPPED_ZEROS = 10;

  private final GuardRules rules;

  public AddressGuard(GuardRules rules) {
    this.rules = rules;
  }

  /** Rules on what a URL says itself, before anybody asks DNS: host and port. */
  Ruling ruleOnUrl(Target target) {
    if (rules.denyPorts().contains(target.port())) {
      return new Ruling.Refused("the port " + target.port() + " of the URL is not allowed here");
    }
    if (target.literal() != null) {
      return ALLOWED;
    }
    boolean denied = rules.denyHosts().match(target.host());
    return denied || (METADATA.match(target.host()) && !opened(target.host()))
        ? DENIED_HOST
        : ALLOWED;
  }

  /** Rules on an address that stands in a URL itself. */
  public Ruling rule(InetAddress address) {
    return rule(address, false);
  }

  /**
   * Rules on an address that DNS gave for a host; it must be one that {@link #ruleOnUrl} allows.
   */
  Ruling rule(String host, InetAddress address) {
    return rule(address, opened(host));
  }

  private boolean opened(String host) {
    return rules.allowHosts().match(host);
  }

  /**
   * An IPv4 address inside an IPv6 one is ruled on too: both must be allowed.
   *
   * @param trusted whether every kind of address is allowed, because its host is
   */
  private Ruling rule(InetAddress address, boolean trusted) {
    if (address instanceof Inet6Address six && six.getScopeId() != 0) {
      return new Ruling.Refused("the address has a zone");
    }
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? ruleOnFour(bytes, trusted) : ruleOnSix(bytes, trusted);
  }

  private Ruling ruleOnFour(byte[] bytes, boolean trusted) {
    if (rules.denyAddresses().contain(bytes)) {
      return DENIED;
    }
    return trusted || rules.allowAddresses().contain(bytes) ? ALLOWED : refusedRange(bytes);
  }

  private Ruling ruleOnSix(byte[] bytes, boolean trusted) {
    if (mapped(bytes)) {
      return ruleOnFour(lastFour(bytes), trusted);
    }
    if (rules.denyAddresses().contain(bytes)) {
      return DENIED;
    }
    Ruling outer = trusted || rules.allowAddresses().contain(bytes) ? ALLOWED : refusedRange(bytes);
    return switch (outer) {
      case Ruling.Refused refused -> refused;
      case Ruling.Allowed _ when TEREDO.contains(bytes) ->
          both(Arrays.copyOfRange(bytes, 4, 8), inverted(bytes), trusted);
      case Ruling.Allowed _ when SIX_TO_FOUR.contains(bytes) ->
          ruleOnFour(Arrays.copyOfRange(bytes, 2, 6), trusted);
      case Ruling.Allowed _ when endsInFour(bytes) -> ruleOnFour(lastFour(bytes), trusted);
      case Ruling.Allowed allowed -> allowed;
    };
  }

  private Ruling both(byte[] one, byte[] other, boolean trusted) {
    return ruleOnFour(one, trusted) instanceof Ruling.Refused refused
        ? refused
        : ruleOnFour(other, trusted);
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

  /** IPv4 in IPv6 clothing: {@code ::ffff:a.b.c.d}, which Java reads as IPv4 where it can. */
  private static boolean mapped(byte[] bytes) {
    for (int i = 0; i < MAPPED_ZEROS; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == -1 && bytes[11] == -1;
  }

  /** True when the last four bytes are an IPv4 address that the request may end up at. */
  private static boolean endsInFour(byte[] bytes) {
    return NAT64.contains(bytes)
        || LOCAL_NAT64.contains(bytes)
        || TRANSLATED.contains(bytes)
        || (COMPATIBLE.contains(bytes) && (bytes[12] | bytes[13]) != 0)
        || isatap(bytes);
  }

  private static byte[] lastFour(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 12, 16);
  }

  /** An interface identifier that tunnels to the IPv4 address in its last four bytes (RFC 5214). */
  private static boolean isatap(byte[] bytes) {
    return (bytes[8] & 0xfc) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  /** Teredo hides its client's address by inverting it. */
  private static byte[] inverted(byte[] bytes) {
    byte[] client = lastFour(bytes);
    for (int i = 0; i < client.length; i++) {
      client[i] = (byte) ~client[i];
    }
    return client;
  }

  private static Range range(String cidr, String kind) {
    return new Range(Cidr.parse(cidr), kind);
  }
}
