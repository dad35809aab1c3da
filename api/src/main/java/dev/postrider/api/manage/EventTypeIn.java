package dev.postrider.api.manage;

import dev.postrider.api.describe.PayloadSchema;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.EventType.Settings;
import dev.postrider.policy.PolicyOverrides;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads what a caller says about an event type. */
record EventTypeIn(PolicyIn policies) {
  static final int LARGEST_SCHEMAS = 512 * 1024;
  static final int MOST_FLAGS = 100;

  /** Settings as a whole; its policy stands when nothing is said of it. */
  UnaryOperator<Settings> whole(Fields fields, PolicyOverrides now) {
    UnaryOperator<Settings> whole = part(fields, now);
    fields.check();
    return whole;
  }

  /** The same for one of many, whose problems are told together. */
  UnaryOperator<Settings> part(Fields fields, PolicyOverrides now) {
    String description = fields.required("description", Rule.DESCRIPTION);
    Boolean archived = fields.flag("archived");
    Boolean deprecated = fields.flag("deprecated");
    String schemas = fields.objects("schemas", LARGEST_SCHEMAS, PayloadSchema::problem);
    Set<String> flags = flags(fields);
    String group = fields.text("groupName", Rule.EVENT_TYPE_GROUP);
    UnaryOperator<PolicyOverrides> policy = policies.readOfType(fields, true, now);
    return old ->
        new Settings(
            description,
            archived != null && archived,
            deprecated != null && deprecated,
            schemas,
            flags,
            group,
            policy.apply(old.policy()));
  }

  /** A change that leaves alone what is absent. */
  UnaryOperator<Settings> change(Fields fields, PolicyOverrides now) {
    String description =
        fields.present("description") ? fields.required("description", Rule.DESCRIPTION) : null;
    Boolean archived = fields.flag("archived");
    Boolean deprecated = fields.flag("deprecated");
    String schemas = fields.objects("schemas", LARGEST_SCHEMAS, PayloadSchema::problem);
    boolean flagged = fields.present("featureFlags") || fields.present("featureFlag");
    Set<String> flags = flags(fields);
    String group = fields.text("groupName", Rule.EVENT_TYPE_GROUP);
    UnaryOperator<PolicyOverrides> policy = policies.readOfType(fields, false, now);
    fields.check();
    return old ->
        new Settings(
            description == null ? old.description() : description,
            archived == null ? old.archived() : archived,
            deprecated == null ? old.deprecated() : deprecated,
            fields.present("schemas") ? schemas : old.schemas(),
            flagged ? flags : old.featureFlags(),
            fields.present("groupName") ? group : old.groupName(),
            policy.apply(old.policy()));
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
