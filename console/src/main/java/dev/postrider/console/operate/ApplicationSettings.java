package dev.postrider.console.operate;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An application: its name, how long its contents are kept, links to its portal, credentials. */
public final class ApplicationSettings {

  /** A credential of its owner. */
  public record Credential(String name, String created) {
    static Credential of(JsonNode one) {
      return new Credential(one.path("name").asString(), one.path("createdAt").asString());
    }
  }

  /** What the forms hold, as it was stored or just sent. */
  public record Said(String name, String uid, String days, String rate, boolean sealed) {}

  /** What is shown once, after it was made. */
  public record Made(String portal, String credential, String secret) {
    static final Made NOTHING = new Made("", "", "");
  }

  /**
   * What the page shows.
   *
   * @param name as it is stored, which has to be written to delete the application
   * @param refused why credentials are not shown; nothing when they are
   */
  public record Model(
      String path,
      String id,
      String platform,
      String name,
      Said said,
      Listing<Credential> credentials,
      List<String> refused,
      Made made) {}

  private ApplicationSettings() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/settings";
    screens.get(path, visit -> page(visit, Made.NOTHING, List.of()));
    screens.post(path, ApplicationSettings::change);
    screens.post(path + "/delete", ApplicationSettings::delete);
    screens.post(path + "/portal", ApplicationSettings::portal);
    screens.post(path + "/portal/end", ApplicationSettings::endPortals);
    screens.post(path + "/credential", ApplicationSettings::credential);
    screens.post(path + "/credential/{name}/delete", ApplicationSettings::revoke);
  }

  private static Said stored(JsonNode app) {
    return new Said(
        app.path("name").asString(),
        app.path("uid").asString(""),
        app.path("contentRetentionDays").asString(""),
        app.path("throttleRate").asString(""),
        app.path("sealPayloads").asBoolean(false));
  }

  private static Said sent(Visit visit) {
    return new Said(
        visit.field("name"),
        visit.field("uid"),
        visit.field("days"),
        visit.field("rate"),
        visit.field("sealed").equals("true"));
  }

  private static PageResult page(Visit visit, Made made, List<String> problems) {
    JsonNode app = visit.ask().get(visit.app()).needed();
    return page(visit, app, stored(app), made, problems);
  }

  private static PageResult page(
      Visit visit, JsonNode app, Said said, Made made, List<String> problems) {
    String iterator = visit.asked("iterator");
    ApiAnswer credentials =
        visit.ask().get(visit.app() + "/credential", Map.of("limit", "50", "iterator", iterator));
    Model things =
        new Model(
            visit.path(visit.app() + "/settings"),
            app.path("id").asString(),
            app.path("platform").asString(""),
            app.path("name").asString(),
            said,
            Listing.of(credentials.body(), Map.of(), iterator, Credential::of),
            credentials.problems(),
            made);
    return visit.page(visit.text("settings.title"), "applicationSettings.jte", things, problems);
  }

  private static PageResult change(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("name", visit.field("name"));
    said.put("uid", visit.field("uid").isEmpty() ? null : visit.field("uid"));
    number(said, "contentRetentionDays", visit.field("days"));
    number(said, "throttleRate", visit.field("rate"));
    said.put("sealPayloads", visit.field("sealed").equals("true"));
    ApiAnswer told = visit.ask().send("PATCH", visit.app(), said);
    // Its uid may be another now.
    return told.isGood()
        ? visit.to("/app/" + Ask.step(told.body().path("id").asString()) + "/settings", "saved")
        : page(
            visit,
            visit.ask().get(visit.app()).needed(),
            sent(visit),
            Made.NOTHING,
            told.problems());
  }

  /** What is no number is said as it is, and refused in words. */
  private static void number(ObjectNode said, String name, String text) {
    if (text.isEmpty()) {
      said.putNull(name);
    } else if (text.matches("[0-9]{1,9}")) {
      said.put(name, Integer.parseInt(text));
    } else {
      said.put(name, text);
    }
  }

  /** Whoever deletes has to write the application's name, so that it is no slip of the hand. */
  private static PageResult delete(Visit visit) {
    JsonNode app = visit.ask().get(visit.app()).needed();
    if (!visit.field("confirm").equals(app.path("name").asString().strip())) {
      return page(visit, Made.NOTHING, List.of(visit.text("application.confirm.wrong")));
    }
    ApiAnswer told = visit.ask().send("DELETE", visit.app());
    return told.isGood() ? visit.to("/app", "deleted") : page(visit, Made.NOTHING, told.problems());
  }

  private static PageResult portal(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("readOnly", visit.field("readOnly").equals("true"));
    said.put("expiry", visit.field("hours").equals("1") ? 3_600 : 604_800);
    String path = "/auth/app-portal-access/" + Ask.step(visit.step("app"));
    ApiAnswer told = visit.ask().send("POST", path, said);
    return page(visit, new Made(told.body().path("url").asString(""), "", ""), told.problems());
  }

  private static PageResult endPortals(Visit visit) {
    String path = "/auth/app/" + Ask.step(visit.step("app")) + "/expire-all";
    ApiAnswer told = visit.ask().send("POST", path, JsonNodeFactory.instance.objectNode());
    return told.isGood()
        ? visit.to(visit.app() + "/settings", "ended")
        : page(visit, Made.NOTHING, told.problems());
  }

  private static PageResult credential(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    if (!visit.field("credential").isEmpty()) {
      said.put("name", visit.field("credential"));
    }
    ApiAnswer told = visit.ask().send("POST", visit.app() + "/credential", said);
    JsonNode body = told.body();
    Made made = new Made("", body.path("name").asString(""), body.path("secret").asString(""));
    return page(visit, told.isGood() ? made : Made.NOTHING, told.problems());
  }

  private static PageResult revoke(Visit visit) {
    String path = visit.app() + "/credential/" + Ask.step(visit.step("name"));
    if (!visit.field("confirm").equals(visit.step("name"))) {
      return page(visit, Made.NOTHING, List.of(visit.text("keys.confirm.wrong")));
    }
    ApiAnswer told = visit.ask().send("DELETE", path);
    return told.isGood()
        ? visit.to(visit.app() + "/settings", "revoked")
        : page(visit, Made.NOTHING, told.problems());
  }
}
