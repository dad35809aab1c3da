package dev.postrider.api.manage;

import dev.postrider.api.describe.DescribedEvent;
import dev.postrider.api.describe.Description;
import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Directory;
import dev.postrider.directory.EventType;
import dev.postrider.directory.EventType.Settings;
import dev.postrider.directory.EventTypesPut;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes event types of the webhooks that an OpenAPI document describes, all or none. */
record OpenApiImport(Directory directory) {
  private static final int LARGEST = 2 * 1024 * 1024;
  private static final Rule DOCUMENT =
      text ->
          text.length() > LARGEST
              ? "must have at most " + LARGEST + " characters"
              : Rule.unsayable(text);

  Answer take(Request request) {
    Fields fields = request.fields();
    boolean dryRun = Boolean.TRUE.equals(fields.flag("dryRun"));
    boolean replaceAll = Boolean.TRUE.equals(fields.flag("replaceAll"));
    List<DescribedEvent> events = events(fields);
    fields.check();
    Map<String, UnaryOperator<Settings>> changes = new LinkedHashMap<>();
    events.forEach(event -> changes.put(event.name(), event::over));
    return dryRun
        ? would(request.organisation(), changes, replaceAll)
        : done(directory.putEventTypes(request.organisation(), changes, replaceAll));
  }

  private static List<DescribedEvent> events(Fields fields) {
    if (fields.absent("spec") == fields.absent("specRaw")) {
      throw Refusal.badRequest(
          "bad_request", "One of spec and specRaw is needed, and not the other");
    }
    String name = fields.absent("spec") ? "specRaw" : "spec";
    String text = name.equals("spec") ? fields.object(name, LARGEST) : fields.text(name, DOCUMENT);
    if (text == null) {
      return List.of();
    }
    Description description = Description.of(text);
    description.faults().forEach(fault -> fields.wrong(name, fault));
    return description.events();
  }

  private static Answer done(EventTypesPut put) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("data").beginObject();
    texts(json, "modified", put.changed().stream().map(EventType::name).toList());
    texts(json, "archived", put.archived());
    json.endObject().endObject();
    return Answer.json(200, json);
  }

  /** What an import would change; it changes nothing. */
  private Answer would(
      String organisation, Map<String, UnaryOperator<Settings>> changes, boolean replaceAll) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("data").beginObject();
    json.name("modified").beginArray().endArray();
    json.name("to_modify").beginArray();
    changes.forEach((name, change) -> {
      Optional<Settings> stands = directory.eventType(organisation, name).map(EventType::settings);
      Settings next = change.apply(stands.orElse(Settings.NONE));
      if (!stands.equals(Optional.of(next))) {
        json.beginObject();
        EventTypeOut.describe(json, name, next, next.schemas());
        json.endObject();
      }
    });
    json.endArray();
    texts(json, "to_archive", replaceAll ? others(organisation, changes.keySet()) : List.of());
    json.endObject().endObject();
    return Answer.json(200, json);
  }

  private List<String> others(String organisation, Set<String> named) {
    List<String> others = new ArrayList<>();
    @Nullable String after = null;
    for (boolean done = false; !done; ) {
      Page<EventType> page =
          directory.eventTypes(
              organisation, new Page.Request<>(after, 100, true, false), false, FeatureFlags.ALL);
      for (EventType type : page.entries()) {
        after = type.name();
        if (!named.contains(type.name())) {
          others.add(type.name());
        }
      }
      done = page.done();
    }
    return others;
  }

  private static void texts(JsonWriter json, String name, List<String> texts) {
    json.name(name).beginArray();
    texts.forEach(json::value);
    json.endArray();
  }
}
