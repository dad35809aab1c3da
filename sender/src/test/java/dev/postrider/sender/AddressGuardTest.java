package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.policy.PortSet;
import dev.postrider.sender.AddressGuard.Ruling;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds beside the lines of {@code guard-vectors.txt}. */
final class AddressGuardTest {
  private static final Ruling DENIED = new Ruling.Refused("the address is not allowed here");

  private final AddressGuard guard = new AddressGuard(GuardRules.STANDARD);

  @Test
  void holesOpenWhatTheyNameAndNothingElse() {
    AddressGuard opened = opening("10.1.0.0/16, ::1,fd00::/8");
    assertThat(ruling(opened, "10.1.2.3")).isEqualTo(new Ruling.Allowed());
    assertThat(ruling(opened, "[::ffff:10.1.2.3]")).isEqualTo(new Ruling.Allowed());
    assertThat(ruling(opened, "[64:ff9b::10.1.2.3]")).isEqualTo(new Ruling.Allowed());
    assertThat(ruling(opened, "[fd12::1]")).isEqualTo(new Ruling.Allowed());
    assertThat(ruling(opened, "[::1]")).isEqualTo(new Ruling.Allowed());
    assertThat(ruling(opened, "10.2.0.1")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[::2]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "127.0.0.1")).isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void allOfIpv6IsNotALoopbackOfIpv4() {
    AddressGuard opened = opening("::/0");
    assertThat(ruling(opened, "[::ffff:127.0.0.1]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[64:ff9b::127.0.0.1]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[2002:7f00:1::]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[2001:0:808:808:0:0:80ff:fffe]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[2002:808:808::1]")).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void whatIsDeniedIsDeniedInEveryClothing() {
    AddressGuard denying =
        new AddressGuard(
            new GuardRules(
                AddressRanges.parse("0.0.0.0/0,::/0"),
                AddressRanges.parse("8.8.8.0/24"),
                HostPatterns.parse("trusted.example"),
                HostPatterns.NONE,
                PortSet.NONE));
    for (String text :
        List.of(
            "8.8.8.8",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "::ffff:0:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::8.8.8.8",
            "2002:808:808::1",
            "2001:0:808:808:0:0:ffff:ffff",
            "2600::5efe:8.8.8.8")) {
      InetAddress address = InetAddress.ofLiteral(text);
      assertThat(denying.rule(address)).as(text).isEqualTo(DENIED);
      assertThat(denying.rule("trusted.example", address)).as(text).isEqualTo(DENIED);
    }
    assertThat(ruling(denying, "8.8.4.4")).isEqualTo(new Ruling.Allowed());
    assertThat(ruling(denying, "[2600::5efe:8.8.4.4]")).isEqualTo(new Ruling.Allowed());
  }

  @Test
  void aTrustedNameHasWhateverDnsSaysAndNoOtherNameHas() {
    AddressGuard trusting =
        new AddressGuard(
            new GuardRules(
                AddressRanges.NONE,
                AddressRanges.NONE,
                HostPatterns.parse("trusted.example"),
                HostPatterns.NONE,
                PortSet.NONE));
    for (String address : List.of("10.0.0.1", "127.0.0.1", "::1", "fd00::1", "64:ff9b::a00:1")) {
      InetAddress literal = InetAddress.ofLiteral(address);
      assertThat(trusting.rule("trusted.example", literal)).isEqualTo(new Ruling.Allowed());
      assertThat(trusting.rule("other.example", literal)).isInstanceOf(Ruling.Refused.class);
      assertThat(trusting.rule(literal)).isInstanceOf(Ruling.Refused.class);
    }
  }

  /** A zone names a link of this machine. */
  @Test
  void aZoneIsNeverOpened() throws Exception {
    byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();
    AddressGuard opened = opening("::/0");
    assertThat(opened.rule(Inet6Address.getByAddress(null, bytes, -1)))
        .isEqualTo(new Ruling.Allowed());
    assertThat(opened.rule(Inet6Address.getByAddress(null, bytes, 1)))
        .isEqualTo(new Ruling.Refused("the address has a zone"));
  }

  /** The JDK knows some of the kinds; whatever it knows to be special must be refused. */
  @Test
  void refusesWhateverTheJdkCallsSpecial() throws Exception {
    long seed = 20260304;
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      InetAddress address = InetAddress.getByAddress(bytes);
      boolean special =
          address.isAnyLocalAddress()
              || address.isLoopbackAddress()
              || address.isLinkLocalAddress()
              || address.isSiteLocalAddress()
              || address.isMulticastAddress();
      if (special) {
        assertThat(guard.rule(address))
            .as("%s, seed %d", address, seed)
            .isInstanceOf(Ruling.Refused.class);
      }
    }
  }

  @Test
  void theReasonNamesTheKindAndNotTheAddress() {
    assertThat(ruling("10.1.2.3")).isEqualTo(new Ruling.Refused("the address is private"));
  }

  private static AddressGuard opening(String ranges) {
    return new AddressGuard(GuardRules.allowing(AddressRanges.parse(ranges)));
  }

  private Ruling ruling(String host) {
    return ruling(guard, host);
  }

  private static Ruling ruling(AddressGuard guard, String host) {
    return switch (Target.read("http://" + host + ":8080/x")) {
      case Target.Reading.Understood(Target target) when target.literal() != null ->
          guard.rule(target.literal());
      case Target.Reading reading -> throw new AssertionError(host + " is no literal: " + reading);
    };
  }
}
