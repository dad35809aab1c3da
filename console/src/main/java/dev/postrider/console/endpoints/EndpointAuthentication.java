package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How an endpoint proves itself to its receiver, beside its signature. */
public final class EndpointAuthentication {
  /** The ways, of which there is one at most, and what is said of each. */
  private static final Map<String, List<String>> WAYS = ways();

  /** What is never shown, and stays when nothing is written. */
  private static final List<String> SECRETS =
      List.of("password", "token", "value", "clientSecret", "key");

  private static Map<String, List<String>> ways() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("basic", List.of("username", "password"));
    ways.put("bearer", List.of("token"));
    ways.put("apiKey", List.of("header", "value"));
    ways.put("oauth2", List.of("tokenUrl", "clientId", "clientSecret", "scope", "audience"));
    return ways;
  }

  /** Something to be said of a way. */
  public record Field(String name, String value, boolean secret) {}

  /** One of the ways. */
  public record Way(String name, boolean chosen, List<Field> fields) {}

  /** What the page shows. */
  public record Model(Head head, List<Way> ways, String certificate, String trusted) {
    /** True when requests prove themselves by their signature alone. */
    public boolean none() {
      return ways.stream().noneMatch(Way::chosen);
    }
  }

  private EndpointAuthentication() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}/authentication";
    screens.get(path, visit -> page(visit, List.of()));
    screens.post(path, EndpointAuthentication::change);
  }

  private static PageResult page(Visit visit, List<String> problems) {
    JsonNode endpoint = visit.ask().get(visit.endpoint()).needed();
    JsonNode stored = endpoint.path("authentication");
    String chosen = visit.field("way");
    List<Way> ways = new ArrayList<>();
    WAYS.forEach((name, fields) -> {
      JsonNode one = stored.path(name);
      ways.add(
          new Way(
              name,
              chosen.isEmpty() ? one.isObject() : chosen.equals(name),
              fields.stream().map(field -> field(visit, name, field, one)).toList()));
    });
    Model things =
        new Model(
            Head.of(visit, endpoint, "/authentication"),
            ways,
            shown(stored.path("clientCertificate")),
            shown(stored.path("trustedCertificates")));
    return visit.page(
        visit.text("endpoint.tab.authentication"), "endpointAuthentication.jte", things, problems);
  }

  private static Field field(Visit visit, String way, String field, JsonNode stored) {
    boolean secret = SECRETS.contains(field);
    String said = visit.field(way + "." + field);
    return new Field(
        field, secret ? "" : said.isEmpty() ? stored.path(field).asString("") : said, secret);
  }

  /** Of certificates the brief: subject, end and SHA-256. */
  private static String shown(JsonNode certificate) {
    return certificate.isObject() ? certificate.toPrettyString() : "";
  }

  private static PageResult change(Visit visit) {
    JsonNode stored = visit.ask().get(visit.endpoint()).needed().path("authentication");
    // What this page does not show stays as it is: the API takes the whole anew.
    ObjectNode wanted =
        stored instanceof ObjectNode all ? all.deepCopy() : JsonNodeFactory.instance.objectNode();
    WAYS.keySet().forEach(wanted::remove);
    String way = visit.field("way");
    List<String> fields = WAYS.get(way);
    if (fields != null) {
      ObjectNode said =
          stored.path(way) instanceof ObjectNode same
              ? same.deepCopy()
              : JsonNodeFactory.instance.objectNode();
      for (String field : fields) {
        String text = visit.field(way + "." + field);
        if (!text.isEmpty()) {
          said.put(field, text);
        } else if (!SECRETS.contains(field)) {
          said.remove(field);
        }
      }
      wanted.set(way, said);
    }
    certificate(visit, wanted, "clientCertificate", List.of("chain", "key"));
    certificate(visit, wanted, "trustedCertificates", List.of("pem"));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("authentication", wanted.isEmpty() ? JsonNodeFactory.instance.nullNode() : wanted);
    ApiAnswer told = visit.ask().send("PATCH", visit.endpoint(), body);
    return told.isGood()
        ? visit.to(visit.endpoint() + "/authentication", "saved")
        : page(visit, told.problems());
  }

  /** What is written; else what is stored, unless it shall go. */
  private static void certificate(
      Visit visit, ObjectNode wanted, String name, List<String> fields) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    for (String field : fields) {
      String text = visit.field(name + "." + field);
      if (!text.isEmpty()) {
        said.put(field, text);
      }
    }
    boolean goes = visit.field(name + ".remove").equals("true");
    if (!said.isEmpty()) {
      wanted.set(name, said);
    } else if (goes) {
      wanted.remove(name);
    }
  }
}
