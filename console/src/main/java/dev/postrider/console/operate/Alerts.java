package dev.postrider.console.operate;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who is told by e-mail of what: for all applications, or for one. */
public final class Alerts {
  /** What one can be told of. */
  static final List<String> EVENTS =
      List.of(
          "endpoint.disabled",
          "message.attempt.failing",
          "message.attempt.recovered",
          "message.attempt.exhausted",
          "endpoint.created",
          "endpoint.updated",
          "endpoint.deleted");

  /** Something to be told of. */
  public record Event(String name, boolean picked) {}

  /**
   * What the page shows, as it was stored or just sent.
   *
   * @param sends whether this server sends any mail
   */
  public record Model(String path, String email, List<Event> events, boolean sends) {}

  /** Where it is stored, below the path of the API and below that of the face alike. */
  private final Function<Visit, String> place;

  private Alerts(Function<Visit, String> place) {
    this.place = place;
  }

  /** Adds the page of the organisation. */
  public static void add(Screens screens) {
    new Alerts(_ -> "/alert").add(screens, "/alert");
  }

  /** Adds the page of an application. */
  public static void addOwn(Screens screens) {
    new Alerts(visit -> visit.app() + "/alert").add(screens, "/app/{app}/alert");
  }

  private void add(Screens screens, String path) {
    screens.get(path, this::stored);
    screens.post(path, this::change);
  }

  private PageResult stored(Visit visit) {
    JsonNode told = visit.ask().get(place.apply(visit)).needed();
    return page(visit, told, texts(told.path("email")), texts(told.path("events")), List.of());
  }

  private PageResult page(
      Visit visit,
      JsonNode stored,
      List<String> email,
      List<String> picked,
      List<String> problems) {
    List<Event> events =
        EVENTS.stream().map(name -> new Event(name, picked.contains(name))).toList();
    Model things =
        new Model(
            visit.path(place.apply(visit)),
            String.join("\n", email),
            events,
            stored.path("sends").asBoolean());
    return visit.page(visit.text("alerts.title"), "alerts.jte", things, problems);
  }

  private PageResult change(Visit visit) {
    List<String> email =
        visit.field("email").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    List<String> events = visit.fields("event");
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    put(said.putArray("email"), email);
    put(said.putArray("events"), events);
    ApiAnswer told = visit.ask().send("PUT", place.apply(visit), said);
    return told.isGood()
        ? visit.to(place.apply(visit), "saved")
        : page(visit, visit.ask().get(place.apply(visit)).needed(), email, events, told.problems());
  }

  private static void put(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
