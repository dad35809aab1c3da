package dev.postrider.sender;

import dev.postrider.policy.PortSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code guard-vectors.txt}.
 *
 * @param dns the address that DNS gives for the URL's host; null for a host that is an address
 * @param settings what opens it, or what each denies it
 */
record GuardVector(
    Verdict verdict, String url, @Nullable InetAddress dns, Kind kind, List<String> settings) {
  enum Verdict {
    REFUSE,
    ALLOW,
    NEVER
  }

  enum Kind {
    ADDRESSES,
    HOSTS,
    PORTS
  }

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

  /** All lines; an address alone makes two vectors, as the host of a URL and as DNS's answer. */
  static List<GuardVector> all() {
    try (InputStream in = GuardVector.class.getResourceAsStream("/guard-vectors.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .flatMap(line -> read(line).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<GuardVector> read(String line) {
    List<String> parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    Verdict verdict = Verdict.valueOf(parts.get(0).toUpperCase(Locale.ROOT));
    String what = unescaped(parts.get(1));
    if (verdict == Verdict.NEVER) {
      return List.of(new GuardVector(verdict, what, null, Kind.HOSTS, List.of()));
    }
    int blank = parts.get(3).indexOf(' ');
    Kind kind = Kind.valueOf(parts.get(3).substring(0, blank).toUpperCase(Locale.ROOT));
    List<String> settings = List.of(parts.get(3).substring(blank + 1).split(",", -1));
    if (what.contains("://")) {
      InetAddress dns = parts.get(2).isEmpty() ? null : InetAddress.ofLiteral(parts.get(2));
      return List.of(new GuardVector(verdict, what, dns, kind, settings));
    }
    InetAddress address = InetAddress.ofLiteral(what);
    String host = what.contains(":") ? "[" + what + "]" : what;
    return List.of(
        new GuardVector(verdict, "http://" + host + "/", null, kind, settings),
        new GuardVector(verdict, "http://some.example/", address, kind, settings));
  }

  /** The defaults with all of the settings opened, or with these in their place. */
  GuardRules opened(List<String> settings) {
    String list = String.join(",", settings);
    GuardRules rules = GuardRules.STANDARD;
    return switch (kind) {
      case ADDRESSES -> GuardRules.allowing(AddressRanges.parse(list));
      case HOSTS ->
          new GuardRules(
              rules.allowAddresses(),
              rules.denyAddresses(),
              HostPatterns.parse(list),
              rules.denyHosts(),
              rules.denyPorts());
      case PORTS -> with(rules, PortSet.parse(without(rules.denyPorts(), list)));
    };
  }

  /** The rules with one setting denied too. */
  GuardRules denied(GuardRules rules, String setting) {
    return switch (kind) {
      case ADDRESSES ->
          new GuardRules(
              rules.allowAddresses(),
              AddressRanges.parse(setting),
              rules.allowHosts(),
              rules.denyHosts(),
              rules.denyPorts());
      case HOSTS ->
          new GuardRules(
              rules.allowAddresses(),
              rules.denyAddresses(),
              rules.allowHosts(),
              HostPatterns.parse(setting),
              rules.denyPorts());
      case PORTS -> with(rules, PortSet.parse(setting));
    };
  }

  /** A setting that means something right beside what this one means. */
  String beside(String setting) {
    return switch (kind) {
      case ADDRESSES -> {
        byte[] bytes = InetAddress.ofLiteral(setting).getAddress();
        bytes[bytes.length - 1] ^= 1;
        yield address(bytes).getHostAddress();
      }
      case HOSTS -> setting.startsWith("*.") ? setting.substring(2) : "*." + setting;
      case PORTS -> String.valueOf(Integer.parseInt(setting) - 1);
    };
  }

  private static GuardRules with(GuardRules rules, PortSet ports) {
    return new GuardRules(
        rules.allowAddresses(),
        rules.denyAddresses(),
        rules.allowHosts(),
        rules.denyHosts(),
        ports);
  }

  private static String without(PortSet ports, String port) {
    StringBuilder rest = new StringBuilder("65535");
    for (int i = 1; i < 65_535; i++) {
      if (ports.contains(i) && i != Integer.parseInt(port)) {
        rest.append(',').append(i);
      }
    }
    return rest.toString();
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return bytes.length == 4
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, -1);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(found ->
            java.util.regex.Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  @Override
  public String toString() {
    return verdict
        + " "
        + url
        + (dns == null ? "" : " by DNS " + dns.getHostAddress())
        + " "
        + kind.name().toLowerCase(Locale.ROOT)
        + " "
        + settings;
  }
}
