package dev.postrider.console.endpoints;

import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What stands above each page of an endpoint: which one it is, and what else there is of it.
 *
 * @param path of its first page
 * @param app the path of its application's pages
 */
public record Head(
    String path,
    String app,
    String id,
    String url,
    String description,
    boolean disabled,
    String failingSince,
    List<String> types,
    List<String> channels,
    String created,
    List<Tab> tabs) {

  /** A page of the endpoint. */
  public record Tab(String path, String text, boolean here) {}

  static Head of(Visit visit, JsonNode endpoint, String here) {
    String id = endpoint.path("id").asString();
    String path = visit.path(visit.app() + "/endpoint/" + id);
    List<Tab> tabs =
        Stream.of("", "/edit", "/headers", "/authentication", "/policy", "/filter", "/replay")
            .map(tab -> tab(visit, path, tab, here))
            .toList();
    return new Head(
        path,
        visit.path(visit.app()),
        id,
        endpoint.path("url").asString(),
        endpoint.path("description").asString(""),
        endpoint.path("disabled").asBoolean(),
        endpoint.path("failingSince").asString(""),
        texts(endpoint.path("eventTypes")),
        texts(endpoint.path("channels")),
        endpoint.path("createdAt").asString(),
        tabs);
  }

  /** The same for an endpoint that has to be asked for first. */
  static Head of(Visit visit, String here) {
    return of(visit, visit.ask().get(visit.endpoint()).needed(), here);
  }

  private static Tab tab(Visit visit, String path, String tab, String here) {
    String key = tab.isEmpty() ? "endpoint.tab" : "endpoint.tab." + tab.substring(1);
    return new Tab(path + tab, visit.text(key), tab.equals(here));
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
