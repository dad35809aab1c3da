package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.EventType.Settings;
import java.util.function.UnaryOperator;

/** Reads what a caller says about an event type. */
final class EventTypeIn {
  private static final int LARGEST_SCHEMAS = 512 * 1024;

  private EventTypeIn() {}

  static Settings whole(Fields fields) {
    String description = fields.required("description", Rule.DESCRIPTION);
    Boolean archived = fields.flag("archived");
    Boolean deprecated = fields.flag("deprecated");
    String schemas = fields.objects("schemas", LARGEST_SCHEMAS);
    String flag = fields.text("featureFlag", Rule.FEATURE_FLAG);
    fields.check();
    return new Settings(
        description, archived != null && archived, deprecated != null && deprecated, schemas, flag);
  }

  /** A change that leaves alone what is absent. */
  static UnaryOperator<Settings> change(Fields fields) {
    String description =
        fields.present("description") ? fields.required("description", Rule.DESCRIPTION) : null;
    Boolean archived = fields.flag("archived");
    Boolean deprecated = fields.flag("deprecated");
    String schemas = fields.objects("schemas", LARGEST_SCHEMAS);
    String flag = fields.text("featureFlag", Rule.FEATURE_FLAG);
    fields.check();
    return old ->
        new Settings(
            description == null ? old.description() : description,
            archived == null ? old.archived() : archived,
            deprecated == null ? old.deprecated() : deprecated,
            fields.present("schemas") ? schemas : old.schemas(),
            fields.present("featureFlag") ? flag : old.featureFlag());
  }
}
