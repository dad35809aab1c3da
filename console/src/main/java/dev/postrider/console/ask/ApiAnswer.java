package dev.postrider.console.ask;

import dev.postrider.api.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * What the API answered: a status, and JSON.
 *
 * @param answer the same as it was written
 */
public record ApiAnswer(int status, JsonNode body, Answer answer) {
  private static final JsonFactory STREAM = JsonFactory.builder().build();

  /** True when what was asked for was done. */
  public boolean isGood() {
    return status >= 200 && status < 300;
  }

  /**
   * What was asked for.
   *
   * @throws ApiRefusal when it was refused
   */
  public JsonNode needed() {
    if (!isGood()) {
      throw new ApiRefusal(this);
    }
    return body;
  }

  /**
   * The object of this member to the letter, with its blanks and its numbers as they were written.
   * Empty when there is no such object.
   */
  public String written(String member) {
    try (JsonParser parser =
        STREAM.createParser(ObjectReadContext.empty(), answer.body(), 0, answer.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean sought = parser.currentName().equals(member);
        boolean object = parser.nextToken() == JsonToken.START_OBJECT;
        // Its brace is the last that was read.
        int from = (int) parser.currentLocation().getByteOffset() - 1;
        parser.skipChildren();
        if (sought && object) {
          int to = (int) parser.currentLocation().getByteOffset();
          return new String(answer.body(), from, to - from, StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  /** What is wrong, sentence by sentence; nothing when nothing is. */
  public List<String> problems() {
    if (isGood()) {
      return List.of();
    }
    JsonNode detail = body.path("detail");
    if (!detail.isArray()) {
      return List.of(detail.asString("The server answered " + status));
    }
    List<String> sentences = new ArrayList<>();
    for (JsonNode problem : detail) {
      List<String> at = new ArrayList<>();
      problem.path("loc").forEach(step -> at.add(step.asString()));
      String where = String.join(".", at.subList(Math.min(1, at.size()), at.size()));
      String what = problem.path("msg").asString();
      sentences.add(where.isEmpty() ? what : where + ": " + what);
    }
    return sentences;
  }
}
