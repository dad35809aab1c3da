package dev.postrider.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SessionCookiesTest {
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final String TOKEN = "pr_live_sometoken";

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final SessionCookies cookies = cookies("a secret of this server", false);

  private SessionCookies cookies(String secret, boolean embedded) {
    return new SessionCookies(
        secret.getBytes(StandardCharsets.UTF_8),
        embedded,
        embedded,
        Duration.ofHours(12),
        now::get,
        new SecureRandom());
  }

  @Test
  void whatWasBegunIsRead() {
    String cookie = begun(cookies);
    Session session = cookies.read(Face.CONSOLE, cookie).orElseThrow();
    assertThat(session.token()).isEqualTo(TOKEN);
    assertThat(session.home()).isEqualTo("/console/app");
    assertThat(session.csrf()).hasSize(32).isNotEqualTo(csrfOfAnother());
    assertThat(cookie).doesNotContain(TOKEN);
    assertThat(session.toString()).doesNotContain(TOKEN);
  }

  private String csrfOfAnother() {
    return cookies.read(Face.CONSOLE, begun(cookies)).orElseThrow().csrf();
  }

  @Test
  void itEnds() {
    String cookie = begun(cookies);
    now.set(START.plus(Duration.ofHours(12)).minusSeconds(1));
    assertThat(cookies.read(Face.CONSOLE, cookie)).isPresent();
    now.set(START.plus(Duration.ofHours(12)));
    assertThat(cookies.read(Face.CONSOLE, cookie)).isEmpty();
  }

  @Test
  void oneFacesCookieOpensNotTheOther() {
    String cookie = begun(cookies).replace("postrider_console=", "postrider_portal=");
    assertThat(cookies.read(Face.PORTAL, cookie)).isEmpty();
  }

  @Test
  void whatAnotherHasSealedOrChangedIsNone() {
    String cookie = begun(cookies);
    assertThat(cookies("another secret", false).read(Face.CONSOLE, cookie)).isEmpty();
    for (int at = "postrider_console=".length(); at < cookie.length(); at++) {
      char other = cookie.charAt(at) == 'A' ? 'B' : 'A';
      String changed = cookie.substring(0, at) + other + cookie.substring(at + 1);
      // The last character of Base64 has bits that say nothing.
      if (at < cookie.length() - 1) {
        assertThat(cookies.read(Face.CONSOLE, changed)).as("at %s", at).isEmpty();
      }
    }
    assertThat(cookies.read(Face.CONSOLE, "postrider_console=%%%")).isEmpty();
    assertThat(cookies.read(Face.CONSOLE, "postrider_console=" + "A".repeat(5_000))).isEmpty();
    assertThat(cookies.read(Face.CONSOLE, null)).isEmpty();
  }

  @Test
  void browsersKeepItFromScriptsAndOtherSites() {
    assertThat(cookies.begin(Face.CONSOLE, TOKEN, "/console").orElseThrow())
        .contains("; Path=/console;", "; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Secure");
    SessionCookies embedded = cookies("a secret", true);
    assertThat(embedded.begin(Face.PORTAL, TOKEN, "/portal").orElseThrow())
        .contains("; Secure", "; SameSite=None; Partitioned");
    assertThat(embedded.begin(Face.CONSOLE, TOKEN, "/console").orElseThrow())
        .contains("; Secure", "; SameSite=Lax");
    assertThat(cookies.end(Face.CONSOLE)).contains("postrider_console=;", "Max-Age=0");
  }

  @Test
  void whatBrowsersWouldNotKeepIsNoSession() {
    assertThat(cookies.begin(Face.PORTAL, "x".repeat(4_000), "/portal")).isEmpty();
    String longest = cookies.begin(Face.PORTAL, "x".repeat(2_800), "/portal").orElseThrow();
    assertThat(longest.substring(0, longest.indexOf(';')).length()).isLessThan(4_096);
  }

  /** As a browser sends it back, beside another. */
  private static String begun(SessionCookies cookies) {
    String header = cookies.begin(Face.CONSOLE, TOKEN, "/console/app").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }
}
