package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Directory;
import dev.postrider.directory.EventType.Settings;
import dev.postrider.policy.PolicyOverrides;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Takes the event types of another organisation, all or none: those that are there are changed,
 * those that are not are created, and none is removed.
 */
record EnvironmentIn(Directory directory, EventTypeIn reader) {
  static final int VERSION = 1;
  private static final int MOST_EVENT_TYPES = 1_000;

  Answer take(Request request) {
    Fields fields = request.fields();
    fields.integer("version", VERSION, VERSION);
    for (String name : List.of("connectors", "transformationTemplates", "settings")) {
      if (!fields.empty(name)) {
        fields.wrong(
            name, "must be null or empty, because there is nothing here that it could set");
      }
    }
    Map<String, UnaryOperator<Settings>> changes = changes(request.organisation(), fields);
    fields.check();
    directory.putEventTypes(request.organisation(), changes, false);
    return Answer.noContent();
  }

  private Map<String, UnaryOperator<Settings>> changes(String organisation, Fields fields) {
    List<Fields> types = fields.sections("eventTypes", MOST_EVENT_TYPES);
    Map<String, PolicyOverrides> stand = directory.eventTypePolicies(organisation);
    Map<String, UnaryOperator<Settings>> changes = new HashMap<>();
    for (Fields type : types == null ? List.<Fields>of() : types) {
      String name = type.required("name", Rule.EVENT_TYPE);
      PolicyOverrides now = stand.getOrDefault(name, PolicyOverrides.NONE);
      if (changes.put(name, reader.part(type, now)) != null && !name.isEmpty()) {
        type.wrong("name", "is there more than once");
      }
    }
    return changes;
  }
}
