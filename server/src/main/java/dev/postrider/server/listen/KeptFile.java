package dev.postrider.server.listen;

import dev.postrider.message.Payload;
import dev.postrider.server.listen.Arrival.Header;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All of a webhook but its body, as a file has it. */
final class KeptFile {
  private static final JsonMapper JSON = JsonMapper.shared();

  private KeptFile() {}

  static byte[] write(Arrival arrival, Verdict verdict, int status) {
    ObjectNode file = JSON.createObjectNode();
    file.put("time", arrival.at().toString());
    file.put("method", arrival.method());
    file.put("target", arrival.target());
    ArrayNode headers = file.putArray("headers");
    arrival.headers().forEach(header -> headers.addArray().add(header.name()).add(header.value()));
    switch (verdict) {
      case Verdict.Unchecked() -> file.putNull("verified");
      case Verdict.Genuine _ -> file.put("verified", true);
      case Verdict.Refused _ -> file.put("verified", false);
    }
    file.put("status", status);
    return JSON.writeValueAsBytes(file);
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
