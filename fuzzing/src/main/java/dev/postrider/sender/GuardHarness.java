package dev.postrider.sender;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.policy.PortSet;
import dev.postrider.sender.AddressGuard.Ruling;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * No address that is local to anybody is allowed, in whatever form of IPv6 it is wrapped, what the
 * operator denies is denied in each of them, and a range that he opens or denies is its own
 * addresses and no others. Inputs of 4 and 16 bytes are addresses, all others the text of a range.
 */
public final class GuardHarness implements Harness {
  private static final AddressGuard CLOSED = new AddressGuard(GuardRules.STANDARD);

  private static final Cidr ALL_FOUR = Cidr.parse("0.0.0.0/0");
  private static final Cidr ALL_SIX = Cidr.parse("::/0");

  @Override
  public void tries(byte[] input) {
    if (input.length == 4 || input.length == 16) {
      address(input);
    } else {
      range(new String(input, StandardCharsets.UTF_8));
    }
  }

  private static void address(byte[] bytes) {
    InetAddress address = of(bytes);
    boolean local =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    Property.holds(!local || refused(CLOSED, address), "a local address is refused: " + address);
    if (address.getAddress().length == 4) {
      wrapped(address);
    } else {
      Property.holds(refused(CLOSED, address) || handedOut(bytes), "only global space is allowed");
    }
  }

  private static void wrapped(InetAddress four) {
    boolean refused = refused(CLOSED, four);
    AddressRanges itself = new AddressRanges(List.of(new Cidr(four, 32)));
    AddressGuard denied = guard(new AddressRanges(List.of(ALL_FOUR, ALL_SIX)), itself);
    String plain = HexFormat.of().formatHex(four.getAddress());
    for (String form :
        List.of(
            "00000000000000000000ffff" + plain,
            "0064ff9b0000000000000000" + plain,
            "2002" + plain + "00000000000000000001",
            "2a00145040010800" + "00005efe" + plain,
            "2a00145040010800" + "02005efe" + plain)) {
      InetAddress six = of(HexFormat.of().parseHex(form));
      Property.holds(!refused || refused(CLOSED, six), "is refused in IPv6 too: " + six);
      Property.holds(refused(denied, six), "is denied in IPv6 too: " + six);
    }
    Property.holds(refused(denied, four), "what the operator denies is denied: " + four);
    Property.holds(
        !refused(guard(itself, AddressRanges.NONE), four), "what he opened is open: " + four);
  }

  private static void range(String text) {
    Cidr range;
    try {
      range = Cidr.parse(text);
    } catch (IllegalArgumentException refused) {
      Property.holds(refused.getMessage() != null, "says what is wrong");
      return;
    }
    Property.same(Cidr.parse(range.toString()), range, "written and read again");
    Property.holds(range.contains(range.network()), "has its first address");
    if (range.prefix() > 0) {
      byte[] outside = range.network().getAddress();
      outside[(range.prefix() - 1) / 8] ^= (byte) (0x80 >>> ((range.prefix() - 1) % 8));
      Property.holds(!range.contains(outside), "ends where it says");
      AddressRanges alone = new AddressRanges(List.of(range));
      for (AddressGuard guard :
          List.of(guard(alone, AddressRanges.NONE), guard(AddressRanges.NONE, alone))) {
        Property.same(
            guard.rule(of(outside)), CLOSED.rule(of(outside)), "is about nothing else: " + text);
      }
    }
  }

  private static AddressGuard guard(AddressRanges allowed, AddressRanges denied) {
    return new AddressGuard(
        new GuardRules(allowed, denied, HostPatterns.NONE, HostPatterns.NONE, PortSet.NONE));
  }

  private static boolean refused(AddressGuard guard, InetAddress address) {
    return guard.rule(address) instanceof Ruling.Refused;
  }

  /** 2000::/3, and the prefix of translation. */
  private static boolean handedOut(byte[] six) {
    byte[] nat64 = HexFormat.of().parseHex("0064ff9b0000000000000000");
    return (six[0] & 0xe0) == 0x20 || Arrays.equals(six, 0, 12, nat64, 0, 12);
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("4 or 16 bytes are an address", impossible);
    }
  }
}
