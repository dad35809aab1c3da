package dev.postrider.server.operations;

import dev.postrider.message.Payload;
import dev.postrider.testkit.OpenApi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Spoils valid calls, each in one or two of many ways. */
final class Garbage {
  private static final String MARK = "@@here@@";
  private static final List<String> TYPES =
      List.of(
          "text/xml",
          "application/json; charset=utf-16",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "nonsense",
          ";;;");

  private final RandomGenerator random;
  private final Junk junk;

  /** What is sent. */
  record Spoilt(
      String target, @Nullable Payload body, @Nullable String type, List<String> headers) {
    byte @Nullable [] bytes() {
      return body == null ? null : body.bytes();
    }

    @Override
    public String toString() {
      String text = body == null ? "" : new String(body.bytes(), StandardCharsets.ISO_8859_1);
      return target
          + " "
          + type
          + " "
          + headers
          + " "
          + (text.length() > 600 ? text.substring(0, 600) + "… " + text.length() : text);
    }
  }

  Garbage(RandomGenerator random) {
    this.random = random;
    this.junk = new Junk(random);
  }

  Spoilt spoil(World world, Operation operation, Call call) {
    Call next = call;
    boolean body = operation.hasBody() && call.body() != null;
    boolean spoilBody = body && random.nextInt(5) > 0;
    if (!spoilBody || random.nextInt(6) == 0) {
      next = random.nextBoolean() ? path(operation, next) : query(operation, next);
    }
    List<String> headers = new ArrayList<>(headers(world, next));
    byte[] bytes = next.body() == null ? null : next.body().getBytes(StandardCharsets.UTF_8);
    if (spoilBody && bytes != null) {
      bytes = body(bytes);
    } else if (!body && random.nextInt(6) == 0) {
      bytes = junk.json().getBytes(StandardCharsets.UTF_8);
    }
    return new Spoilt(
        world.target(operation, next),
        bytes == null ? null : Payload.of(bytes),
        type(bytes),
        headers);
  }

  /** None, for a body that nobody says anything about. */
  private @Nullable String type(byte @Nullable [] body) {
    if (body == null || random.nextInt(50) == 0) {
      return null;
    }
    return random.nextInt(8) > 0 ? "application/json" : junk.pick(TYPES);
  }

  private List<String> headers(World world, Call call) {
    String token = world.bearer(call);
    return switch (random.nextInt(24)) {
      case 0 -> List.of();
      case 1 -> List.of("Authorization", "Bearer " + token.substring(0, token.length() - 2));
      case 2 -> List.of("Authorization", "Basic " + token);
      case 3 -> List.of("Authorization", "Bearer " + token, "idempotency-key", "k".repeat(257));
      case 4 -> List.of("Authorization", "Bearer " + token, "idempotency-key", "é\u0080 k");
      default -> List.of("Authorization", "Bearer " + token);
    };
  }

  private Call path(Operation operation, Call call) {
    List<String> variables =
        operation.parameters().stream()
            .filter(parameter -> parameter.path("in").asString().equals("path"))
            .map(parameter -> parameter.path("name").asString())
            .toList();
    String text = junk.text();
    // What is nothing at all would be another path.
    return variables.isEmpty() || text.isEmpty() || text.matches("[.]{1,2}")
        ? query(operation, call)
        : call.at(junk.pick(variables), text);
  }

  private Call query(Operation operation, Call call) {
    List<String> names =
        new ArrayList<>(
            operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .map(parameter -> parameter.path("name").asString())
                .toList());
    names.addAll(List.of("limit", "unknown", "with_content", "iterator"));
    StringBuilder query = new StringBuilder();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      query.append(i == 0 ? "" : "&").append(junk.pick(names));
      query.append(random.nextInt(10) == 0 ? "" : "=" + World.encoded(junk.text()));
    }
    return call.query(query.toString());
  }

  private byte[] body(byte[] valid) {
    String text = new String(valid, StandardCharsets.UTF_8);
    return switch (random.nextInt(14)) {
      case 0 -> Arrays.copyOf(valid, random.nextInt(valid.length));
      case 1 -> with(valid, junk.pick(List.of(0xff, 0xc0, 0xed, 0x80, 0x00, 0xfe, 0xf5)));
      case 2 -> junk.json().getBytes(StandardCharsets.UTF_8);
      case 3 -> text.getBytes(StandardCharsets.UTF_16);
      case 4 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      case 5 ->
          (text + junk.pick(List.of("}", " {}", ",", "\u0000", "//")))
              .getBytes(StandardCharsets.UTF_8);
      case 6 -> repeated(text).getBytes(StandardCharsets.UTF_8);
      case 7 -> random.nextInt(4) > 0 ? changed(text) : large(text);
      default -> changed(text);
    };
  }

  private byte[] with(byte[] valid, int spoilt) {
    byte[] bytes = valid.clone();
    bytes[random.nextInt(bytes.length)] = (byte) spoilt;
    return bytes;
  }

  /** Around the limit of a body, which is 2 MiB. */
  private byte[] large(String text) {
    int size = (2 << 20) + junk.pick(List.of(-1, 0, 1, 70_000));
    String filled = text.substring(0, text.lastIndexOf('}')) + ",\"filler\":\"";
    int left = size - filled.getBytes(StandardCharsets.UTF_8).length - 2;
    return (filled + "x".repeat(left) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  /** A member of the object is there once more, as something else. */
  private String repeated(String text) {
    JsonNode tree = JsonMapper.shared().readTree(text);
    String name = junk.pick(List.copyOf(tree.propertyNames()));
    return "{" + Junk.quoted(name) + ":" + junk.json() + "," + text.strip().substring(1);
  }

  /** A value somewhere in it is another, is gone, or has company. */
  private byte[] changed(String text) {
    JsonNode tree = JsonMapper.shared().readTree(text);
    JsonNode place = place(tree);
    if (place instanceof ObjectNode object && !object.isEmpty()) {
      String name = junk.pick(List.copyOf(object.propertyNames()));
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(junk.text(), StringNode.valueOf(MARK));
        default -> object.set(name, StringNode.valueOf(MARK));
      }
    } else if (place instanceof ArrayNode array) {
      if (array.isEmpty() || random.nextBoolean()) {
        array.add(MARK);
      } else {
        array.set(random.nextInt(array.size()), MARK);
      }
    }
    String json = JsonMapper.shared().writeValueAsString(tree);
    return json.replace('"' + MARK + '"', junk.json()).getBytes(StandardCharsets.UTF_8);
  }

  /** The whole, or an object or a list in it. */
  private JsonNode place(JsonNode tree) {
    JsonNode at = tree;
    while (true) {
      List<JsonNode> inner = at.valueStream().filter(JsonNode::isContainer).toList();
      if (inner.isEmpty() || random.nextBoolean()) {
        return at;
      }
      at = junk.pick(inner);
    }
  }
}
