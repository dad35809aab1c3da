package dev.postrider.server.config;

import dev.postrider.console.ConsoleConfig;
import dev.postrider.console.page.Colour;
import dev.postrider.server.terminal.Complaint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The settings of the pages: the operator's console and his customers' portal. */
final class ConsoleKeys {
  private static final ConsoleConfig DEFAULT = ConsoleConfig.DEFAULTS;

  static final Key<Boolean> ON =
      Key.of(
          "console.on",
          Kinds.yesOrNo(),
          DEFAULT.on(),
          "Show the console (/console) and the portal (/portal) at the API's port.");

  static final Key<String> NAME =
      Key.of(
          "console.name",
          Kinds.text(1, 60),
          DEFAULT.name(),
          "Whose pages they are, says their head.");

  static final Key<Path> LOGO =
      Key.absent(
          "console.logo",
          Kinds.file(),
          "A picture beside the name, SVG or PNG, of at most 64 KiB. Read at the start.");

  static final Key<Colour> COLOUR =
      Key.absent(
          "console.colour",
          Kinds.colour(Colour.LIGHT_GROUND),
          "The colour of links and buttons on light ground.");

  static final Key<Colour> COLOUR_DARK =
      Key.absent(
          "console.colourDark",
          Kinds.colour(Colour.DARK_GROUND),
          "The same on dark ground, for browsers that are set to it.");

  static final Key<Duration> SESSION =
      Key.of(
          "console.session",
          Kinds.duration(Duration.ofMinutes(5), Duration.ofDays(7)),
          DEFAULT.session(),
          "How long a browser stays signed in.");

  static final Key<Boolean> SECURE =
      Key.of(
          "console.secureCookies",
          Kinds.yesOrNo(),
          DEFAULT.secure(),
          "Browsers send their session over HTTPS alone. True behind a proxy that speaks it; always"
              + " so with http.tlsCertificate.");

  static final Key<Set<String>> FRAME_ORIGINS =
      Key.of(
          "portal.frameOrigins",
          Kinds.origins(),
          DEFAULT.framedBy(),
          "Whose pages may show the portal within themselves (iframe). Needs HTTPS.");

  static final List<Key<?>> KEYS =
      List.of(ON, NAME, LOGO, COLOUR, COLOUR_DARK, SESSION, SECURE, FRAME_ORIGINS);

  private ConsoleKeys() {}

  static ConsoleConfig config(Settings s) {
    Set<String> framed = s.get(FRAME_ORIGINS);
    boolean https = s.get(SECURE) || s.find(DoorKeys.TLS_CERTIFICATE).isPresent();
    if (!framed.isEmpty() && !https) {
      throw Complaint.usage(
          "portal.frameOrigins (%s) needs HTTPS: browsers keep no cookie for a page within another's without it. Give http.tlsCertificate, or console.secureCookies behind a proxy that speaks HTTPS."
              .formatted(s.origin(FRAME_ORIGINS)));
    }
    return new ConsoleConfig(
        s.get(ON),
        s.get(NAME),
        s.find(LOGO).orElse(null),
        s.find(COLOUR).orElse(null),
        s.find(COLOUR_DARK).orElse(null),
        s.get(SESSION),
        s.get(SECURE),
        framed);
  }
}
