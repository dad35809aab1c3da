package dev.postrider.console.endpoints;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Told;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of an endpoint, for a new one and for one that is there. */
public final class EndpointForm {
  private static final String TEMPLATE = "endpointForm.jte";

  /** An event type that can be picked. */
  public record Type(String name, String description, boolean picked) {}

  /** What the form shows, as it was stored or just sent. */
  public record Things(
      String path,
      String action,
      boolean isNew,
      String url,
      String description,
      String channels,
      List<Type> types,
      List<String> problems) {}

  private EndpointForm() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/new-endpoint", visit -> blank(visit));
    screens.post("/app/{app}/new-endpoint", EndpointForm::make);
    screens.get("/app/{app}/endpoint/{endpoint}/edit", EndpointForm::stored);
    screens.post("/app/{app}/endpoint/{endpoint}/edit", EndpointForm::change);
  }

  private static Shown blank(Visit visit) {
    return form(visit, true, "", "", "", List.of(), List.of());
  }

  private static Shown stored(Visit visit) {
    JsonNode endpoint = visit.ask().get(endpoint(visit)).needed();
    return form(
        visit,
        false,
        endpoint.path("url").asString(),
        endpoint.path("description").asString(""),
        String.join(", ", texts(endpoint.path("channels"))),
        texts(endpoint.path("filterTypes")),
        List.of());
  }

  private static Shown make(Visit visit) {
    Told told = visit.ask().send("POST", app(visit) + "/endpoint", said(visit));
    return told.isGood()
        ? shown(visit, told.body().path("id").asString())
        : again(visit, true, told.problems());
  }

  private static Shown change(Visit visit) {
    Told told = visit.ask().send("PATCH", endpoint(visit), said(visit));
    return told.isGood()
        ? shown(visit, visit.step("endpoint"))
        : again(visit, false, told.problems());
  }

  private static Shown again(Visit visit, boolean isNew, List<String> problems) {
    return form(
        visit,
        isNew,
        visit.field("url"),
        visit.field("description"),
        visit.field("channels"),
        visit.fields("type"),
        problems);
  }

  private static Shown form(
      Visit visit,
      boolean isNew,
      String url,
      String description,
      String channels,
      List<String> picked,
      List<String> problems) {
    String title = visit.words().text(isNew ? "endpoint.new" : "endpoint.edit");
    String path = visit.face().path() + app(visit);
    Things things =
        new Things(
            path + "/endpoint",
            isNew ? path + "/new-endpoint" : visit.face().path() + endpoint(visit) + "/edit",
            isNew,
            url,
            description,
            channels,
            types(visit, picked),
            problems);
    return problems.isEmpty()
        ? Shown.page(title, TEMPLATE, things)
        : Shown.again(title, TEMPLATE, things);
  }

  private static List<Type> types(Visit visit, List<String> picked) {
    List<Type> types = new ArrayList<>();
    for (JsonNode type :
        visit.ask().get("/event-type", Map.of("limit", "250")).needed().path("data")) {
      String name = type.path("name").asString();
      types.add(new Type(name, type.path("description").asString(""), picked.contains(name)));
    }
    return types;
  }

  private static ObjectNode said(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("url", visit.field("url"));
    said.put("description", visit.field("description"));
    put(said, "filterTypes", visit.fields("type"));
    put(said, "channels", List.of(visit.field("channels").split("[,\\s]+", -1)));
    return said;
  }

  /** None is said as null, which stands for all. */
  private static void put(ObjectNode said, String name, List<String> texts) {
    List<String> some = texts.stream().filter(text -> !text.isEmpty()).toList();
    if (some.isEmpty()) {
      said.putNull(name);
    } else {
      ArrayNode array = said.putArray(name);
      some.forEach(array::add);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static Shown shown(Visit visit, String endpoint) {
    return new Shown.Elsewhere(
        visit.face().path() + app(visit) + "/endpoint/" + Ask.step(endpoint));
  }

  private static String app(Visit visit) {
    return "/app/" + Ask.step(visit.step("app"));
  }

  private static String endpoint(Visit visit) {
    return app(visit) + "/endpoint/" + Ask.step(visit.step("endpoint"));
  }
}
