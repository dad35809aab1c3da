package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application.Settings;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about an application. */
final class ApplicationIn {
  private ApplicationIn() {}

  static Settings whole(Fields fields) {
    String name = fields.required("name", Rule.NAME);
    String uid = fields.text("uid", Rule.APPLICATION_UID);
    Integer rate = Members.rate(fields);
    Map<String, String> metadata = Members.metadata(fields);
    fields.check();
    return new Settings(name, uid, rate, metadata);
  }

  /** A change that leaves alone what is absent. */
  static UnaryOperator<Settings> change(Fields fields) {
    String name = fields.present("name") ? fields.required("name", Rule.NAME) : null;
    String uid = fields.text("uid", Rule.APPLICATION_UID);
    Integer rate = Members.rate(fields);
    Map<String, String> metadata = Members.metadata(fields);
    fields.check();
    return old ->
        new Settings(
            name == null ? old.name() : name,
            fields.present("uid") ? uid : old.uid(),
            rate(fields, rate, old),
            fields.present("metadata") ? metadata : old.metadata());
  }

  private static @Nullable Integer rate(Fields fields, @Nullable Integer rate, Settings old) {
    return Members.hasRate(fields) ? rate : old.throttleRate();
  }
}
