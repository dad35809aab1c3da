package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.EventType.Settings;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads what a caller says about an event type. */
final class EventTypeIn {
  private static final int LARGEST_SCHEMAS = 512 * 1024;
  private static final int MOST_FLAGS = 100;

  private EventTypeIn() {}

  static Settings whole(Fields fields) {
    String description = fields.required("description", Rule.DESCRIPTION);
    Boolean archived = fields.flag("archived");
    Boolean deprecated = fields.flag("deprecated");
    String schemas = fields.objects("schemas", LARGEST_SCHEMAS, PayloadSchema::problem);
    Set<String> flags = flags(fields);
    String group = fields.text("groupName", Rule.EVENT_TYPE_GROUP);
    fields.check();
    return new Settings(
        description,
        archived != null && archived,
        deprecated != null && deprecated,
        schemas,
        flags,
        group);
  }

  /** A change that leaves alone what is absent. */
  static UnaryOperator<Settings> change(Fields fields) {
    String description =
        fields.present("description") ? fields.required("description", Rule.DESCRIPTION) : null;
    Boolean archived = fields.flag("archived");
    Boolean deprecated = fields.flag("deprecated");
    String schemas = fields.objects("schemas", LARGEST_SCHEMAS, PayloadSchema::problem);
    boolean flagged = fields.present("featureFlags") || fields.present("featureFlag");
    Set<String> flags = flags(fields);
    String group = fields.text("groupName", Rule.EVENT_TYPE_GROUP);
    fields.check();
    return old ->
        new Settings(
            description == null ? old.description() : description,
            archived == null ? old.archived() : archived,
            deprecated == null ? old.deprecated() : deprecated,
            fields.present("schemas") ? schemas : old.schemas(),
            flagged ? flags : old.featureFlags(),
            fields.present("groupName") ? group : old.groupName());
  }

  /** Older callers know of one flag only; what newer ones say counts where both are said. */
  private static Set<String> flags(Fields fields) {
    if (fields.present("featureFlags")) {
      Set<String> flags = fields.texts("featureFlags", 0, MOST_FLAGS, Rule.FEATURE_FLAG);
      return flags == null ? Set.of() : flags;
    }
    String flag = fields.text("featureFlag", Rule.FEATURE_FLAG);
    return flag == null ? Set.of() : Set.of(flag);
  }
}
