package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.sender.AddressGuard.Ruling;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts as they may stand in a URL, read and ruled on as the sender does. */
final class AddressGuardTest {
  private final AddressGuard guard = new AddressGuard(AllowedAddresses.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Loopback and this network, in every form that some library reads
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0x7F.0x0.0x0.0x1",
        "0177.0.0.1",
        "0177.1",
        "017700000001",
        "127.0.0.01",
        "127.0.0.1.",
        "0",
        "0.0.0.0",
        "0x0",
        "00000000",
        "0.1.2.3",
        "１２７.0.0.1",
        "127。0。0。1",
        "⑫7.0.0.1",
        // Private, shared, link-local, metadata
        "10.0.0.1",
        "10.255.255.255",
        "167772161",
        "0xa.1",
        "012.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.255.255",
        "3232235521",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "168.63.129.16",
        // Reserved
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "250.1.2.3",
        "255.255.255.255",
        "4294967295",
        "0xffffffff",
        // IPv6
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fdff::1]",
        "[fe80::1]",
        "[febf::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[ff0e::1]",
        "[100::1]",
        "[2001:db8::1]",
        "[2001:DB8:0::1]",
        "[3fff::1]",
        "[3fff:fff::1]",
        "[5f00::1]",
        "[2001::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:2::1]",
        "[2001:10::1]",
        "[2001:20::1]",
        "[2001:1ff:ffff::1]",
        "[4000::1]",
        "[1000::1]",
        "[::2]",
        // IPv4 inside IPv6
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[::127.0.0.1]",
        "[::8.8.8.8]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b::169.254.169.254]",
        "[64:ff9b:1::8.8.8.8]",
        "[2002:7f00:1::]",
        "[2002:a00:1::1]",
        "[2002:808:808::1]",
        "[2600::5efe:10.0.0.1]",
        "[2600::200:5efe:7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "999"
      })
  void isRefused(String host) {
    assertThat(ruling(host)).isInstanceOf(Ruling.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "134744072",
        "0x08080808",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "[2606:4700:4700::1111]",
        "[2a00:1450:4001::1]",
        "[2001:200::1]",
        "[2001:4860:4860::8888]",
        "[2003::1]",
        "[3ffe::1]",
        "[::ffff:8.8.8.8]",
        "[64:ff9b::8.8.8.8]",
        "[2600::5efe:8.8.8.8]"
      })
  void isAllowed(String host) {
    assertThat(ruling(host)).isEqualTo(new Ruling.Allowed());
  }

  /** These are neither address nor name, so nothing is looked up for them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "256.0.0.1",
        "1.2.3.4.5",
        "4294967296",
        "0x100000000",
        "127.0.0.0x",
        "1.2.3.08",
        "1..2",
        "[::1%lo]",
        "[fe80::1%25eth0]",
        "[::1",
        "::1",
        "[127.0.0.1]",
        "[]",
        "[::1]x",
        "",
        ".",
        "127.0.0.1%00",
        "%31%32%37.0.0.1",
        "local host",
        "a..b",
        "-\u0000-"
      })
  void isUnreadable(String host) {
    assertThat(Target.read("http://" + host + "/")).isInstanceOf(Target.Reading.Rejected.class);
  }

  @Test
  void holesOpenWhatTheyNameAndNothingElse() {
    AddressGuard opened = new AddressGuard(AllowedAddresses.parse("10.1.0.0/16, ::1,fd00::/8"));
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
    AddressGuard opened = new AddressGuard(AllowedAddresses.parse("::/0"));
    assertThat(ruling(opened, "[::ffff:127.0.0.1]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[64:ff9b::127.0.0.1]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[2002:7f00:1::]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[2001:0:808:808:0:0:80ff:fffe]")).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling(opened, "[2002:808:808::1]")).isEqualTo(new Ruling.Allowed());
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
