package dev.postrider.api.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, https://example.com/a",
    "https://u:p@example.com:8443/a?b=c, https://***@example.com:8443/a?***",
    "https://example.com/?c2VjcmV0LXRva2Vu==, https://example.com/?***",
    "https://example.com/?a=b;c=d, https://example.com/?***"
  })
  void nothingButWhereItLeadsIsShownToReaders(String url, String masked) {
    assertThat(WebhookUrl.masked(url)).isEqualTo(masked);
  }

  /** Otherwise whoever writes back what he has read would have it stored. */
  @ParameterizedTest
  @ValueSource(strings = {"https://***@example.com/a", "https://example.com/a?***"})
  void whatIsMaskedIsNoUrl(String url) {
    assertThat(WebhookUrl.RULE.problem(url)).contains("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com, http://example.com/",
    "HTTP://EXAMPLE.COM/Path, http://example.com/Path",
    "http://example.com:80/a, http://example.com/a",
    "https://example.com:443, https://example.com/",
    "https://example.com:8443/x, https://example.com:8443/x",
    "http://example.com:/x, http://example.com/x",
    "http://example.com?a=b, http://example.com/?a=b",
    "http://example.com/a?b=c#d, http://example.com/a?b=c",
    "http://u:p@example.com/, http://u:p@example.com/",
    "http://u:p%40@example.com/, http://u:p%40@example.com/",
    "http://my_service:8080/hook, http://my_service:8080/hook",
    "http://localhost:3000, http://localhost:3000/",
    "http://127.0.0.1/x, http://127.0.0.1/x",
    "http://127.1./x, http://127.0.0.1/x",
    "http://0x7F.0.0.01/x, http://127.0.0.1/x",
    "http://2130706433/x, http://127.0.0.1/x",
    "http://1.2.3.4.example/x, http://1.2.3.4.example/x",
    "http://0xg/x, http://0xg/x",
    "http://[::1]:8080/x, http://[::1]:8080/x",
    "http://[2001:DB8::1]/x, http://[2001:db8::1]/x",
    "http://bücher.example/ü?ö=ß, http://xn--bcher-kva.example/%C3%BC?%C3%B6=%C3%9F",
    "http://example.com/a[]{}|^`\\b, http://example.com/a%5B%5D%7B%7D%7C%5E%60%5Cb",
    "http://example.com/%7Ealready, http://example.com/%7Ealready",
    "http://example.com./x, http://example.com./x"
  })
  void isWrittenInOneWay(String url, String normalised) {
    assertThat(WebhookUrl.RULE.problem(url)).isNull();
    assertThat(WebhookUrl.normalised(url)).isEqualTo(normalised);
    assertThat(WebhookUrl.normalised(normalised)).isEqualTo(normalised);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP://u:p%40@EXAMPLE.com?a=b | HTTP://u:p%40@EXAMPLE.com?a=b",
        "https://example.com/a{b} | https://example.com/a%7Bb%7D",
        "https://exämple.com | https://xn--exmple-cua.com/",
      })
  void isKeptAsItCameWhereItCanBeSentSo(String url, String kept) {
    assertThat(WebhookUrl.kept(url)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u%0d%0a:p@example.com/",
        "http://u:p%00@example.com/",
        "http://u:%7F@example.com/",
        "http://u%3av:p@example.com/",
        "http://u%3A@example.com/"
      })
  void whatBasicAuthenticationCannotSayIsRefused(String url) {
    assertThat(WebhookUrl.RULE.problem(url)).contains("user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:p%3Aq@example.com/",
        "http://u:p:q@example.com/",
        "http://u:%C4%8D@example.com/%0a%3a",
        "http://example.com/%00:@"
      })
  void whatItCanSayIsTaken(String url) {
    assertThat(WebhookUrl.RULE.problem(url)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com, 80",
    "HTTPS://example.com, 443",
    "https://example.com:/, 443",
    "https://example.com:80, 80",
    "http://a:25@example.com:00022/x:9, 22",
    "http://[::1]:65535?:7, 65535",
  })
  void thePortIsTheSchemesUnlessThereIsOne(String url, int port) {
    assertThat(WebhookUrl.port(url)).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "https://example.com/@a:b | https://example.com/@a:b | ",
        "HTTP://a:b@EXAMPLE.com:80?c@d | HTTP://EXAMPLE.com:80?c@d | a",
        "https://a+b%40c%3a:d@[::1]:8/x | https://[::1]:8/x | a+b@c:",
        "https://a@example.com | https://example.com | a",
        "https://@example.com | https://example.com | ''",
        "https://%zz:p@example.com | https://example.com | %zz",
      })
  void userAndPasswordAreTakenOut(String url, String without, String user) {
    assertThat(WebhookUrl.withoutUserInfo(url)).isEqualTo(without);
    assertThat(WebhookUrl.user(url)).isEqualTo(Optional.ofNullable(user));
  }
}
