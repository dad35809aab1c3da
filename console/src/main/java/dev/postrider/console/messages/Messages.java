package dev.postrider.console.messages;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The messages of an application: by type, channel, tag and time, or one by its id. */
public final class Messages {
  private static final List<String> FILTERS =
      List.of("event_types", "channel", "tag", "after", "before");

  /** What the page shows; the filters as they were asked for. */
  public record Things(String path, Map<String, String> filters, Listing<MessageRow> list) {
    /** What was asked for by this name. */
    public String filter(String name) {
      return filters.getOrDefault(name, "");
    }
  }

  private Messages() {}

  /** Adds the page. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/message", Messages::page);
  }

  private static Shown page(Visit visit) {
    String app = "/app/" + Ask.step(visit.step("app"));
    String path = visit.face().path() + app + "/message";
    String id = visit.asked("id").strip();
    if (!id.isEmpty()) {
      return new Shown.Elsewhere(path + "/" + Ask.step(id));
    }
    Map<String, String> asked = new LinkedHashMap<>();
    FILTERS.forEach(name -> asked.put(name, visit.asked(name).strip()));
    Map<String, String> query = new LinkedHashMap<>(asked);
    String iterator = visit.asked("iterator");
    query.put("limit", "50");
    query.put("with_content", "false");
    query.put("iterator", iterator);
    JsonNode list = visit.ask().get(app + "/msg", query).needed();
    return Shown.page(
        visit.words().text("messages.title"),
        "messages.jte",
        new Things(path, asked, Listing.of(list, asked, iterator, MessageRow::of)));
  }
}
