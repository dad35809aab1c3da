package dev.postrider.sender;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.sender.Target.Reading;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A URL that is understood means one place: what is shown of it is read as the same but for its
 * secrets, other readers see the same host and port, and no character of it could end a line of the
 * request.
 */
public final class TargetHarness implements Harness {
  private static final int LONGEST_READ = 8_192;

  @Override
  public void tries(byte[] input) {
    switch (Target.read(new String(input, StandardCharsets.UTF_8))) {
      case Reading.Rejected(String reason) -> Property.holds(!reason.isEmpty(), "has a reason");
      case Reading.Understood(Target target) -> understood(target);
    }
  }

  /** The host and port of a URL as the sender understands it; empty when it does not. */
  public static Optional<String> place(String url) {
    return Target.read(url) instanceof Reading.Understood(Target target)
        ? Optional.of(target.host() + " " + target.port())
        : Optional.empty();
  }

  private static void understood(Target target) {
    Property.holds(target.port() > 0 && target.port() < 65_536, "has a port");
    Property.holds(visible(target.path()) && target.path().startsWith("/"), "has a plain path");
    Property.holds(target.query() == null || visible(target.query()), "has a plain query");
    Property.holds(visible(target.authority()), "has a plain Host header");
    String shown = target.shown();
    if (shown.length() <= LONGEST_READ) {
      Property.same(
          Target.read(shown), new Reading.Understood(withoutSecrets(target)), "shown, read again");
    }
    if (target.literal() == null) {
      Property.holds(!address(target.host()), "what a resolver takes for an address is checked");
    } else {
      Property.same(InetAddress.ofLiteral(target.host()), target.literal(), "the address shown");
    }
    uri(shown)
        .ifPresent(uri -> {
          Property.same(bare(uri.getHost()), target.host(), "the host that java.net.URI sees");
          Property.holds(
              uri.getPort() == target.port()
                  || (uri.getPort() < 0 && target.port() == (target.secure() ? 443 : 80)),
              "the port that java.net.URI sees");
        });
  }

  private static Target withoutSecrets(Target t) {
    String query = t.query() == null ? null : "***";
    return new Target(t.secure(), t.host(), t.literal(), t.port(), t.path(), query, null);
  }

  private static boolean address(String host) {
    try {
      Inet4Address.ofPosixLiteral(host);
      return true;
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  /** Empty where java.net.URI sees no host, which it does not in names with underscores. */
  private static Optional<URI> uri(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
    } catch (URISyntaxException anotherSyntax) {
      return Optional.empty();
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean visible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
