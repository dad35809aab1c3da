package dev.postrider.server.config;

import dev.postrider.api.http.Cors;
import dev.postrider.console.page.Colour;
import dev.postrider.policy.PortSet;
import dev.postrider.seal.MasterKey;
import dev.postrider.sender.AddressRanges;
import dev.postrider.sender.Cidr;
import dev.postrider.sender.HostPatterns;
import dev.postrider.sender.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of settings that there are. */
final class Kinds {
  private Kinds() {}

  static Kind<Integer> number(int low, int high) {
    return new Kind<>(
        "NUMBER",
        "a whole number from %d to %d".formatted(low, high),
        text -> (int) within(Long.parseLong(text), low, high),
        String::valueOf);
  }

  static Kind<Double> decimal(double low, double high) {
    return new Kind<>(
        "NUMBER",
        "a number from %s to %s".formatted(plain(low), plain(high)),
        text -> {
          double value = Double.parseDouble(text);
          require(value >= low && value <= high);
          return value;
        },
        Kinds::plain);
  }

  static Kind<Long> size(long low, long high) {
    return new Kind<>(
        "SIZE",
        "a size from %s to %s, such as 512KiB or 64MiB"
            .formatted(Amounts.showSize(low), Amounts.showSize(high)),
        text -> within(Amounts.size(text), low, high),
        Amounts::showSize);
  }

  static Kind<Duration> duration(Duration low, Duration high) {
    return new Kind<>(
        "DURATION",
        "a duration from %s to %s, such as 500ms, 15s, 5m or 2h"
            .formatted(Amounts.showDuration(low), Amounts.showDuration(high)),
        text -> {
          Duration value = Amounts.duration(text);
          require(value.compareTo(low) >= 0 && value.compareTo(high) <= 0);
          return value;
        },
        Amounts::showDuration);
  }

  static Kind<String> text(int shortest, int longest) {
    return new Kind<>(
        "TEXT",
        "a text of %d to %d characters".formatted(shortest, longest),
        text -> {
          require(text.length() >= shortest && text.length() <= longest);
          return text;
        },
        Function.identity());
  }

  static Kind<String> hostName() {
    return new Kind<>(
        "NAME",
        "a DNS name in lower case, such as webhooks.example.com",
        text -> {
          require(text.length() <= 253);
          require(text.matches("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z][a-z0-9-]{0,62}"));
          return text;
        },
        Function.identity());
  }

  static Kind<Boolean> yesOrNo() {
    return new Kind<>(
        "true|false",
        "true or false",
        text -> {
          require(text.equals("true") || text.equals("false"));
          return Boolean.valueOf(text);
        },
        String::valueOf);
  }

  static Kind<String> oneOf(String... choices) {
    return new Kind<>(
        String.join("|", choices),
        "one of " + String.join(", ", choices),
        text -> {
          require(List.of(choices).contains(text));
          return text;
        },
        Function.identity());
  }

  static Kind<Path> directory() {
    return new Kind<>("DIR", "a directory", Kinds::path, Path::toString);
  }

  static Kind<DatabaseUrl> databaseUrl() {
    return new Kind<>("URL", DatabaseUrl.BOUND, DatabaseUrl::parse, DatabaseUrl::toString);
  }

  /** A page that a browser can be sent to. */
  static Kind<URI> page() {
    return new Kind<>(
        "URL",
        "an http or https URL of at most 1000 characters without query, fragment and user",
        text -> {
          URI uri = URI.create(text);
          require(text.length() <= 1_000 && uri.getHost() != null);
          require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
          require(uri.getRawQuery() == null && uri.getRawFragment() == null);
          require(uri.getRawUserInfo() == null);
          return uri;
        },
        URI::toString);
  }

  static Kind<Path> file() {
    return new Kind<>("FILE", "a file", Kinds::path, Path::toString);
  }

  static Kind<List<MasterKey>> masterKeys() {
    return new Kind<>(
        "KEY,...",
        "1 to 100 keys of 32 bytes in base64",
        text -> {
          require(text.length() <= 5_000);
          List<MasterKey> keys =
              Arrays.stream(text.split(","))
                  .map(key ->
                      MasterKey.parse(key.strip()).orElseThrow(IllegalArgumentException::new))
                  .toList();
          require(keys.size() <= 100);
          return keys;
        },
        _ -> "***");
  }

  static Kind<AddressRanges> addresses() {
    return new Kind<>(
        "CIDR,...",
        "up to 1000 address ranges such as 10.0.0.0/8,::1/128",
        AddressRanges::parse,
        addresses ->
            addresses.ranges().stream().map(Cidr::toString).collect(Collectors.joining(",")));
  }

  static Kind<HostPatterns> hosts() {
    return new Kind<>(
        "HOST,...",
        "up to 1000 names such as hooks.example.com,*.internal.example",
        HostPatterns::parse,
        hosts -> String.join(",", hosts.patterns()));
  }

  static Kind<PortSet> ports() {
    return new Kind<>(
        "PORT,...",
        "ports and ranges of them such as 25,6000-6063",
        PortSet::parse,
        PortSet::toString);
  }

  static Kind<Proxy> proxy() {
    return new Kind<>(
        "URL",
        "a URL such as http://user:password@host:3128 or socks5://host:1080",
        Proxy::parse,
        Proxy::toString);
  }

  /** A colour that can be read on this ground. */
  static Kind<Colour> colour(Colour ground) {
    return new Kind<>(
        "COLOUR",
        "a colour such as #0b5cad whose contrast with %s is at least %s : 1 (WCAG AA)"
            .formatted(ground, Colour.READABLE),
        text -> {
          Colour colour = Colour.of(text).orElseThrow(IllegalArgumentException::new);
          require(colour.contrast(ground) >= Colour.READABLE);
          return colour;
        },
        Colour::toString);
  }

  static Kind<Set<String>> origins() {
    return new Kind<>(
        "ORIGIN,...",
        "up to 100 origins such as https://app.example.com, or *",
        text -> {
          if (text.isEmpty() || text.equals(Cors.ANY)) {
            return text.isEmpty() ? Set.of() : Set.of(text);
          }
          Set<String> origins = new TreeSet<>();
          for (String origin : text.split(",", -1)) {
            origins.add(Origin.read(origin.strip()));
          }
          require(origins.size() <= 100);
          return origins;
        },
        origins -> String.join(",", new TreeSet<>(origins)));
  }

  /**
   * Java takes an empty path for the current directory, and a variable that is not set gives one.
   */
  private static Path path(String text) {
    require(!text.isBlank());
    return Path.of(text);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static long within(long value, long low, long high) {
    require(value >= low && value <= high);
    return value;
  }

  private static void require(boolean good) {
    if (!good) {
      throw new IllegalArgumentException();
    }
  }
}
