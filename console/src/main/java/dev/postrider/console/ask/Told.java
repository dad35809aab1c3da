package dev.postrider.console.ask;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the API answered: a status, and JSON. */
public record Told(int status, JsonNode body) {

  /** True when what was asked for was done. */
  public boolean isGood() {
    return status >= 200 && status < 300;
  }

  /**
   * What was asked for.
   *
   * @throws Unanswered when it was refused
   */
  public JsonNode needed() {
    if (!isGood()) {
      throw new Unanswered(this);
    }
    return body;
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
