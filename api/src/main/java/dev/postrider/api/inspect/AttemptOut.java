package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.attempt.Timings;
import dev.postrider.history.History.Attempt;
import dev.postrider.message.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Writes an attempt. What the receiver answered is text if it is UTF-8, else base64. */
record AttemptOut(boolean withContent, boolean expandedStatuses) {
  private static final String LEFT_OUT = "{}";

  Answer answer(Attempt attempt) {
    JsonWriter json = new JsonWriter();
    write(json, attempt);
    return Answer.json(200, json);
  }

  void write(JsonWriter json, Attempt attempt) {
    json.beginObject();
    json.name("id").value(attempt.id().toString());
    json.name("msgId").value(attempt.message().toString());
    json.name("endpointId").value(attempt.endpoint().toString());
    json.name("url").value(attempt.url());
    json.name("response").value(withContent ? text(attempt.response()) : LEFT_OUT);
    json.name("responseStatusCode").value(attempt.status());
    json.name("responseDurationMs").value(attempt.took().toMillis());
    timings(json, attempt.timings());
    DeliveryStatus.ofAttempt(attempt.state(), expandedStatuses).write(json);
    json.name("triggerType").value(attempt.manual() ? 1 : 0);
    json.name("timestamp").value(attempt.id().time());
    json.endObject();
  }

  private static void timings(JsonWriter json, Timings timings) {
    if (!timings.equals(Timings.NONE)) {
      json.name("timings").beginObject();
      part(json, "dnsMs", timings.dns());
      part(json, "connectMs", timings.connect());
      part(json, "tlsMs", timings.tls());
      part(json, "firstByteMs", timings.firstByte());
      json.endObject();
    }
  }

  private static void part(JsonWriter json, String name, int micros) {
    if (micros != Timings.ABSENT) {
      json.name(name).value(Duration.ofNanos(micros * 1_000L));
    }
  }

  private static String text(Payload response) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(response.bytes()))
          .toString();
    } catch (CharacterCodingException binary) {
      return Base64.getEncoder().encodeToString(response.bytes());
    }
  }
}
