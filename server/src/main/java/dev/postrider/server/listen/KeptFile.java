package dev.postrider.server.listen;

import dev.postrider.message.Payload;
import dev.postrider.server.listen.Arrival.Header;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All of a webhook but its body, as a file has it. */
record KeptFile(
    String time,
    String method,
    String target,
    List<List<String>> headers,
    @Nullable Boolean verified,
    int status) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static byte[] write(Arrival arrival, Verdict verdict, int status) {
    Boolean verified =
        switch (verdict) {
          case Verdict.Unchecked() -> null;
          case Verdict.Genuine _ -> true;
          case Verdict.Refused _ -> false;
        };
    return JSON.writeValueAsBytes(
        new KeptFile(
            arrival.at().toString(),
            arrival.method(),
            arrival.target(),
            arrival.headers().stream().map(h -> List.of(h.name(), h.value())).toList(),
            verified,
            status));
  }

  /** Empty when somebody has changed the file. */
  static Optional<Kept> read(long id, byte[] file, byte[] body) {
    try {
      JsonNode json = JSON.readTree(file);
      List<Header> headers =
          json.required("headers")
              .valueStream()
              .map(h -> new Header(h.required(0).stringValue(), h.required(1).stringValue()))
              .toList();
      var arrival =
          new Arrival(
              Instant.parse(json.required("time").stringValue()),
              json.required("method").stringValue(),
              json.required("target").stringValue(),
              headers,
              Payload.of(body));
      JsonNode verified = json.path("verified");
      return Optional.of(
          new Kept(
              id,
              arrival,
              verified.isBoolean() ? verified.booleanValue() : null,
              json.required("status").intValue()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException changed) {
      return Optional.empty();
    }
  }
}
