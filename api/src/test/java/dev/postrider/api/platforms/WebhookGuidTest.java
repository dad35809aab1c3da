package dev.postrider.api.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.EndpointId;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class WebhookGuidTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void everyIdIsAUuidOfVersion8AndIsReadBack() {
    for (int i = 0; i < 1_000; i++) {
      WebhookGuid guid = any();
      UUID uuid = UUID.fromString(guid.toString());
      assertThat(uuid.version()).isEqualTo(8);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(WebhookGuid.parse(guid.toString())).hasValue(guid);
      assertThat(WebhookGuid.parse(guid.toString().toLowerCase(Locale.ROOT))).hasValue(guid);
    }
    WebhookGuid last = new WebhookGuid(new EndpointId(Long.MAX_VALUE), 0xff);
    assertThat(WebhookGuid.parse(last.toString())).hasValue(last);
  }

  /** The same key gives the same text in every release, because customers keep it. */
  @Test
  void theFormNeverChanges() {
    EndpointId endpoint = new EndpointId(0x0123_4567_89ab_cdefL);
    assertThat(new WebhookGuid(endpoint, WebhookGuid.ALONE))
        .hasToString("01234567-89AB-8CDE-BC01-E25C5E3D880B");
    assertThat(new WebhookGuid(endpoint, 7)).hasToString("01234567-89AB-8CDE-BC1D-F36A3168F6B3");
  }

  @Test
  void aDigitThatIsMistypedNamesNothing() {
    for (int i = 0; i < 100; i++) {
      String guid = any().toString();
      for (int at = 0; at < guid.length(); at++) {
        if (guid.charAt(at) != '-') {
          char other = guid.charAt(at) == '0' ? '1' : '0';
          String mistyped = guid.substring(0, at) + other + guid.substring(at + 1);
          assertThat(WebhookGuid.isGuid(mistyped)).isTrue();
          assertThat(WebhookGuid.parse(mistyped)).as(mistyped).isEmpty();
        }
      }
    }
  }

  @Test
  void whatIsNoGuidIsNone() {
    String guid = any().toString();
    for (String text :
        new String[] {"", "x", guid + "0", guid.substring(1), "{" + guid + "}", "1-1-1-1-1"}) {
      assertThat(WebhookGuid.isGuid(text)).as(text).isFalse();
      assertThat(WebhookGuid.parse(text)).as(text).isEmpty();
    }
  }

  private WebhookGuid any() {
    return new WebhookGuid(new EndpointId(random.nextLong(1, Long.MAX_VALUE)), random.nextInt(256));
  }
}
