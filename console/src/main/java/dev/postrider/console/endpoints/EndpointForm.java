package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of an endpoint, for a new one and for one that is there. */
public final class EndpointForm {
  /** Of the organisation's event types; nobody picks from more. */
  private static final int MOST_TYPES = 2_000;

  /** What the form holds, as it was stored or just sent. */
  public record Said(
      String url,
      String description,
      String uid,
      String channels,
      String rate,
      List<String> types) {
    static final Said NOTHING = new Said("", "", "", "", "", List.of());

    static Said of(Visit visit) {
      return new Said(
          visit.field("url"),
          visit.field("description"),
          visit.field("uid"),
          visit.field("channels"),
          visit.field("rate"),
          visit.fields("type"));
    }

    static Said of(JsonNode endpoint) {
      return new Said(
          endpoint.path("url").asString(),
          endpoint.path("description").asString(""),
          endpoint.path("uid").asString(""),
          String.join(", ", Head.texts(endpoint.path("channels"))),
          endpoint.path("throttleRate").asString(""),
          Head.texts(endpoint.path("eventTypes")));
    }
  }

  /** An event type that can be picked. */
  public record Type(String name, String description, boolean picked) {}

  /**
   * All of them.
   *
   * @param cut how many of the organisation's were read, when it has more; else 0
   */
  public record Types(List<Type> all, int cut) {}

  /**
   * What the form shows.
   *
   * @param head null for a new endpoint
   * @param presets whose rules a new endpoint may have; none for one that is there
   * @param preset the one that was chosen; empty for the application's platform
   */
  public record Model(
      @Nullable Head head,
      String path,
      String action,
      Said said,
      Types types,
      List<Preset> presets,
      String preset) {}

  private EndpointForm() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/new-endpoint", EndpointForm::empty);
    screens.post("/app/{app}/new-endpoint", EndpointForm::make);
    screens.get("/app/{app}/endpoint/{endpoint}/edit", EndpointForm::stored);
    screens.post("/app/{app}/endpoint/{endpoint}/edit", EndpointForm::change);
  }

  /** Whoever may not see the application's endpoints gets no form for one. */
  private static PageResult empty(Visit visit) {
    visit.ask().get(visit.app() + "/endpoint", Map.of("limit", "1")).needed();
    return blank(visit, Said.NOTHING, List.of());
  }

  private static PageResult blank(Visit visit, Said said, List<String> problems) {
    String path = visit.path(visit.app());
    Model things =
        new Model(
            null,
            path + "/endpoint",
            path + "/new-endpoint",
            said,
            types(visit, said.types()),
            Preset.all(visit),
            visit.field("preset"));
    return visit.page(visit.text("endpoint.new"), "endpointForm.jte", things, problems);
  }

  private static PageResult stored(Visit visit) {
    JsonNode endpoint = visit.ask().get(visit.endpoint()).needed();
    return form(visit, endpoint, Said.of(endpoint), List.of());
  }

  private static PageResult form(Visit visit, JsonNode endpoint, Said said, List<String> problems) {
    Head head = Head.of(visit, endpoint, "/edit");
    Model things =
        new Model(
            head,
            head.path(),
            head.path() + "/edit",
            said,
            types(visit, said.types()),
            List.of(),
            "");
    return visit.page(visit.text("endpoint.tab.edit"), "endpointForm.jte", things, problems);
  }

  private static PageResult make(Visit visit) {
    ObjectNode body = body(Said.of(visit));
    Preset.named(Preset.all(visit), visit.field("preset"))
        .ifPresent(preset -> body.set("policy", preset.policy()));
    ApiAnswer told = visit.ask().send("POST", visit.app() + "/endpoint", body);
    return told.isGood()
        ? visit.to(visit.app() + "/endpoint/" + Ask.step(told.body().path("id").asString()), "made")
        : blank(visit, Said.of(visit), told.problems());
  }

  private static PageResult change(Visit visit) {
    ApiAnswer told = visit.ask().send("PATCH", visit.endpoint(), body(Said.of(visit)));
    return told.isGood()
        ? visit.to(visit.endpoint(), "saved")
        : form(visit, visit.ask().get(visit.endpoint()).needed(), Said.of(visit), told.problems());
  }

  /** Those of the application's platform, those of the organisation, and those picked already. */
  private static Types types(Visit visit, List<String> picked) {
    Map<String, String> all = new LinkedHashMap<>();
    JsonNode platform = visit.ask().get(visit.app() + "/event-catalogue").needed();
    add(all, platform);
    int read = 0;
    String further = "";
    do {
      Map<String, String> query = Map.of("limit", "250", "iterator", further);
      JsonNode own = visit.ask().get("/event-type", query).needed();
      add(all, own);
      read += own.path("data").size();
      further = own.path("done").asBoolean(true) ? "" : own.path("iterator").asString("");
    } while (!further.isEmpty() && read < MOST_TYPES);
    picked.forEach(name -> all.putIfAbsent(name, ""));
    Set<String> checked = Set.copyOf(picked);
    List<Type> types = new ArrayList<>();
    all.forEach((name, about) -> types.add(new Type(name, about, checked.contains(name))));
    return new Types(types, further.isEmpty() ? 0 : read);
  }

  private static void add(Map<String, String> all, JsonNode types) {
    for (JsonNode type : types.path("data")) {
      all.put(type.path("name").asString(), type.path("description").asString(""));
    }
  }

  private static ObjectNode body(Said said) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("url", said.url);
    body.put("description", said.description);
    body.put("uid", said.uid.isEmpty() ? null : said.uid);
    put(body, "eventTypes", said.types);
    put(body, "channels", List.of(said.channels.split("[,\\s]+", -1)));
    if (said.rate.isEmpty()) {
      body.putNull("throttleRate");
    } else if (said.rate.matches("[0-9]{1,9}")) {
      body.put("throttleRate", Integer.parseInt(said.rate));
    } else {
      body.put("throttleRate", said.rate);
    }
    return body;
  }

  /** None is said as null, which stands for all. */
  private static void put(ObjectNode body, String name, List<String> texts) {
    List<String> some = texts.stream().filter(text -> !text.isEmpty()).toList();
    if (some.isEmpty()) {
      body.putNull(name);
    } else {
      ArrayNode array = body.putArray(name);
      some.forEach(array::add);
    }
  }
}
