package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.directory.Endpoint;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says webhooks and errors as mluvii does. */
final class MluviiOut {
  private MluviiOut() {}

  /** The id alone: what was created, or what is in its way (M-25, M-26). */
  static Answer id(int status, Endpoint endpoint) {
    return Answer.json(status, new JsonWriter().value(endpoint.number()));
  }

  /** The model, its URL as it was given (M-27). */
  static void write(JsonWriter json, Endpoint endpoint, Platform platform) {
    json.beginObject();
    json.name("id").value(endpoint.number());
    json.name("eventTypes").beginArray();
    types(json, endpoint.settings().eventTypes(), platform.events());
    json.endArray();
    json.name("callbackUrl").value(endpoint.settings().url());
    json.endObject();
  }

  /** In the order of the catalogue; an endpoint that names none wants all. */
  private static void types(JsonWriter json, Set<String> wanted, List<EventKind> catalogue) {
    Set<String> others = new HashSet<>(wanted);
    for (EventKind kind : catalogue) {
      if (others.remove(kind.name()) || wanted.isEmpty()) {
        json.value(kind.name());
      }
    }
    others.stream().sorted().forEach(json::value);
  }

  /** 401, 403 and 404 without body; what is wrong with a body as 400, field by field (M-31). */
  static Answer refused(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> Answer.empty(401).with("WWW-Authenticate", "Bearer");
      case 403, 404 -> Answer.empty(refusal.status());
      case 422 -> wrong(refusal.problems());
      default -> refusal.answer();
    };
  }

  private static Answer wrong(List<Problem> problems) {
    Map<String, String> messages = new LinkedHashMap<>();
    for (Problem problem : problems) {
      String field = field(problem.loc());
      String what = problem.isMissing() ? "is required" : problem.msg();
      messages.putIfAbsent(
          field, problem.loc().size() == 1 ? what : "The " + field + " field " + what + ".");
    }
    JsonWriter json = new JsonWriter();
    json.beginObject();
    messages.forEach((field, message) -> json.name(field).value(message));
    json.endObject();
    return Answer.json(400, json);
  }

  /**
   * The name of a member as mluvii's server calls it: {@code CallbackUrl}, {@code EventTypes[1]}.
   */
  private static String field(List<String> loc) {
    String name = String.join("", loc.subList(Math.min(1, loc.size() - 1), loc.size()));
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
