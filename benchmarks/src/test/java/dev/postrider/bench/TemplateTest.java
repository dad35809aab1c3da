package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is sent: payloads, their stamps, and the requests around them. */
final class TemplateTest {
  private static final Template.Target TARGET =
      new Template.Target("127.0.0.1:8071", "app_1", "token");

  @ParameterizedTest
  @ValueSource(ints = {Payloads.SMALLEST, 1_024, 1_025, 65_536})
  void payloadsAreJsonOfTheExactSize(int size) {
    byte[] payload = new Payloads(new SplittableRandom(1)).next(size);
    assertThat(payload).hasSize(size);
    JsonNode json = JsonMapper.shared().readTree(payload);
    assertThat(json.path("stamp").asString()).hasSize(Stamp.LENGTH);
    assertThat(json.path("event").asString()).isEqualTo("message.created");
  }

  @Test
  void theSameSeedMakesTheSamePayload() {
    assertThat(new Payloads(new SplittableRandom(7)).next(1_024))
        .isEqualTo(new Payloads(new SplittableRandom(7)).next(1_024));
  }

  @Test
  void aPayloadTooSmallForItsMembersIsRefused() {
    assertThatThrownBy(() -> new Payloads(new SplittableRandom(1)).next(Payloads.SMALLEST - 1))
        .hasMessageContaining("at least");
  }

  @Test
  void theStampStandsWhereThePayloadBegins() {
    ByteBuffer request = request("session-1");
    HttpHead head = new HttpHead();
    assertThat(head.parse(request, request.limit())).isTrue();
    assertThat(head.total()).isEqualTo(request.limit());
    byte[] json = new byte[head.contentLength()];
    request.get(head.length(), json);
    JsonNode body = JsonMapper.shared().readTree(json);
    assertThat(body.path("orderingKey").asString()).isEqualTo("session-1");
    String stamp = body.path("payload").path("stamp").asString();
    assertThat(stamp).isEqualTo("000042" + "123456789" + "0000000009876543210");

    ByteBuffer digits = StandardCharsets.US_ASCII.encode(stamp);
    assertThat(Stamp.track(digits, 0)).isEqualTo(42);
    assertThat(Stamp.number(digits, 0)).isEqualTo(123_456_789);
    assertThat(Stamp.nanos(digits, 0)).isEqualTo(9_876_543_210L);
  }

  @Test
  void withoutLanesThereIsNoOrderingKey() {
    String request = StandardCharsets.UTF_8.decode(request(null)).toString();
    assertThat(request).doesNotContain("orderingKey");
    assertThat(request).startsWith("POST /api/v1/app/app_1/msg?with_content=false HTTP/1.1\r\n");
  }

  @Test
  void aBatchNumbersItsMessages() {
    Template template =
        Template.batch(TARGET, null, new Payloads(new SplittableRandom(1)).next(500), 3);
    ByteBuffer request = ByteBuffer.allocate(template.length());
    template.fill(request, 42, 7, 99);
    String text = StandardCharsets.UTF_8.decode(request).toString();
    assertThat(template.messages()).isEqualTo(3);
    assertThat(text).startsWith("POST /api/v1/app/app_1/msg/batch HTTP/1.1\r\n");
    assertThat(text.split("\"stamp\":\"000042", -1)).hasSize(4);
    assertThat(text)
        .contains("\"stamp\":\"000042000000007")
        .contains("\"stamp\":\"000042000000009");
  }

  private static ByteBuffer request(@Nullable String key) {
    Template template = Template.of(TARGET, key, new Payloads(new SplittableRandom(1)).next(500));
    ByteBuffer request = ByteBuffer.allocate(template.length());
    template.fill(request, 42, 123_456_789, 9_876_543_210L);
    return request;
  }

  @Test
  void aHeadIsReadWhateverItsCapitalsAndNotBeforeItIsWhole() {
    ByteBuffer answer =
        StandardCharsets.US_ASCII.encode(
            "HTTP/1.1 202 Accepted\r\nX: y\r\ncontent-LENGTH:  17\r\n\r\n{");
    HttpHead head = new HttpHead();
    assertThat(head.parse(answer, answer.limit() - 2)).isFalse();
    assertThat(head.parse(answer, answer.limit())).isTrue();
    assertThat(head.contentLength()).isEqualTo(17);
    assertThat(head.length()).isEqualTo(answer.limit() - 1);
    assertThat(HttpHead.status(answer)).isEqualTo(202);
  }
}
